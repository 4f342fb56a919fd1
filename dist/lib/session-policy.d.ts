/** What a session may do: use the objects, only read and list them, only put them, or everything that the role allows. */
export type Access = 'read-write' | 'read' | 'write' | 'role';
export declare const ACCESS_CHOICES: readonly Access[];
/**
 * The longest policy that is sent, in bytes of UTF-8: AWS's own limit, and what an RGW takes by default
 * (400 PackedPolicyTooLarge beyond). What ends an RGW 16 or 18 is a single resource of about 1,570 characters and
 * more; keys and prefixes of at most 1,024 bytes keep ours below that.
 */
export declare const LARGEST_POLICY_BYTES = 2048;
/**
 * What one session of an upload may do: put objects, list what is there and what was begun, delete objects, or read the
 * manifest that an earlier upload has left. None of them may read a file.
 */
export type UploadPower = 'write' | 'look' | 'remove' | 'read-manifest';
export declare const LIST_BUCKET: string[];
/**
 * An inline session policy: what the session may do is what the role and the policy both allow. It does not keep the
 * session from asking for another one: only the role's trust policy does. A policy can only be had from functions that
 * refuse one that is too long, so none that would kill an RGW can be sent.
 */
export declare class SessionPolicy {
    #private;
    /** Compact JSON: an RGW's parser breaks on a space that was sent as `+`. */
    readonly json: string;
    private constructor();
    /**
     * The policy for a bucket, an access and a key prefix; `undefined` for `role` alone. None allows anything of the bucket's
     * configuration.
     *
     * - `read-write` may list, get, put (multipart too), tag and delete objects; `read` may get and list; `write` may put
     *   objects and abort its uploads, and can neither read, list nor delete.
     * - `prefix` is compared character by character, as S3 does: `team-a` covers `team-ab/x` too, `team-a/` does not. A
     *   colon in it stands for any one character ({@link refusePatterns} says why), though not where keys are listed.
     *
     * @throws InputError when the policy would be over {@link LARGEST_POLICY_BYTES}, and for `role` with a prefix
     */
    static forScope(bucket: string, access: Access, prefix: string): SessionPolicy | undefined;
    /**
     * The policy of one session of an upload.
     *
     * @param keys further objects that may be put, or the one that may be read
     * @throws InputError when the policy would be over {@link LARGEST_POLICY_BYTES}
     */
    static forUpload({ bucket, prefix }: {
        readonly bucket: string;
        readonly prefix: string;
    }, power: UploadPower, keys: readonly string[]): SessionPolicy;
}
/**
 * Refuses what an RGW reads as a pattern in a policy, or does not take there (16.2.15: a condition that begins with a dollar
 * sign, half a character; 18 and 20: a backslash, which matches nothing). A colon is taken: {@link SessionPolicy} writes `?` for it, as an RGW takes none in a resource.
 *
 * @param input the input's name
 * @throws InputError
 */
export declare function refusePatterns(input: string, text: string): void;
export declare function objectActions(access: Exclude<Access, 'role'>): string[];

/** What a session may do: everything the role allows, only read and list, or only put objects. */
export type Access = 'read-write' | 'read' | 'write';
export declare const ACCESS_CHOICES: readonly Access[];
/**
 * The most that may be sent, in bytes of UTF-8. An RGW (16.2.15) does not refuse a longer inline policy:
 * its process dies. AWS's own limit is 2,048 characters too.
 */
export declare const LARGEST_POLICY_BYTES = 2048;
/**
 * What one session of an upload may do: put objects, list what is there and what was begun, delete objects, or read the
 * manifest that an earlier upload has left. None of them may read a file.
 */
export type UploadPower = 'write' | 'look' | 'remove' | 'read-manifest';
/**
 * An inline session policy: narrows what the role allows, and never widens it. It can only be had from functions that
 * refuse one that is too long, so none that would kill an RGW can be sent.
 */
export declare class SessionPolicy {
    #private;
    /** Compact JSON: an RGW's parser breaks on a space that was sent as `+`. */
    readonly json: string;
    private constructor();
    /**
     * The policy for a bucket, an access and a key prefix; `undefined` when they do not narrow the role.
     *
     * - `read` may get and list, `write` may put objects (multipart too) and abort its uploads, and can neither
     *   read, list nor delete; `read-write` with a prefix may do all of these below the prefix alone.
     * - `prefix` is compared character by character, as S3 does: `team-a` covers `team-ab/x` too, `team-a/` does not.
     *
     * @throws InputError when the policy would be over {@link LARGEST_POLICY_BYTES}
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

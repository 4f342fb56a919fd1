/** A bucket, and the name that its service user and its role have. */
export interface Target {
    readonly bucket: string;
    readonly name: string;
}
/**
 * The name of a bucket's service user and role. A long one is cut, and made its own again by a digest.
 *
 * @param name the user's choice
 * @throws InputError when that is no name of IAM
 */
export declare function targetOf(bucket: string, name?: string): Target;

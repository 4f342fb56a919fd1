/**
 * A statement for the bucket's policy by which the bucket's owner reads and deletes what sessions upload, whatever
 * its ACL (seen to work on an RGW 16.2.15).
 *
 * @param bucketOwner the user's id, as ACLs name it
 */
export declare function policyForOwner(bucket: string, bucketOwner: string): string;
/**
 * Whether a bucket's policy lets a user read every object, whatever its ACL. Only a statement without a condition
 * counts, and none of the actions and resources that merely match in part.
 *
 * @param policy the document, as GetBucketPolicy answers it
 * @param user the user's id, as ACLs name it
 */
export declare function policyLetsRead(policy: string, bucket: string, user: string): boolean;
/** The ARN of a user by the id that an RGW's ACLs have: `user`, `tenant$user`, or the account that it is in. */
export declare function userArn(id: string): string;
/** Whether an id is that of an account, which owns what its users make (RGW 19 and newer). */
export declare function isAccount(id: string): boolean;

/**
 * A statement for the bucket's policy by which the bucket's owner reads and deletes what sessions upload, whatever
 * its ACL (seen to work on an RGW 16.2.15).
 *
 * @param bucketOwner the user's id, as ACLs name it
 */
export declare function policyForOwner(bucket: string, bucketOwner: string): string;
/**
 * A statement for the bucket's policy that shuts the service key out when it comes without a session. A session's
 * requests carry `aws:TokenIssueTime` and those of a long-lived key do not (AWS's documented test, and seen to work
 * on an RGW 16.2.15: sessions go on, the key alone gets 403 for what they uploaded).
 *
 * @param serviceUser the user's id, as ACLs name it
 */
export declare function policyAgainstServiceKey(bucket: string, serviceUser: string): string;
/**
 * Whether a bucket's policy lets a user read every object, whatever its ACL. Only a statement without a condition
 * counts, and none of the actions and resources that merely match in part.
 *
 * @param policy the document, as GetBucketPolicy answers it
 * @param user the user's id, as ACLs name it
 */
export declare function policyLetsRead(policy: string, bucket: string, user: string): boolean;

import { listOf, principalsOf, readPolicy } from '../credentials/policy-document.ts';

/**
 * A statement for the bucket's policy that lets the owner read and delete what sessions upload, with any ACL (seen to work
 * on an RGW 16.2.15).
 *
 * @param bucketOwner the user's id, as ACLs name it
 */
export function policyForOwner(bucket: string, bucketOwner: string): string {
  return JSON.stringify({
    Effect: 'Allow',
    Principal: { AWS: [userArn(bucketOwner)] },
    Action: ['s3:GetObject', 's3:DeleteObject'],
    Resource: [`arn:aws:s3:::${bucket}/*`],
  });
}

/**
 * Whether a bucket's policy lets a user read every object, with any ACL. Only a statement without a condition counts, and
 * no actions or resources that match only in part.
 *
 * @param policy the document, as returned by GetBucketPolicy
 * @param user the user's id, as ACLs name it
 */
export function policyLetsRead(policy: string, bucket: string, user: string): boolean {
  const statements = readPolicy(policy)?.Statement ?? [];
  return statements.some(
    (statement) =>
      statement.Effect === 'Allow' &&
      statement.Condition === undefined &&
      includesAny(principalsOf(statement), ['*', userArn(user)]) &&
      includesAny(listOf(statement.Action), ['*', 's3:*', 's3:Get*', 's3:GetObject']) &&
      includesAny(listOf(statement.Resource), ['*', 'arn:aws:s3:::*', `arn:aws:s3:::${bucket}/*`]),
  );
}

function includesAny(values: readonly string[], wanted: readonly string[]): boolean {
  return values.some((value) => wanted.includes(value));
}

/** The ARN of a user, from the ID in an RGW's ACLs: `user`, `tenant$user`, or the account that it belongs to. */
export function userArn(id: string): string {
  if (isAccount(id)) return `arn:aws:iam::${id}:user/NAME-OF-THE-USER`;
  const [, tenant = '', user = id] = /^([^$]*)\$(.*)$/.exec(id) ?? [];
  return `arn:aws:iam::${tenant}:user/${user}`;
}

/** Whether an ID is that of an account, which owns what its users create (RGW 19 and newer). */
export function isAccount(id: string): boolean {
  return /^RGW\d{17}$/.test(id);
}

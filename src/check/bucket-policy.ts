/**
 * A statement for the bucket's policy by which the bucket's owner reads and deletes what sessions upload, whatever
 * its ACL (seen to work on an RGW 16.2.15).
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
 * Whether a bucket's policy lets a user read every object, whatever its ACL. Only a statement without a condition
 * counts, and none of the actions and resources that merely match in part.
 *
 * @param policy the document, as GetBucketPolicy answers it
 * @param user the user's id, as ACLs name it
 */
export function policyLetsRead(policy: string, bucket: string, user: string): boolean {
  return statementsOf(policy).some(
    ({ Effect, Principal, Action, Resource, Condition }) =>
      Effect === 'Allow' &&
      Condition === undefined &&
      includesAny(principalsOf(Principal), ['*', userArn(user)]) &&
      includesAny(Action, ['*', 's3:*', 's3:Get*', 's3:GetObject']) &&
      includesAny(Resource, ['*', 'arn:aws:s3:::*', `arn:aws:s3:::${bucket}/*`]),
  );
}

type Statement = Readonly<Record<string, unknown>>;

function statementsOf(policy: string): Statement[] {
  try {
    const { Statement }: { Statement?: Statement | Statement[] } = JSON.parse(policy);
    return [Statement ?? []].flat();
  } catch {
    return [];
  }
}

function principalsOf(principal: unknown): unknown {
  return typeof principal === 'object' && principal !== null && 'AWS' in principal
    ? principal.AWS
    : principal;
}

/** A policy writes one value by itself, or several in a list. */
function includesAny(value: unknown, wanted: readonly string[]): boolean {
  return [value].flat().some((entry) => typeof entry === 'string' && wanted.includes(entry));
}

/** The ARN of a user by the id that an RGW's ACLs have: `user`, `tenant$user`, or the account that it is in. */
export function userArn(id: string): string {
  if (isAccount(id)) return `arn:aws:iam::${id}:user/NAME-OF-THE-USER`;
  const [, tenant = '', user = id] = /^([^$]*)\$(.*)$/.exec(id) ?? [];
  return `arn:aws:iam::${tenant}:user/${user}`;
}

/** Whether an id is that of an account, which owns what its users make (RGW 19 and newer). */
export function isAccount(id: string): boolean {
  return /^RGW\d{17}$/.test(id);
}

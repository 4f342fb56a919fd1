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

/** In a policy, a single value need not be in a list. */
function includesAny(value: unknown, wanted: readonly string[]): boolean {
  return [value].flat().some((entry) => typeof entry === 'string' && wanted.includes(entry));
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

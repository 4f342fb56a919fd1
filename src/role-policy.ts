import { BUCKET_ACTIONS, OBJECT_ACTIONS } from './session-policy.ts';

/*
 * The policies of a role and its user that keep sessions to what they were asked for, each as compact JSON: an RGW 16
 * breaks on a space that was sent as `+`.
 */

/** What only a request without a session meets: those of sessions carry `aws:TokenIssueTime` (seen on RGW 16, 18 and 20). */
const WITHOUT_SESSION = { Null: { 'aws:TokenIssueTime': 'true' } };

/**
 * The trust policy of a role: the user may take it with its own key, and none of the role's sessions may take it again.
 * Behind a session is that user, so that without the condition each session could have the whole role (RGW 16, 18, 20).
 *
 * @param user its ARN
 */
export function trustPolicy(user: string): string {
  return writePolicy({
    Effect: 'Allow',
    Principal: { AWS: [user] },
    Action: ['sts:AssumeRole'],
    Condition: WITHOUT_SESSION,
  });
}

/** What a role needs for every access to a bucket's objects, and for `check` to see whether the owner can read uploads. */
export function permissionPolicy(bucket: string): string {
  const arn = `arn:aws:s3:::${bucket}`;
  return writePolicy(
    { Effect: 'Allow', Action: [...BUCKET_ACTIONS, 's3:GetBucketPolicy'], Resource: [arn] },
    { Effect: 'Allow', Action: OBJECT_ACTIONS, Resource: [`${arn}/*`] },
  );
}

/** The policy of a user that shuts its bare key out of S3. It can still ask for sessions, and they go on working. */
export function bareKeyPolicy(): string {
  return writePolicy({ Effect: 'Deny', Action: ['s3:*'], Resource: ['*'], Condition: WITHOUT_SESSION });
}

function writePolicy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
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

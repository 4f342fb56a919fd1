import { NO_SESSION, type PolicyDocument, policyOf, type Statement } from './policy-document.ts';
import { LIST_BUCKET, objectActions } from './session-policy.ts';

/*
 * The policies of a service credential as they should be: what `provision` makes, and `check` advises.
 */

export const ASSUME_ROLE = 'sts:AssumeRole';

/**
 * The trust policy of a new role: only its service user, and only with the long-lived key. Without the condition, a session
 * could assume the role again, for longer and without a session policy, because the trusted user is behind the session.
 */
export function newTrust(userArn: string): PolicyDocument {
  return policyOf(trustStatement(userArn));
}

export function trustStatement(userArn: string): Statement {
  return { Effect: 'Allow', Principal: { AWS: [userArn] }, Action: [ASSUME_ROLE], Condition: NO_SESSION };
}

export const ASSUME_ROLE_WITH_WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';

/** Whose tokens a role accepts. */
export interface TrustedIdentity {
  /** The ARN of the registered provider, such as `arn:aws:iam::RGW1:oidc-provider/token.actions.githubusercontent.com`. */
  readonly providerArn: string;
  readonly audience: string;
  /** One subject, or several that are all accepted. */
  readonly subject: string | readonly string[];
  /** Whether a `*` in the subject is a wildcard. */
  readonly hasWildcard?: boolean;
}

/** The trust policy of a role for the tokens of one subject. */
export function webIdentityTrust(identity: TrustedIdentity): PolicyDocument {
  return policyOf(webIdentityStatement(identity));
}

/** Without both conditions, strangers' tokens would be accepted. */
export function webIdentityStatement({
  providerArn,
  audience,
  subject,
  hasWildcard = false,
}: TrustedIdentity): Statement {
  const provider = providerArn.replace(/^.*?:oidc-provider\//, '');
  const aud = { [`${provider}:aud`]: audience };
  const sub = { [`${provider}:sub`]: subject };
  return {
    Effect: 'Allow',
    Principal: { Federated: [providerArn] },
    Action: [ASSUME_ROLE_WITH_WEB_IDENTITY],
    Condition: hasWildcard ? { StringEquals: aud, StringLike: sub } : { StringEquals: { ...aud, ...sub } },
  };
}

/** Denies everything on S3 to the service user's key without a session. Sessions are not affected. */
export const BARE_KEY_DENIAL: Statement = {
  Effect: 'Deny',
  Action: ['s3:*'],
  Resource: ['*'],
  Condition: NO_SESSION,
};

export const BARE_KEY_POLICY = policyOf(BARE_KEY_DENIAL);

/**
 * `check` reads the bucket's policy to see whether the owner can read uploads. The session policies of jobs do not allow
 * it. An RGW 16 or 18 requires s3:DeleteObject on the bucket itself if a session without a session policy deletes in
 * batches.
 */
export const BUCKET_ACTIONS = [
  ...LIST_BUCKET,
  's3:GetBucketLocation',
  's3:GetBucketPolicy',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
];
export const OBJECT_ACTIONS = objectActions('read-write');

/** The maximum permissions of the role's sessions: the objects of one bucket, and nothing of its configuration. */
export function permissionsFor(bucket: string): PolicyDocument {
  return policyOf(...permissionStatements(bucket));
}

export function permissionStatements(bucket: string): [Statement, Statement] {
  return [
    { Effect: 'Allow', Action: BUCKET_ACTIONS, Resource: [`arn:aws:s3:::${bucket}`] },
    { Effect: 'Allow', Action: OBJECT_ACTIONS, Resource: [`arn:aws:s3:::${bucket}/*`] },
  ];
}

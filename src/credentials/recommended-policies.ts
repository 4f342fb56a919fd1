import { NO_SESSION, type PolicyDocument, policyOf, type Statement } from './policy-document.ts';
import { LIST_BUCKET, objectActions } from './session-policy.ts';

/*
 * The policies of a service credential as they should be: what `provision` makes, and `check` advises.
 */

export const ASSUME_ROLE = 'sts:AssumeRole';

/**
 * The trust policy of a new role: its service user alone, with its long-lived key alone. Without the condition a session
 * could ask for the role again, for longer and without a session policy, for the user behind it is the one that is trusted.
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
  /** One, or several that are as good. */
  readonly subject: string | readonly string[];
  /** Whether a `*` in the subject stands for anything. */
  readonly hasWildcard?: boolean;
}

/** The trust policy of a role for the tokens of one subject. */
export function webIdentityTrust(identity: TrustedIdentity): PolicyDocument {
  return policyOf(webIdentityStatement(identity));
}

/** Without both conditions it would accept strangers' tokens. */
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

/** Everything on S3, to the service user's key when it comes without a session; sessions are another matter. */
export const BARE_KEY_DENIAL: Statement = {
  Effect: 'Deny',
  Action: ['s3:*'],
  Resource: ['*'],
  Condition: NO_SESSION,
};

/** A user policy of that alone. */
export const BARE_KEY_POLICY = policyOf(BARE_KEY_DENIAL);

/**
 * The policy is for `check`, which looks whether the owner can read uploads: the sessions of jobs do not pass it on.
 * An RGW 16 or 18 asks for s3:DeleteObject on the bucket itself where a session without a session policy deletes in batches.
 */
export const BUCKET_ACTIONS = [
  ...LIST_BUCKET,
  's3:GetBucketLocation',
  's3:GetBucketPolicy',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
];
export const OBJECT_ACTIONS = objectActions('read-write');

/** What sessions of the role may do at most: the objects of the one bucket, and nothing of its configuration. */
export function permissionsFor(bucket: string): PolicyDocument {
  return policyOf(...permissionStatements(bucket));
}

export function permissionStatements(bucket: string): [Statement, Statement] {
  return [
    { Effect: 'Allow', Action: BUCKET_ACTIONS, Resource: [`arn:aws:s3:::${bucket}`] },
    { Effect: 'Allow', Action: OBJECT_ACTIONS, Resource: [`arn:aws:s3:::${bucket}/*`] },
  ];
}

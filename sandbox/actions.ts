import { matchesWildcard } from './wildcard.ts';

/** What an ACL must grant for an S3 action if no policy decides. */
export type Grant = 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP';

/** The S3 actions of RGW 16. A policy that names any other action is refused. */
const S3_ACTIONS: Readonly<Record<string, Grant>> = {
  's3:AbortMultipartUpload': 'WRITE',
  's3:BypassGovernanceRetention': 'WRITE_ACP',
  's3:CreateBucket': 'WRITE',
  's3:DeleteBucket': 'WRITE',
  's3:DeleteBucketPolicy': 'WRITE_ACP',
  's3:DeleteBucketPublicAccessBlock': 'WRITE_ACP',
  's3:DeleteBucketWebsite': 'WRITE_ACP',
  's3:DeleteObject': 'WRITE',
  's3:DeleteObjectTagging': 'WRITE_ACP',
  's3:DeleteObjectVersion': 'WRITE',
  's3:DeleteObjectVersionTagging': 'WRITE_ACP',
  's3:DeleteReplicationConfiguration': 'WRITE_ACP',
  's3:GetAccelerateConfiguration': 'READ_ACP',
  's3:GetBucketAcl': 'READ_ACP',
  's3:GetBucketCORS': 'READ_ACP',
  's3:GetBucketLocation': 'READ_ACP',
  's3:GetBucketLogging': 'READ_ACP',
  's3:GetBucketNotification': 'READ_ACP',
  's3:GetBucketObjectLockConfiguration': 'READ_ACP',
  's3:GetBucketPolicy': 'READ_ACP',
  's3:GetBucketPolicyStatus': 'READ_ACP',
  's3:GetBucketPublicAccessBlock': 'READ_ACP',
  's3:GetBucketRequestPayment': 'READ_ACP',
  's3:GetBucketTagging': 'READ_ACP',
  's3:GetBucketVersioning': 'READ_ACP',
  's3:GetBucketWebsite': 'READ_ACP',
  's3:GetLifecycleConfiguration': 'READ_ACP',
  's3:GetObject': 'READ',
  's3:GetObjectAcl': 'READ_ACP',
  's3:GetObjectLegalHold': 'READ_ACP',
  's3:GetObjectRetention': 'READ_ACP',
  's3:GetObjectTagging': 'READ',
  's3:GetObjectTorrent': 'READ',
  's3:GetObjectVersion': 'READ',
  's3:GetObjectVersionAcl': 'READ_ACP',
  's3:GetObjectVersionTagging': 'READ',
  's3:GetObjectVersionTorrent': 'READ',
  's3:GetPublicAccessBlock': 'READ_ACP',
  's3:GetReplicationConfiguration': 'READ_ACP',
  's3:ListAllMyBuckets': 'READ',
  's3:ListBucket': 'READ',
  's3:ListBucketMultipartUploads': 'READ',
  's3:ListBucketVersions': 'READ',
  's3:ListMultipartUploadParts': 'READ',
  's3:PutAccelerateConfiguration': 'WRITE_ACP',
  's3:PutBucketAcl': 'WRITE_ACP',
  's3:PutBucketCORS': 'WRITE_ACP',
  's3:PutBucketLogging': 'WRITE_ACP',
  's3:PutBucketNotification': 'WRITE_ACP',
  's3:PutBucketObjectLockConfiguration': 'WRITE_ACP',
  's3:PutBucketPolicy': 'WRITE_ACP',
  's3:PutBucketPublicAccessBlock': 'WRITE_ACP',
  's3:PutBucketRequestPayment': 'WRITE_ACP',
  's3:PutBucketTagging': 'WRITE_ACP',
  's3:PutBucketVersioning': 'WRITE_ACP',
  's3:PutBucketWebsite': 'WRITE_ACP',
  's3:PutLifecycleConfiguration': 'WRITE_ACP',
  's3:PutObject': 'WRITE',
  's3:PutObjectAcl': 'WRITE_ACP',
  's3:PutObjectLegalHold': 'WRITE_ACP',
  's3:PutObjectRetention': 'WRITE_ACP',
  's3:PutObjectTagging': 'WRITE_ACP',
  's3:PutObjectVersionAcl': 'WRITE_ACP',
  's3:PutObjectVersionTagging': 'WRITE_ACP',
  's3:PutPublicAccessBlock': 'WRITE_ACP',
  's3:PutReplicationConfiguration': 'WRITE_ACP',
  's3:RestoreObject': 'WRITE',
};

/** The IAM and STS actions of RGW 16. */
const OTHER_ACTIONS = [
  'iam:AttachRolePolicy',
  'iam:CreateOIDCProvider',
  'iam:CreateRole',
  'iam:DeleteOIDCProvider',
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DeleteUserPolicy',
  'iam:GetOIDCProvider',
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:GetUserPolicy',
  'iam:ListOIDCProviders',
  'iam:ListRolePolicies',
  'iam:ListRoles',
  'iam:ListUserPolicies',
  'iam:ModifyRole',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'sts:AssumeRole',
  'sts:AssumeRoleWithWebIdentity',
  'sts:GetSessionToken',
  'sts:TagSession',
];

const ALL_ACTIONS = [...Object.keys(S3_ACTIONS), ...OTHER_ACTIONS].map((name) => name.toLowerCase());

/** Whether a lower-case pattern, such as `s3:get*`, matches a known action. */
export function isKnownAction(pattern: string): boolean {
  if (pattern === '*') return true;
  // A star does not match the colon, so `s3*` matches no action.
  return pattern.includes(':') && ALL_ACTIONS.some((name) => matchesWildcard(pattern, name));
}

export function grantFor(action: string): Grant | undefined {
  return S3_ACTIONS[action];
}

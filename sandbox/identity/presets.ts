import { randomUUID } from 'node:crypto';
import type { KeyKind } from '../key-store.ts';
import {
  type BucketSettings,
  type IdentityStore,
  providerArn,
  providerName,
  type Role,
  type User,
} from './identity-store.ts';

/** The account of the buckets' roles, in OtterStorage's format. */
const ACCOUNT = 'RGW00000000000000001';

/** Seconds. The longest session of RGW, and of OtterStorage's roles. */
const TWELVE_HOURS = 43_200;

export const ADMINISTRATOR = 'sandbox-administrator';

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** True for long-lived keys but not for sessions, which have the time at which they were issued. */
const LONG_LIVED = { Null: { 'aws:TokenIssueTime': 'true' } };

const OBJECT_ACTIONS = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:DeleteObjectTagging',
  's3:DeleteObjectVersion',
  's3:GetObject',
  's3:GetObjectAcl',
  's3:GetObjectTagging',
  's3:GetObjectVersion',
  's3:ListMultipartUploadParts',
  's3:PutObject',
  's3:PutObjectTagging',
];

/**
 * Lets the owner use the objects that sessions upload. For DeleteObjects, RGW 16 also requires DeleteObject on the bucket,
 * before it looks at the keys.
 */
const BUCKET_ACTIONS = [
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:GetBucketLocation',
  's3:GetBucketPolicy',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
  's3:ListBucketVersions',
];

/** The user for each kind of key. A bucket has an owner and a service user. */
export function userOf(kind: KeyKind, bucket: string): string {
  return `${bucket}-${kind === 'service' ? 'service' : 'owner'}`;
}

export function roleNameOf(number: number): string {
  return `bkr-${number}`;
}

export interface PresetBucket {
  readonly name: string;
  readonly number: number;
}

/**
 * Creates the users, role and settings of a bucket that do not exist yet. Existing ones do not change.
 * @param guarded whether sessions and keys are restricted as by `otter-sts provision`, or as on a plain RGW.
 * @param now milliseconds since the epoch.
 */
export async function presetBucket(
  identities: IdentityStore,
  bucket: PresetBucket,
  guarded: boolean,
  now: number,
): Promise<void> {
  const owner = userOf('permanent', bucket.name);
  const service = userOf('service', bucket.name);
  if (!identities.user(owner)) await identities.putUser(newUser(owner, 1000));
  if (!identities.user(service)) {
    const user = newUser(service, -1);
    await identities.putUser(guarded ? { ...user, policies: { 'otter-sts': denyLongLived() } } : user);
  }
  if (!identities.role(roleNameOf(bucket.number))) {
    await identities.putRole(guarded ? guardedRole(bucket, now) : unguardedRole(bucket, now));
  }
  if (!identities.bucket(bucket.name)) {
    await identities.putBucket(bucket.name, settings(bucket.name, owner, guarded));
  }
}

/** The job that a bucket's keyless role trusts. */
export interface TrustedJob {
  /** URL of the issuer. */
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
}

/** RGW requires a thumbprint, but compares it only with certificates. The issuer's keys have none. */
const NO_THUMBPRINT = '0'.repeat(40);

/**
 * Registers an issuer, and creates a role for the first bucket that trusts the tokens of one job. Both are replaced at each
 * start, because the issuer's port and the job may have changed.
 * @returns the role.
 */
export async function presetKeylessRole(
  identities: IdentityStore,
  bucket: PresetBucket,
  trusted: TrustedJob,
  guarded: boolean,
  now: number,
): Promise<Role> {
  const { issuer, audience } = trusted;
  const createdAt = new Date(now).toISOString();
  const provider = { url: issuer, clientIds: [audience], thumbprints: [NO_THUMBPRINT], createdAt };
  const role = {
    ...(guarded ? guardedRole(bucket, now) : unguardedRole(bucket, now)),
    name: `${roleNameOf(bucket.number)}-keyless`,
    trustPolicy: document(trustInJob(trusted)),
  };
  await identities.putProvider(provider);
  await identities.putRole(role);
  return role;
}

/** Both conditions are needed: without `sub`, the role would trust every job of the CI system. */
function trustInJob({ issuer, audience, subject }: TrustedJob): object {
  const name = providerName(issuer);
  return {
    Effect: 'Allow',
    Principal: { Federated: [providerArn(name)] },
    Action: ['sts:AssumeRoleWithWebIdentity'],
    Condition: { StringEquals: { [`${name}:aud`]: audience, [`${name}:sub`]: subject } },
  };
}

/** Creates the administrator, who may create users and roles. */
export async function presetAdministrator(identities: IdentityStore): Promise<void> {
  if (identities.user(ADMINISTRATOR)) return;
  const caps = ['buckets', 'oidc-provider', 'roles', 'user-policy', 'users'].map((type) => ({
    type,
    perm: '*' as const,
  }));
  await identities.putUser({ ...newUser(ADMINISTRATOR, 1000), caps });
}

function newUser(uid: string, maxBuckets: number): User {
  return { uid, displayName: uid, email: '', maxBuckets, suspended: false, caps: [] };
}

function denyLongLived(): string {
  return document({ Effect: 'Deny', Action: ['s3:*'], Resource: ['*'], Condition: LONG_LIVED });
}

function settings(bucket: string, owner: string, guarded: boolean): BucketSettings {
  if (!guarded) return { owner, acl: 'private' };
  // Objects that sessions upload belong to the service user.
  const policy = document({
    Sid: 'OtterOwner',
    Effect: 'Allow',
    Principal: { AWS: [`arn:aws:iam:::user/${owner}`] },
    Action: ['s3:*'],
    Resource: [`arn:aws:s3:::${bucket}/*`],
  });
  return { owner, acl: 'private', policy };
}

function guardedRole(bucket: PresetBucket, now: number): Role {
  const arn = `arn:aws:s3:::${bucket.name}`;
  return {
    ...newRole(bucket, now),
    trustPolicy: document({ ...trust(bucket.name), Condition: LONG_LIVED }),
    policies: {
      'single-bucket': document(
        { Effect: 'Allow', Action: OBJECT_ACTIONS, Resource: [`${arn}/*`] },
        { Effect: 'Allow', Action: BUCKET_ACTIONS, Resource: [arn] },
      ),
    },
  };
}

function unguardedRole(bucket: PresetBucket, now: number): Role {
  const arn = `arn:aws:s3:::${bucket.name}`;
  return {
    ...newRole(bucket, now),
    trustPolicy: document(trust(bucket.name)),
    policies: {
      'single-bucket': document({ Effect: 'Allow', Action: ['s3:*'], Resource: [arn, `${arn}/*`] }),
    },
  };
}

function trust(bucket: string): object {
  return {
    Effect: 'Allow',
    Principal: { AWS: [`arn:aws:iam:::user/${userOf('service', bucket)}`] },
    Action: ['sts:AssumeRole'],
  };
}

function newRole({ number }: PresetBucket, now: number): Omit<Role, 'trustPolicy' | 'policies'> {
  return {
    id: randomUUID(),
    name: roleNameOf(number),
    path: '/',
    account: ACCOUNT,
    createdAt: new Date(now).toISOString(),
    maximumDuration: TWELVE_HOURS,
  };
}

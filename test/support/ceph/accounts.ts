/**
 * Users, buckets, roles and keys as OtterStorage issues them: a bucket's owner, and a service user that has no bucket and
 * may only assume the role of one bucket.
 *
 * Uses Ceph's admin and IAM interfaces, because a call takes milliseconds and radosgw-admin a second.
 * Source: https://docs.ceph.com/en/pacific/radosgw/adminops/ and https://docs.ceph.com/en/pacific/radosgw/role/
 */
import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { type SignedRequest, sendSigned } from '../signed-request.ts';
import { type CephRelease, runCephProgram } from './release.ts';

export interface KeyPair {
  accessKey: string;
  secretKey: string;
}

export interface Administrator extends KeyPair {
  endpoint: string;
}

// The zone group that an RGW creates by default. CreateBucket accepts no other location.
const region = 'default';

export interface BucketOptions {
  /** A new name otherwise. */
  bucket?: string;
  /** The role's MaxSessionDuration in seconds. By default 43,200, as on OtterStorage. RGW requires at least 3,600. */
  maxSessionDuration?: number;
  /** The most that the bucket can hold, in KiB. By default there is no limit. */
  maxKilobytes?: number;
}

export interface BucketWithRole {
  bucket: string;
  roleArn: string;
  roleName: string;
  /** The user that may assume the role, and its key. */
  serviceUser: string;
  serviceAccessKey: string;
  serviceSecretKey: string;
  /** The bucket owner's key. */
  ownerAccessKey: string;
  ownerSecretKey: string;
}

function newKeyPair(): KeyPair {
  // The alphabet and the lengths that Ceph itself uses.
  return {
    accessKey: randomBytes(30)
      .toString('base64')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .slice(0, 20),
    secretKey: randomBytes(60).toString('base64').replace(/[+/=]/g, '').slice(0, 40),
  };
}

/** Creates the user as which the other functions act. Only radosgw-admin can do this. */
export async function createAdministrator(release: CephRelease, configuration: string): Promise<KeyPair> {
  const keys = newKeyPair();
  // Older versions do not know the last cap, and then refuse all.
  const more = release.version === 20 ? ';accounts=*' : '';
  const caps = `users=*;buckets=*;roles=*;user-policy=*;oidc-provider=*${more}`;
  const user = ['--uid', 'administrator', '--display-name', 'administrator', '--caps', caps];
  const secrets = ['--access-key', keys.accessKey, '--secret', keys.secretKey];
  const cluster = ['-c', configuration, '-n', 'client.admin'];
  await runCephProgram(release, 'radosgw-admin', [...cluster, 'user', 'create', ...user, ...secrets]);
  return keys;
}

/** A call of the admin interface. Throws with the answer if it is refused. */
export function sendAdmin(
  administrator: Administrator,
  method: SignedRequest['method'],
  path: string,
  query: Record<string, string>,
) {
  return sendSigned({ ...administrator, region, service: 's3', method, path, query });
}

/** A call of the IAM interface. Throws with the answer if it is refused. */
export function sendIam(administrator: Administrator, form: Record<string, string>) {
  return sendSigned({ ...administrator, region, service: 'iam', method: 'POST', path: '/', form });
}

async function createUser(administrator: Administrator, uid: string, maxBuckets: number): Promise<KeyPair> {
  const keys = newKeyPair();
  await sendAdmin(administrator, 'PUT', '/admin/user', {
    uid,
    'display-name': uid,
    'max-buckets': String(maxBuckets),
    'access-key': keys.accessKey,
    'secret-key': keys.secretKey,
    format: 'json',
  });
  return keys;
}

/** Of each bucket of the user. Source: https://docs.ceph.com/en/pacific/radosgw/adminops/#quotas */
async function limitBuckets(administrator: Administrator, uid: string, kilobytes: number): Promise<void> {
  const limit = { 'max-size-kb': String(kilobytes), 'max-objects': '-1', enabled: 'true' };
  await sendAdmin(administrator, 'PUT', '/admin/user', { quota: '', 'quota-type': 'bucket', uid, ...limit });
}

async function createBucket(administrator: Administrator, owner: KeyPair, bucket: string): Promise<void> {
  const s3 = new S3Client({
    endpoint: administrator.endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: owner.accessKey, secretAccessKey: owner.secretKey },
  });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  s3.destroy();
}

const policy = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

/** What a role of {@link createBucketWithRole} may do: everything with its one bucket. */
export const singleBucket = 'single-bucket';

async function createRole(
  administrator: Administrator,
  role: { name: string; trusts: string; bucket: string; maxSessionDuration: number },
): Promise<string> {
  const created = await sendIam(administrator, {
    Action: 'CreateRole',
    RoleName: role.name,
    Path: '/',
    MaxSessionDuration: String(role.maxSessionDuration),
    AssumeRolePolicyDocument: policy({
      Principal: { AWS: [`arn:aws:iam:::user/${role.trusts}`] },
      Action: ['sts:AssumeRole'],
    }),
  });
  const arn = /<Arn>(.*?)<\/Arn>/.exec(created)?.[1];
  if (arn === undefined) throw new Error(`Ceph answered CreateRole without an ARN: ${created}`);
  const bucketArn = `arn:aws:s3:::${role.bucket}`;
  await sendIam(administrator, {
    Action: 'PutRolePolicy',
    RoleName: role.name,
    PolicyName: singleBucket,
    PolicyDocument: policy({ Action: ['s3:*'], Resource: [bucketArn, `${bucketArn}/*`] }),
  });
  return arn;
}

export async function createBucketWithRole(
  administrator: Administrator,
  options: BucketOptions = {},
): Promise<BucketWithRole> {
  const bucket = options.bucket ?? `bucket-${randomBytes(4).toString('hex')}`;
  const serviceUser = `${bucket}-service`;
  const roleName = `bkr-${bucket}`;
  const maxSessionDuration = options.maxSessionDuration ?? 43_200;
  const owner = await createUser(administrator, `${bucket}-owner`, 1000);
  if (options.maxKilobytes !== undefined) {
    await limitBuckets(administrator, `${bucket}-owner`, options.maxKilobytes);
  }
  await createBucket(administrator, owner, bucket);
  // Allows no buckets, because otherwise the service key could create one. 0 would mean no limit.
  const service = await createUser(administrator, serviceUser, -1);
  const role = { name: roleName, trusts: serviceUser, bucket, maxSessionDuration };
  const roleArn = await createRole(administrator, role);
  return {
    bucket,
    roleArn,
    roleName,
    serviceUser,
    serviceAccessKey: service.accessKey,
    serviceSecretKey: service.secretKey,
    ownerAccessKey: owner.accessKey,
    ownerSecretKey: owner.secretKey,
  };
}

export async function createServiceKey(administrator: Administrator, serviceUser: string): Promise<KeyPair> {
  const keys = newKeyPair();
  await sendAdmin(administrator, 'PUT', '/admin/user', {
    key: '',
    uid: serviceUser,
    'access-key': keys.accessKey,
    'secret-key': keys.secretKey,
    'generate-key': 'false',
    format: 'json',
  });
  return keys;
}

export async function removeServiceKey(
  administrator: Administrator,
  serviceUser: string,
  accessKey: string,
): Promise<void> {
  await sendAdmin(administrator, 'DELETE', '/admin/user', {
    key: '',
    uid: serviceUser,
    'access-key': accessKey,
  });
}

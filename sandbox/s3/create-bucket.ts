import { isIP } from 'node:net';
import { WireError } from '../error.ts';
import { type Permission, weighCaller } from '../identity/permission.ts';
import { notSupported } from './bucket-settings.ts';
import { type Answer, denied, type ObjectService, type S3Call } from './call.ts';

/** CreateBucket for an existing bucket. rclone sends it, for example. */
export function createBucket({ permission, service, bucket }: S3Call): Promise<Answer> {
  return createNamedBucket(permission, service, bucket.name);
}

/**
 * CreateBucket, as far as the sandbox supports it: it answers as RGW does for an existing bucket.
 * @throws WireError
 */
export async function createNamedBucket(
  permission: Permission,
  service: ObjectService,
  name: string,
): Promise<Answer> {
  if (!mayCreate(permission, name)) throw denied();
  if (!/^[a-z0-9][a-z0-9._-]{1,253}[a-z0-9]$/i.test(name) || isIP(name) !== 0) {
    throw new WireError('InvalidBucketName', 'This is not a valid bucket name.');
  }
  const owner = service.identities.bucket(name)?.owner;
  if (owner === undefined) throw notSupported('creating buckets; use --bucket when you start the sandbox');
  const { principal } = permission;
  // A session belongs to a user who owns no bucket.
  if (principal.kind === 'user' && principal.user.uid === owner) return { status: 200 };
  throw new WireError('BucketAlreadyExists', 'The bucket already exists and belongs to someone else.');
}

/** By default, users may create buckets up to their limit, and sessions only if their role allows it. */
function mayCreate(permission: Permission, name: string): boolean {
  const { principal } = permission;
  const verdict = weighCaller(permission, 's3:CreateBucket', `arn:aws:s3:::${name}`);
  if (principal.kind === 'session') return verdict === 'allow';
  return principal.kind === 'user' && verdict !== 'deny' && principal.user.maxBuckets >= 0;
}

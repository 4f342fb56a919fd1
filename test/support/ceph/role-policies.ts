/**
 * Sets the policies of a role and its user as an administrator does. Shares no code with the code under test.
 * Source: https://docs.ceph.com/en/pacific/radosgw/role/ and https://docs.ceph.com/en/pacific/radosgw/STS/
 */
import { S3Client } from '../../../src/s3/client.ts';
import type { SharedCeph } from '../ceph.ts';
import type { BucketWithRole } from './accounts.ts';

type Statement = Readonly<Record<string, unknown>>;

export const document = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

export async function setTrust(
  ceph: SharedCeph,
  { roleName }: BucketWithRole,
  policy: string,
): Promise<void> {
  await ceph.iam({ Action: 'UpdateAssumeRolePolicy', RoleName: roleName, PolicyDocument: policy });
}

/** Replaces the one with which the role was created. */
export async function setPermissions(
  ceph: SharedCeph,
  { roleName }: BucketWithRole,
  policy: string,
): Promise<void> {
  const form = { RoleName: roleName, PolicyName: 'single-bucket', PolicyDocument: policy };
  await ceph.iam({ Action: 'PutRolePolicy', ...form });
}

export async function setUserPolicy(
  ceph: SharedCeph,
  { serviceUser }: BucketWithRole,
  policy: string,
): Promise<void> {
  const form = { UserName: serviceUser, PolicyName: 'bare-key', PolicyDocument: policy };
  await ceph.iam({ Action: 'PutUserPolicy', ...form });
}

/** As the bucket's owner. */
export async function setBucketPolicy(
  { endpoint, region }: SharedCeph,
  { bucket, ownerAccessKey, ownerSecretKey }: BucketWithRole,
  ...statements: readonly Statement[]
): Promise<void> {
  const key = { accessKeyId: ownerAccessKey, secretAccessKey: ownerSecretKey };
  const owner = new S3Client({ endpoint, region, key });
  const body = document(...statements);
  const { status } = await owner.send({ method: 'PUT', bucket, query: { policy: '' }, body });
  owner.close();
  if (status >= 300) throw new Error(`PutBucketPolicy was answered with ${status}`);
}

const withoutSession = { Null: { 'aws:TokenIssueTime': 'true' } };

/** One of the parts that make a service credential safe. */
export type Guard = 'trust' | 'permissions' | 'bare-key' | 'owner';

const guards: readonly Guard[] = ['trust', 'permissions', 'bare-key', 'owner'];

/** Sets the parts that make a service credential safe, except for the omitted ones. */
export async function guard(
  ceph: SharedCeph,
  granted: BucketWithRole,
  { without = [] }: { readonly without?: readonly Guard[] } = {},
): Promise<void> {
  const arn = `arn:aws:s3:::${granted.bucket}`;
  const set: Readonly<Record<Guard, () => Promise<void>>> = {
    trust: () =>
      setTrust(
        ceph,
        granted,
        document({
          Effect: 'Allow',
          Principal: { AWS: [`arn:aws:iam:::user/${granted.serviceUser}`] },
          Action: ['sts:AssumeRole'],
          Condition: withoutSession,
        }),
      ),
    permissions: () =>
      setPermissions(
        ceph,
        granted,
        document(
          {
            Effect: 'Allow',
            Action: [
              's3:ListBucket',
              's3:ListBucketMultipartUploads',
              's3:GetBucketLocation',
              's3:GetBucketPolicy',
              's3:DeleteObject',
            ],
            Resource: [arn],
          },
          {
            Effect: 'Allow',
            Action: ['s3:GetObject*', 's3:PutObject', 's3:DeleteObject*', 's3:AbortMultipartUpload'],
            Resource: [`${arn}/*`],
          },
        ),
      ),
    'bare-key': () =>
      setUserPolicy(
        ceph,
        granted,
        document({ Effect: 'Deny', Action: ['s3:*'], Resource: ['*'], Condition: withoutSession }),
      ),
    owner: () =>
      setBucketPolicy(ceph, granted, {
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam:::user/${granted.bucket}-owner`] },
        Action: ['s3:GetObject', 's3:DeleteObject'],
        Resource: [`${arn}/*`],
      }),
  };
  for (const part of guards) if (!without.includes(part)) await set[part]();
}

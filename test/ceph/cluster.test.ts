import { CreateBucketCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeAll, expect, test } from 'vitest';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import type { SharedCeph } from '../support/ceph.ts';
import { run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';

const status = (code: number) => ({ $metadata: { httpStatusCode: code } });

describeWith('ceph', 'the Ceph cluster fulfills the contract of OtterStorage', () => {
  let ceph: SharedCeph;
  let granted: BucketWithRole;

  beforeAll(async () => {
    ceph = sharedCeph();
    granted = await ceph.createBucketWithRole();
  });

  const clientOptions = (accessKeyId: string, secretAccessKey: string, sessionToken?: string) => ({
    endpoint: ceph.endpoint,
    region: ceph.region,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  });

  async function assumeRole(key: { accessKey: string; secretKey: string }, DurationSeconds = 900) {
    const sts = new STSClient(clientOptions(key.accessKey, key.secretKey));
    const request = { RoleArn: granted.roleArn, RoleSessionName: 'cluster-test', DurationSeconds };
    return (await sts.send(new AssumeRoleCommand(request))).Credentials;
  }

  const serviceKey = () => ({ accessKey: granted.serviceAccessKey, secretKey: granted.serviceSecretKey });

  async function sessionClient(DurationSeconds?: number): Promise<S3Client> {
    const session = await assumeRole(serviceKey(), DurationSeconds);
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = session ?? {};
    return new S3Client({
      ...clientOptions(AccessKeyId, SecretAccessKey, SessionToken),
      forcePathStyle: true,
    });
  }

  const put = (Bucket: string) => new PutObjectCommand({ Bucket, Key: 'hello.txt', Body: 'hello' });

  test('a session reaches its bucket and no other', async () => {
    const other = await ceph.createBucketWithRole();
    const s3 = await sessionClient();
    await expect(s3.send(put(granted.bucket))).resolves.toMatchObject(status(200));
    await expect(s3.send(put(other.bucket))).rejects.toMatchObject({ name: 'AccessDenied', ...status(403) });
  });

  test('sessions can last from 3 seconds to 12 hours', async () => {
    const [long, short] = await Promise.all([assumeRole(serviceKey(), 43_200), assumeRole(serviceKey(), 3)]);
    const lengthInSeconds = (Number(long?.Expiration) - Number(short?.Expiration)) / 1000;
    expect(Math.round(lengthInSeconds / 10)).toBe(4320);
  });

  test('the same gateway answers over https to clients that trust its authority', async () => {
    const fetchIt = `fetch(${JSON.stringify(ceph.httpsEndpoint)}).then((r) => console.log(r.status))`;
    const trusting = await run('node', ['-e', fetchIt], { env: { NODE_EXTRA_CA_CERTS: ceph.caBundle } });
    const unaware = await run('node', ['-e', fetchIt]);
    expect(trusting.stdout).toBe('200\n');
    expect(unaware.stderr).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
  });

  test('the service key itself can neither create a bucket nor use the existing one', async () => {
    const { accessKey, secretKey } = serviceKey();
    const s3 = new S3Client({
      ...clientOptions(accessKey, secretKey),
      forcePathStyle: true,
      region: 'us-east-1',
    });
    const create = s3.send(new CreateBucketCommand({ Bucket: `${granted.bucket}-mine` }));
    await expect(create).rejects.toMatchObject(status(403));
    await expect(s3.send(new HeadBucketCommand({ Bucket: granted.bucket }))).rejects.toMatchObject(
      status(403),
    );
  });

  test('a removed key can no longer request sessions', async () => {
    const key = await ceph.createServiceKey(granted.serviceUser);
    await expect(assumeRole(key)).resolves.toMatchObject({ SessionToken: expect.any(String) });
    await ceph.removeServiceKey(granted.serviceUser, key.accessKey);
    await expect(assumeRole(key)).rejects.toMatchObject(status(403));
  });

  test('a role can limit sessions to one hour', async () => {
    const strict = await ceph.createBucketWithRole({ maxSessionDuration: 3600 });
    const sts = new STSClient(clientOptions(strict.serviceAccessKey, strict.serviceSecretKey));
    const ask = (DurationSeconds: number) =>
      sts.send(
        new AssumeRoleCommand({ RoleArn: strict.roleArn, RoleSessionName: 'strict', DurationSeconds }),
      );
    await expect(ask(3600)).resolves.toMatchObject(status(200));
    await expect(ask(3601)).rejects.toMatchObject(status(400));
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import type { Session } from '../../src/credentials/session.ts';
import { checkRequest, type RequestInputs } from '../../src/credentials/session-request.ts';
import type { ExchangeFailure } from '../../src/failure.ts';
import { exchange } from '../../src/sts/exchange.ts';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import { describeVersions } from '../support/describe-versions.ts';

describeVersions('the exchange', (ceph) => {
  let granted: BucketWithRole;
  let other: BucketWithRole;

  beforeAll(async () => {
    granted = await ceph.createBucketWithRole();
    other = await ceph.createBucketWithRole({ maxSessionDuration: 3600 });
  });

  function obtain(inputs: RequestInputs = {}, secretKey = granted.serviceSecretKey) {
    const place = { endpoint: ceph.endpoint, roleArn: granted.roleArn, bucket: granted.bucket };
    const { request } = checkRequest(
      { ...place, ...inputs },
      { sessionName: 'versions-test', renewed: false },
    );
    return exchange(new ServiceCredential(granted.serviceAccessKey, secretKey), request);
  }

  const failure = (inputs: RequestInputs, secretKey?: string): Promise<ExchangeFailure> =>
    obtain(inputs, secretKey).then(
      () => Promise.reject(new Error('the exchange succeeded')),
      (error: ExchangeFailure) => error,
    );

  function clientOf(session: Session): S3Client {
    const { endpoint, region } = ceph;
    return new S3Client({ endpoint, region, forcePathStyle: true, maxAttempts: 1, credentials: session });
  }

  const put = (Bucket: string) => new PutObjectCommand({ Bucket, Key: 'hello.txt', Body: 'hello' });
  const denied = { $metadata: { httpStatusCode: 403 } };

  test('runs on the expected version', () => {
    const major = Number.parseInt(ceph.release, 10);
    // Debian's unstable may already have a newer one.
    if (ceph.version === 20) expect(major).toBeGreaterThanOrEqual(20);
    else expect(major).toBe(ceph.version);
  });

  test('returns a session for its bucket and no other', async () => {
    const { session } = await obtain();
    const s3 = clientOf(session);
    await s3.send(put(granted.bucket));
    const got = await s3.send(new GetObjectCommand({ Bucket: granted.bucket, Key: 'hello.txt' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    await expect(s3.send(put(other.bucket))).rejects.toMatchObject(denied);
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject(denied);
    expect(session.arn).toBe(`arn:aws:sts:::assumed-role/${granted.roleName}/versions-test`);
  });

  test('returns a session of the requested duration, up to 12 hours', async () => {
    const before = Date.now();
    const { session } = await obtain({ duration: '12h' });
    expect(Math.abs(session.expiration.getTime() - before - 43_200_000)).toBeLessThan(60_000);
  });

  test('returns a session that expires with a 403', async () => {
    const { session } = await obtain({ duration: '6s' });
    const s3 = clientOf(session);
    await s3.send(put(granted.bucket));
    await sleep(session.expiration.getTime() - Date.now() + 1_500);
    await expect(s3.send(put(granted.bucket))).rejects.toMatchObject(denied);
  });

  test('refuses a wrong secret, another’s role and a missing role, and the failure says which', async () => {
    expect(await failure({}, 'wrong-secret')).toMatchObject({ kind: 'denied' });
    expect(await failure({ roleArn: other.roleArn })).toMatchObject({ kind: 'denied' });
    const nobody = granted.roleArn.replace(/role\/.*/, 'role/nobody');
    expect(await failure({ roleArn: nobody })).toMatchObject({ kind: 'no-such-role' });
  });

  test('refuses a longer session than the role allows', async () => {
    const { request } = checkRequest(
      { endpoint: ceph.endpoint, roleArn: other.roleArn, bucket: other.bucket, duration: '2h' },
      { sessionName: 'versions-test', renewed: false },
    );
    const key = new ServiceCredential(other.serviceAccessKey, other.serviceSecretKey);
    await expect(exchange(key, request)).rejects.toMatchObject({ kind: 'invalid-request' });
  });
});

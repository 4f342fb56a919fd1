import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import type { Session } from '../../src/credentials/session.ts';
import { LARGEST_POLICY_BYTES } from '../../src/credentials/session-policy.ts';
import { checkRequest, type RequestInputs } from '../../src/credentials/session-request.ts';
import type { ExchangeFailure } from '../../src/failure.ts';
import { exchange } from '../../src/sts/exchange.ts';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import type { SharedCeph } from '../support/ceph.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';

const DENIED = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

describeWith('ceph', 'on a real Ceph RGW', () => {
  let ceph: SharedCeph;
  let granted: BucketWithRole;
  let other: BucketWithRole;

  beforeAll(async () => {
    ceph = sharedCeph();
    granted = await ceph.createBucketWithRole();
    other = await ceph.createBucketWithRole({ maxSessionDuration: 3600 });
    await clientOf(await sessionFor({})).send(put('seed/first'));
  });

  const credential = () => new ServiceCredential(granted.serviceAccessKey, granted.serviceSecretKey);
  const put = (Key: string) => new PutObjectCommand({ Bucket: granted.bucket, Key, Body: 'hello' });
  const get = (Key: string) => new GetObjectCommand({ Bucket: granted.bucket, Key });
  const list = (Prefix?: string) =>
    new ListObjectsV2Command({ Bucket: granted.bucket, ...(Prefix === undefined ? {} : { Prefix }) });

  function request(inputs: RequestInputs) {
    const place = { endpoint: ceph.endpoint, roleArn: granted.roleArn, bucket: granted.bucket };
    return checkRequest({ ...place, ...inputs }, { sessionName: 'ceph-test', renewed: false }).request;
  }

  async function sessionFor(inputs: RequestInputs): Promise<Session> {
    return (await exchange(credential(), request(inputs))).session;
  }

  function clientOf(session: Session): S3Client {
    return new S3Client({
      endpoint: ceph.endpoint,
      region: ceph.region,
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: session,
    });
  }

  async function failure(
    inputs: RequestInputs,
    key = credential(),
    context: Parameters<typeof exchange>[2] = {},
  ): Promise<ExchangeFailure> {
    return await exchange(key, request(inputs), context).then(
      () => Promise.reject(new Error('the exchange succeeded')),
      (error: ExchangeFailure) => error,
    );
  }

  describe('a session', () => {
    test('reads, writes and lists its bucket, and has the name of its role and session', async () => {
      const session = await sessionFor({});
      const s3 = clientOf(session);
      await s3.send(put('a/b'));
      expect(await (await s3.send(get('a/b'))).Body?.transformToString()).toBe('hello');
      await s3.send(list());
      await s3.send(new DeleteObjectCommand({ Bucket: granted.bucket, Key: 'a/b' }));
      expect(session.arn).toBe(`arn:aws:sts:::assumed-role/${granted.roleArn.split('/').at(-1)}/ceph-test`);
    });

    test('reaches no other bucket, and neither lists nor creates buckets', async () => {
      const s3 = clientOf(await sessionFor({}));
      await expect(s3.send(new ListObjectsV2Command({ Bucket: other.bucket }))).rejects.toMatchObject(DENIED);
      await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject(DENIED);
      await expect(s3.send(new CreateBucketCommand({ Bucket: 'one-of-my-own' }))).rejects.toMatchObject(
        DENIED,
      );
    });

    test('lasts as long as requested, by the server’s clock', async () => {
      const before = Date.now();
      const { session, clockSkewSeconds } = await exchange(credential(), request({ duration: '12h' }));
      const seconds = (session.expiration.getTime() - before) / 1000;
      expect(Math.abs(seconds - 43_200)).toBeLessThan(60);
      expect(Math.abs(clockSkewSeconds)).toBeLessThan(30);
    });

    test('ends when it expires', async () => {
      const session = await sessionFor({ duration: '6s' });
      const s3 = clientOf(session);
      await s3.send(put('before-the-end'));
      await sleep(session.expiration.getTime() - Date.now() + 1_500);
      await expect(s3.send(put('after-the-end'))).rejects.toMatchObject({
        $metadata: { httpStatusCode: 403 },
      });
    });
  });

  describe('scope', () => {
    test('access: read can get and list, but change nothing', async () => {
      const s3 = clientOf(await sessionFor({ access: 'read' }));
      await s3.send(get('seed/first'));
      await s3.send(list());
      await expect(s3.send(put('seed/second'))).rejects.toMatchObject(DENIED);
      const remove = new DeleteObjectCommand({ Bucket: granted.bucket, Key: 'seed/first' });
      await expect(s3.send(remove)).rejects.toMatchObject(DENIED);
    });

    test('access: write can upload objects and parts, but not read, list or delete', async () => {
      const s3 = clientOf(await sessionFor({ access: 'write' }));
      await s3.send(put('written'));
      const place = { Bucket: granted.bucket, Key: 'in-parts' };
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand(place));
      const part = await s3.send(new UploadPartCommand({ ...place, UploadId, PartNumber: 1, Body: 'part' }));
      const parts = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
      await s3.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: parts }));
      const given = await s3.send(new CreateMultipartUploadCommand(place));
      await s3.send(new AbortMultipartUploadCommand({ ...place, UploadId: given.UploadId }));
      await expect(s3.send(get('written'))).rejects.toMatchObject(DENIED);
      await expect(s3.send(list())).rejects.toMatchObject(DENIED);
      const remove = new DeleteObjectCommand({ Bucket: granted.bucket, Key: 'written' });
      await expect(s3.send(remove)).rejects.toMatchObject(DENIED);
    });

    test.each([['builds/'], ['with blanks + plus/'], ['grüße/ünd/'], ['a"quote#and/'], ['under_score=1,@/']])(
      'prefix %s allows everything below it and nothing else',
      async (prefix) => {
        const s3 = clientOf(await sessionFor({ prefix }));
        await s3.send(put(`${prefix}file`));
        await s3.send(get(`${prefix}file`));
        const listing = await s3.send(list(prefix));
        expect(listing.Contents?.map(({ Key }) => Key)).toEqual([`${prefix}file`]);
        await expect(s3.send(put('beside'))).rejects.toMatchObject(DENIED);
        await expect(s3.send(get('seed/first'))).rejects.toMatchObject(DENIED);
        await expect(s3.send(list())).rejects.toMatchObject(DENIED);
        await expect(s3.send(list('seed/'))).rejects.toMatchObject(DENIED);
      },
    );

    test('access: write with a prefix can upload only below it', async () => {
      const s3 = clientOf(await sessionFor({ access: 'write', prefix: 'drop/' }));
      await s3.send(put('drop/file'));
      await expect(s3.send(put('elsewhere'))).rejects.toMatchObject(DENIED);
      await expect(s3.send(get('drop/file'))).rejects.toMatchObject(DENIED);
    });

    test('the longest possible policy is accepted, and the gateway survives', async () => {
      const fits = (length: number) => {
        try {
          return request({ prefix: `${'p'.repeat(length)}/` });
        } catch {
          return undefined;
        }
      };
      let length = 1_000;
      while (fits(length) === undefined) length -= 1;
      const longest = fits(length);
      expect(longest?.policy?.json.length).toBeGreaterThan(LARGEST_POLICY_BYTES - 2);
      await sessionFor({ prefix: longest?.prefix });
      await sessionFor({});
    });
  });

  describe('https', () => {
    test('works with the authority’s certificate', async () => {
      const caBundle = readFileSync(ceph.caBundle, 'utf8');
      const { session } = await exchange(credential(), request({ endpoint: ceph.httpsEndpoint }), {
        caBundle,
      });
      expect(session.sessionToken).not.toBe('');
    });

    test('without it fails at once, with the setting to change', async () => {
      const { kind, message } = await failure({ endpoint: ceph.httpsEndpoint });
      expect(kind).toBe('tls');
      expect(message).toContain('OTTER_CA_BUNDLE');
    });

    test('to the http port, and http to the https port, are distinguished from an outage', async () => {
      const https = await failure({ endpoint: ceph.endpoint.replace('http:', 'https:') });
      expect(https.kind).toBe('not-sts');
      expect(https.message).toContain('it may have to begin with http://');
      const http = await failure({ endpoint: ceph.httpsEndpoint.replace('https:', 'http:') }, credential(), {
        deadlineMs: 2_000,
      });
      expect(http.message).not.toContain('UnknownError');
    });
  });

  describe('a refusal is explained', () => {
    test('a wrong secret', async () => {
      const { detail, message } = await failure(
        {},
        new ServiceCredential(granted.serviceAccessKey, 'wrongsecret'),
      );
      expect(detail).toMatchObject({ kind: 'denied', httpStatus: 403, code: 'AccessDenied' });
      expect(message).not.toContain('wrongsecret');
    });

    test('an unknown key', async () => {
      const key = new ServiceCredential('NOSUCHKEY', granted.serviceSecretKey);
      const { kind, message } = await failure({}, key);
      expect(kind).toBe('denied');
      expect(message).not.toContain(granted.serviceSecretKey);
    });

    test('the role of another bucket', async () => {
      expect((await failure({ roleArn: other.roleArn })).kind).toBe('denied');
    });

    test('a role that does not exist', async () => {
      const { detail } = await failure({ roleArn: granted.roleArn.replace(/role\/.*/, 'role/nobody') });
      expect(detail).toMatchObject({ kind: 'no-such-role', httpStatus: 404, code: 'NoSuchEntity' });
    });

    test('a session longer than its role allows', async () => {
      const key = new ServiceCredential(other.serviceAccessKey, other.serviceSecretKey);
      const { kind, message } = await failure(
        { roleArn: other.roleArn, bucket: other.bucket, duration: '2h' },
        key,
      );
      expect(kind).toBe('invalid-request');
      expect(message).toContain('the session of 2 h is longer than the role or the server allows');
    });

    test('a clock that is wrong by an hour', async () => {
      // The signature and the explanation use the same clock, as on a machine whose clock is wrong.
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
      const { kind, message } = await failure({}).finally(() => vi.useRealTimers());
      expect(kind).toBe('clock-skew');
      expect(message).toMatch(
        /RequestTimeTooSkewed, with this machine's clock 3\d{3} s ahead of the server's/,
      );
    });

    test('a revoked key, at once, while its sessions continue', async () => {
      const fresh = await ceph.createServiceKey(granted.serviceUser);
      const key = new ServiceCredential(fresh.accessKey, fresh.secretKey);
      const { session } = await exchange(key, request({}));
      await ceph.removeServiceKey(granted.serviceUser, fresh.accessKey);
      expect((await failure({}, key)).kind).toBe('denied');
      await clientOf(session).send(put('still-allowed'));
    });
  });

  test('500 exchanges at once all succeed', async () => {
    const sessions = await Promise.all(Array.from({ length: 500 }, () => sessionFor({ duration: '15m' })));
    expect(new Set(sessions.map(({ sessionToken }) => sessionToken)).size).toBe(500);
  });
});

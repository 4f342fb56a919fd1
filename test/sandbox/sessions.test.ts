import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { assumeRole, permanentKeys, refusal, s3Client, useSandbox } from './fixture.ts';
import { encode, presign, type SigningKeys, send, sendSigned } from './signer.ts';

const fixture = useSandbox();
const Bucket = 'builds';

async function sessionClient(policy?: object): Promise<S3Client> {
  return s3Client(fixture, await assumeRole(fixture, policy ? { Policy: JSON.stringify(policy) } : {}));
}

/** The answer to a plain signed GET of the bucket. */
async function listWith(keys: SigningKeys): Promise<string> {
  const { status, code } = await sendSigned(
    fixture.sandbox.endpoint,
    { method: 'GET', path: '/builds' },
    keys,
  );
  return `${code ?? 'OK'} ${status}`;
}

beforeAll(async () => {
  const client = s3Client(fixture, permanentKeys(fixture.bucket));
  for (const Key of ['in/a', 'in/b/c', 'out/x', 'top']) {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  }
  const other = s3Client(fixture, permanentKeys(fixture.otherBucket));
  await other.send(new PutObjectCommand({ Bucket: 'backups', Key: 'secret', Body: 'x' }));
});

describe('a session', () => {
  test('reads, writes, lists and deletes in its bucket', async () => {
    const client = await sessionClient();
    await client.send(new PutObjectCommand({ Bucket, Key: 'mine', Body: 'content' }));
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'mine' }));
    expect(await Body?.transformToString()).toBe('content');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'mine' }));
    await client.send(new HeadBucketCommand({ Bucket }));
    const listed = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(listed.Contents?.map(({ Key }) => Key)).toEqual(['in/a', 'in/b/c', 'out/x', 'top']);
  });

  test('has no access to another bucket', async () => {
    const client = await sessionClient();
    const asked = [
      new ListBucketsCommand({}),
      new CreateBucketCommand({ Bucket: 'new-bucket' }),
      new ListObjectsV2Command({ Bucket: 'backups' }),
      new GetObjectCommand({ Bucket: 'backups', Key: 'secret' }),
      new PutObjectCommand({ Bucket: 'backups', Key: 'x', Body: 'x' }),
    ];
    // biome-ignore lint/suspicious/noExplicitAny: a list of commands has no common type in the SDK
    for (const command of asked) expect(await refusal(client.send(command as any))).toBe('AccessDenied 403');
    const absent = client.send(new ListObjectsV2Command({ Bucket: 'not-there' }));
    expect(await refusal(absent)).toBe('NoSuchBucket 404');
  });

  test('may not create its bucket, although it exists', async () => {
    const client = await sessionClient();
    expect(await refusal(client.send(new CreateBucketCommand({ Bucket })))).toBe('AccessDenied 403');
  });

  test('expires at its expiration and not before', async () => {
    const session = await assumeRole(fixture, { DurationSeconds: 60 });
    const expiresIn = (session.expiresAt.getTime() - Date.now()) / 1000;
    try {
      fixture.ahead = expiresIn - 5;
      expect(await listWith(session)).toBe('OK 200');
      fixture.ahead = expiresIn + 1;
      expect(await listWith(session)).toBe('AccessDenied 403');
    } finally {
      fixture.ahead = 0;
    }
  });

  test('of five seconds expires in real time', async () => {
    const session = await assumeRole(fixture, { DurationSeconds: 5 });
    expect(await listWith(session)).toBe('OK 200');
    await new Promise((resolve) => setTimeout(resolve, session.expiresAt.getTime() - Date.now() + 5));
    expect(await listWith(session)).toBe('AccessDenied 403');
  });

  test('ends its presigned URLs when it expires', async () => {
    const session = await assumeRole(fixture, { DurationSeconds: 60 });
    const { endpoint } = fixture.sandbox;
    const target = presign(endpoint, { method: 'GET', path: '/builds/top' }, session, 3600);
    expect((await send(endpoint, 'GET', target)).body).toBe('top');
    try {
      fixture.ahead = 62;
      expect((await send(endpoint, 'GET', target)).code).toBe('AccessDenied');
    } finally {
      fixture.ahead = 0;
    }
  });

  test('is refused without its token, with an altered one, with another session’s, or with another secret', async () => {
    const session = await assumeRole(fixture);
    const other = await assumeRole(fixture);
    const { accessKey, secretKey, sessionToken } = session;
    const altered = Buffer.from(sessionToken, 'base64');
    altered[40] = (altered[40] ?? 0) ^ 1;
    expect(await listWith({ accessKey, secretKey })).toBe('AccessDenied 403');
    expect(await listWith({ ...session, sessionToken: altered.toString('base64') })).toBe('AccessDenied 403');
    expect(await listWith({ ...session, sessionToken: 'garbage' })).toBe('AccessDenied 403');
    expect(await listWith({ ...session, sessionToken: '***' })).toBe('InvalidArgument 400');
    expect(await listWith({ ...session, sessionToken: '' })).toBe('AccessDenied 403');
    expect(await listWith({ ...session, sessionToken: other.sessionToken })).toBe('AccessDenied 403');
    expect(await listWith({ ...session, secretKey: other.secretKey })).toBe('SignatureDoesNotMatch 403');
    expect(await listWith({ ...permanentKeys(fixture.bucket), sessionToken })).toBe('AccessDenied 403');
  });

  test('of another sandbox is refused', async () => {
    const elsewhere = await startSandbox({ buckets: ['builds'] });
    try {
      const [bucket] = elsewhere.buckets;
      if (!bucket) throw new Error('no bucket');
      const foreign = await assumeRole({ sandbox: elsewhere, bucket });
      expect(await listWith(foreign)).toBe('AccessDenied 403');
    } finally {
      await elsewhere.close();
    }
  });
});

describe('a session policy', () => {
  const allow = (Action: string | string[], Resource: string | string[], more = {}) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource, ...more }],
  });

  test('for one prefix reads and lists only there', async () => {
    const client = await sessionClient({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::builds/in/*' },
        {
          Effect: 'Allow',
          Action: 's3:ListBucket',
          Resource: 'arn:aws:s3:::builds',
          Condition: { StringLike: { 's3:prefix': ['in/*', 'in/'] } },
        },
      ],
    });
    const list = (Prefix?: string) => client.send(new ListObjectsV2Command({ Bucket, Prefix }));
    expect((await list('in/')).KeyCount).toBe(2);
    expect((await list('in/b')).KeyCount).toBe(1);
    expect(await refusal(list())).toBe('AccessDenied 403');
    expect(await refusal(list('out/'))).toBe('AccessDenied 403');
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'in/a' }))).ContentLength).toBe(4);
    expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'out/x' })))).toBe(
      'AccessDenied 403',
    );
    // RGW tells a caller whose role may list that there is none, whatever the session policy says.
    expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'in' })))).toBe('NoSuchKey 404');
    expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'in/none' })))).toBe(
      'NoSuchKey 404',
    );
    expect(await refusal(client.send(new DeleteObjectCommand({ Bucket, Key: 'in/a' })))).toBe(
      'AccessDenied 403',
    );
  });

  test('for writing only can upload and abort, but not read, list or delete', async () => {
    const client = await sessionClient(allow('s3:PutObject', 'arn:aws:s3:::builds/*'));
    await client.send(new PutObjectCommand({ Bucket, Key: 'drop', Body: 'x' }));
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'drop' }));
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'drop', UploadId }));
    expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'drop' })))).toBe(
      'AccessDenied 403',
    );
    expect(await refusal(client.send(new HeadObjectCommand({ Bucket, Key: 'drop' })))).toContain('403');
    expect(await refusal(client.send(new ListObjectsV2Command({ Bucket })))).toBe('AccessDenied 403');
    const batch = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'drop' }] } });
    expect(await refusal(client.send(batch))).toBe('AccessDenied 403');
    await s3Client(fixture, permanentKeys(fixture.bucket)).send(
      new DeleteObjectCommand({ Bucket, Key: 'drop' }),
    );
  });

  test('is refused every key of a batch, whatever it allows, but can delete one by one', async () => {
    const owner = s3Client(fixture, permanentKeys(fixture.bucket));
    for (const Key of ['tmp/1', 'keep']) await owner.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const client = await sessionClient(allow('s3:*', '*'));
    const Objects = [{ Key: 'tmp/1' }, { Key: 'keep' }];
    const answer = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(answer.Deleted).toBeUndefined();
    expect(answer.Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([
      ['tmp/1', 'AccessDenied'],
      ['keep', 'AccessDenied'],
    ]);
    const whole = await sessionClient();
    const deleted = await whole.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(deleted.Deleted).toHaveLength(2);
    for (const Key of ['tmp/1', 'keep']) await client.send(new DeleteObjectCommand({ Bucket, Key }));
  });

  test('cannot widen the role to another bucket', async () => {
    const client = await sessionClient(allow('s3:*', '*'));
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(4);
    expect(await refusal(client.send(new ListObjectsV2Command({ Bucket: 'backups' })))).toBe(
      'AccessDenied 403',
    );
  });

  test('may deny what another statement allows', async () => {
    const client = await sessionClient({
      Statement: [
        { Effect: 'Allow', Action: 's3:*', Resource: '*' },
        { Effect: 'Deny', Action: 's3:Get*', Resource: 'arn:aws:s3:::builds/out/?' },
      ],
    });
    expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'out/x' })))).toBe(
      'AccessDenied 403',
    );
    expect((await client.send(new GetObjectCommand({ Bucket, Key: 'top' }))).ContentLength).toBe(3);
  });

  test('is also checked for the source of a copy', async () => {
    const policy = allow('s3:PutObject', 'arn:aws:s3:::builds/*');
    const session = await assumeRole(fixture, { Policy: JSON.stringify(policy) });
    const headers = { 'x-amz-copy-source': encode('builds/top') };
    const raw = { method: 'PUT', path: '/builds/copied', headers };
    const answer = await sendSigned(fixture.sandbox.endpoint, raw, session);
    expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
  });
});

describe('a permanent key', () => {
  test('does everything on its bucket and nothing on another', async () => {
    const client = s3Client(fixture, permanentKeys(fixture.bucket));
    expect((await client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([
      'builds',
    ]);
    await client.send(new CreateBucketCommand({ Bucket }));
    expect(await refusal(client.send(new CreateBucketCommand({ Bucket: 'backups' })))).toBe(
      'BucketAlreadyExists 409',
    );
    expect(await refusal(client.send(new CreateBucketCommand({ Bucket: 'x-1' })))).toBe('NotImplemented 501');
    expect(await refusal(client.send(new ListObjectsV2Command({ Bucket: 'backups' })))).toBe(
      'AccessDenied 403',
    );
  });
});

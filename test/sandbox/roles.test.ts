/** What a bucket's role lets its sessions do: guarded by default, and as on a plain RGW if requested. */
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { signQuery } from '../support/parity/query-signature.ts';
import { encodePairs } from '../support/parity/world.ts';
import { assumeRole, permanentKeys, refusal, s3Client, serviceKeys, useSandbox } from './fixture.ts';
import { type RawAnswer, type SigningKeys, send, sendSigned } from './signer.ts';

const guarded = useSandbox();
const unguarded = useSandbox({ unguardedRoles: true });
type Fixture = typeof guarded;

const CONTENT_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const form = ({ bucket }: Fixture) => ({
  Action: 'AssumeRole',
  RoleSessionName: 'chained',
  RoleArn: bucket.roleArn,
  DurationSeconds: '43200',
});
const verdict = ({ status, code }: RawAnswer) => (code === undefined ? `${status}` : `${status} ${code}`);

/** AssumeRole for twelve hours and without a policy. */
function askHeaderSigned(fixture: Fixture, keys: SigningKeys): Promise<RawAnswer> {
  const body = encodePairs(form(fixture));
  const raw = { method: 'POST', path: '/', headers: CONTENT_TYPE, body, service: 'sts' };
  return sendSigned(fixture.sandbox.endpoint, raw, keys);
}

function askQuerySigned(fixture: Fixture, keys: SigningKeys, where: 'query' | 'body'): Promise<RawAnswer> {
  const { endpoint } = fixture.sandbox;
  const body = where === 'body' ? encodePairs(form(fixture)) : '';
  const parameters = where === 'query' ? form(fixture) : {};
  return send(
    endpoint,
    'POST',
    signQuery(endpoint, keys, { method: 'POST', parameters, body }),
    CONTENT_TYPE,
    body,
  );
}

async function ask(fixture: Fixture, keys: SigningKeys): Promise<string[]> {
  return [
    verdict(await askHeaderSigned(fixture, keys)),
    verdict(await askQuerySigned(fixture, keys, 'query')),
    verdict(await askQuerySigned(fixture, keys, 'body')),
  ];
}

const Policy = JSON.stringify({
  Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::builds/drop/*' }],
});

/** Each way to change a bucket, with a body that is refused after the permission check. */
const ADMINISTRATION = [
  ['PUT', 'policy'],
  ['DELETE', 'policy'],
  ['GET', 'acl'],
  ['PUT', 'acl'],
  ['PUT', 'versioning'],
  ['PUT', 'lifecycle'],
  ['DELETE', 'lifecycle'],
  ['PUT', 'cors'],
  ['PUT', 'tagging'],
  ['PUT', 'publicAccessBlock'],
  ['PUT', 'object-lock'],
  ['PUT', 'requestPayment'],
  ['DELETE', 'encryption'],
  ['PUT', 'encryption'],
  ['DELETE', ''],
] as const;

async function administrate({ sandbox }: Fixture, keys: SigningKeys): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [method, name] of ADMINISTRATION) {
    const query = name === '' ? '' : `${name}=`;
    const raw = { method, path: '/builds', query, body: method === 'PUT' ? 'malformed' : '' };
    answers[`${method} ${name}`] = verdict(await sendSigned(sandbox.endpoint, raw, keys));
  }
  return answers;
}

describe('a guarded role', () => {
  test('gives sessions to its service key, header-signed and query-signed', async () => {
    expect(await ask(guarded, serviceKeys(guarded.bucket))).toEqual(['200', '200', '200']);
  });

  test.each([
    ['whole', {}],
    ['narrowed', { Policy }],
  ])('refuses its own session another one, %s, header-signed and query-signed', async (_name, input) => {
    const session = await assumeRole(guarded, input);
    expect(await ask(guarded, session)).toEqual(Array(3).fill('403 AccessDenied'));
  });

  test('lets its session do nothing to the bucket itself', async () => {
    const answers = await administrate(guarded, await assumeRole(guarded));
    expect(answers).toEqual(
      Object.fromEntries(Object.keys(answers).map((name) => [name, '403 AccessDenied'])),
    );
  });

  test('lets the owner, but not the service key, read what its session uploaded', async () => {
    const Bucket = 'builds';
    const session = s3Client(guarded, await assumeRole(guarded));
    await session.send(new PutObjectCommand({ Bucket, Key: 'of-session', Body: 'x' }));
    const read = new GetObjectCommand({ Bucket, Key: 'of-session' });
    await s3Client(guarded, permanentKeys(guarded.bucket)).send(read);
    expect(await refusal(s3Client(guarded, serviceKeys(guarded.bucket)).send(read))).toBe('AccessDenied 403');
    await session.send(new DeleteObjectCommand({ Bucket, Key: 'of-session' }));
  });
});

describe('an unguarded role', () => {
  test.each([
    ['whole', {}],
    ['narrowed', { Policy }],
  ])('gives its own session another one, %s, header-signed and query-signed', async (_name, input) => {
    const session = await assumeRole(unguarded, input);
    expect(await ask(unguarded, session)).toEqual(['200', '200', '200']);
  });

  test('lets a session of a session continue, without its policy, when the key is revoked', async () => {
    const sandbox = await startSandbox({ buckets: ['builds'], unguardedRoles: true });
    try {
      const [bucket] = sandbox.buckets;
      if (!bucket) throw new Error('no bucket');
      const fixture = { ...unguarded, sandbox, bucket };
      const first = await assumeRole(fixture, { Policy });
      await sandbox.revokeServiceCredential(bucket.serviceAccessKey);
      const chained = await askHeaderSigned(fixture, first);
      const [, secretKey = ''] = /<SecretAccessKey>(.*?)</.exec(chained.body) ?? [];
      const [, accessKey = ''] = /<AccessKeyId>(.*?)</.exec(chained.body) ?? [];
      const [, sessionToken = ''] = /<SessionToken>(.*?)</.exec(chained.body) ?? [];
      const keys = { accessKey, secretKey, sessionToken };
      const raw = { method: 'GET', path: '/builds' };
      expect(verdict(await sendSigned(sandbox.endpoint, raw, keys))).toBe('200');
      expect(verdict(await sendSigned(sandbox.endpoint, raw, first))).toBe('403 AccessDenied');
    } finally {
      await sandbox.close();
    }
  });

  test('lets its session do everything to the bucket itself, so only the invalid body is refused', async () => {
    expect(await administrate(unguarded, await assumeRole(unguarded))).toEqual({
      'PUT policy': '400 InvalidArgument',
      'DELETE policy': '200',
      'GET acl': '200',
      'PUT acl': '400 InvalidArgument',
      'PUT versioning': '400 InvalidArgument',
      'PUT lifecycle': '400 MalformedXML',
      'DELETE lifecycle': '204',
      'PUT cors': '400 MalformedXML',
      'PUT tagging': '400 MalformedXML',
      'PUT publicAccessBlock': '400 MalformedXML',
      'PUT object-lock': '409 InvalidBucketState',
      'PUT requestPayment': '400 InvalidArgument',
      'DELETE encryption': '501 NotImplemented',
      'PUT encryption': '409 BucketAlreadyExists',
      'DELETE ': '204',
    });
    const raw = { method: 'GET', path: '/builds' };
    const gone = await sendSigned(unguarded.sandbox.endpoint, raw, permanentKeys(unguarded.bucket));
    expect(gone.code).toBe('NoSuchBucket');
  });

  test('lets its session make the bucket public', async () => {
    const { otherBucket, sandbox } = unguarded;
    const session = await assumeRole(unguarded, {}, otherBucket);
    await s3Client(unguarded, session).send(
      new PutObjectCommand({ Bucket: 'backups', Key: 'secret', Body: 'content' }),
    );
    const read = () => send(sandbox.endpoint, 'GET', '/backups/secret');
    expect((await read()).code).toBe('AccessDenied');
    const statement = {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::backups/*',
    };
    const body = JSON.stringify({ Statement: [statement] });
    const put = { method: 'PUT', path: '/backups', query: 'policy=', body };
    expect((await sendSigned(sandbox.endpoint, put, session)).status).toBe(204);
    expect((await read()).body).toBe('content');
    await sendSigned(sandbox.endpoint, { ...put, method: 'DELETE', body: '' }, session);
  });

  test('makes the service user, not the bucket’s owner, own what its session uploads', async () => {
    const { sandbox, otherBucket } = unguarded;
    const session = await assumeRole(unguarded, {}, otherBucket);
    const path = '/backups/of-session';
    await sendSigned(sandbox.endpoint, { method: 'PUT', path, body: 'x' }, session);
    const get = { method: 'GET', path };
    const owner = permanentKeys(otherBucket);
    expect((await sendSigned(sandbox.endpoint, get, owner)).code).toBe('AccessDenied');
    expect((await sendSigned(sandbox.endpoint, get, serviceKeys(otherBucket))).status).toBe(200);
    const headers = { 'x-amz-acl': 'bucket-owner-full-control' };
    await sendSigned(sandbox.endpoint, { method: 'PUT', path, body: 'x', headers }, session);
    expect((await sendSigned(sandbox.endpoint, get, owner)).status).toBe(200);
  });
});

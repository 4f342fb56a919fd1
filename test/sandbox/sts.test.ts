import { ListBucketsCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import {
  assumeRole,
  permanentKeys,
  refusal,
  s3Client,
  serviceKeys,
  stsClient,
  useSandbox,
} from './fixture.ts';
import {
  encode,
  type RawAnswer,
  type RawRequest,
  type SigningKeys,
  send,
  sendSigned,
  signHeader,
} from './signer.ts';

const fixture = useSandbox();
const strict = useSandbox({ minimumDurationSeconds: 900 });

/** A raw call, because the SDKs cannot read RGW's error envelope. */
function call(
  parameters: Record<string, string>,
  keys: SigningKeys = serviceKeys(fixture.bucket),
): Promise<RawAnswer> {
  const all = { Action: 'AssumeRole', Version: '2011-06-15', RoleSessionName: 'ci', ...parameters };
  const body = Object.entries(all)
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&');
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  return sendSigned(
    fixture.sandbox.endpoint,
    { method: 'POST', path: '/', headers, body, service: 'sts' },
    keys,
  );
}

const COLON = JSON.stringify({
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::builds/a:b' }],
});

describe('AssumeRole', () => {
  test('returns a session, its expiration and its ARN', async () => {
    const before = Date.now();
    const { Credentials, AssumedRoleUser, PackedPolicySize } = await stsClient(
      fixture,
      serviceKeys(fixture.bucket),
    ).send(
      new AssumeRoleCommand({
        RoleArn: fixture.bucket.roleArn,
        RoleSessionName: 'run-1@x',
        DurationSeconds: 1800,
      }),
    );
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts:::assumed-role/bkr-1/run-1@x');
    expect(PackedPolicySize).toBe(0);
    expect(Credentials?.SessionToken).toBeTruthy();
    const lifetime = (Credentials?.Expiration?.getTime() ?? 0) - before;
    expect(lifetime).toBeGreaterThanOrEqual(1_800_000);
    expect(lifetime).toBeLessThan(1_860_000);
  });

  test('lasts an hour by default', async () => {
    const before = Date.now();
    const { expiresAt } = await assumeRole(fixture, { DurationSeconds: undefined });
    expect(Math.round((expiresAt.getTime() - before) / 60_000)).toBe(60);
  });

  test('reports the packed size of a policy', async () => {
    const Policy = JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } });
    const answer = await call({ RoleArn: fixture.bucket.roleArn, Policy });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<PackedPolicySize>4</PackedPolicySize>');
  });

  test('accepts a request signed for another region, as RGW does', async () => {
    const body = `Action=AssumeRole&RoleSessionName=ci&RoleArn=${encode(fixture.bucket.roleArn)}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const raw = { method: 'POST', path: '/', headers, body, service: 'sts', region: 'us-east-1' };
    expect((await sendSigned(fixture.sandbox.endpoint, raw, serviceKeys(fixture.bucket))).status).toBe(200);
  });

  test.each([
    ['a duration above twelve hours', { DurationSeconds: '43201' }, 400, 'InvalidArgument'],
    ['a duration of nothing', { DurationSeconds: '0' }, 400, 'InvalidArgument'],
    ['a duration that is no number', { DurationSeconds: '1h' }, 400, 'InvalidArgument'],
    ['a session name of one character', { RoleSessionName: 'x' }, 400, 'InvalidArgument'],
    ['a session name of 65 characters', { RoleSessionName: 'x'.repeat(65) }, 400, 'InvalidArgument'],
    ['a session name with a slash', { RoleSessionName: 'a/b' }, 400, 'InvalidArgument'],
    ['an empty role', { RoleArn: '' }, 400, 'InvalidArgument'],
    ['a role that is no ARN', { RoleArn: 'bkr-1' }, 400, 'InvalidArgument'],
    [
      'a role that is not there',
      { RoleArn: 'arn:aws:iam::RGW00000000000000001:role/bkr-9' },
      404,
      'NoSuchEntity',
    ],
    ['a policy that is no JSON', { Policy: '{' }, 400, 'MalformedPolicyDocument'],
    ['a policy with a colon in a key', { Policy: COLON }, 400, 'MalformedPolicyDocument'],
    ['GetCallerIdentity', { Action: 'GetCallerIdentity' }, 405, 'MethodNotAllowed'],
    ['an action that nobody has', { Action: 'Constructor' }, 405, 'MethodNotAllowed'],
    ['GetSessionToken', { Action: 'GetSessionToken' }, 501, 'NotImplemented'],
  ])('refuses %s', async (_name, parameters, status, code) => {
    const answer = await call({ RoleArn: fixture.bucket.roleArn, ...parameters });
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  test('refuses a policy of 2049 characters, and accepts one of 2048', async () => {
    const policyOf = (length: number) => {
      const policy = { Id: '', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
      return JSON.stringify({ ...policy, Id: 'x'.repeat(length - JSON.stringify(policy).length) });
    };
    expect(policyOf(2048)).toHaveLength(2048);
    expect((await call({ RoleArn: fixture.bucket.roleArn, Policy: policyOf(2048) })).status).toBe(200);
    const refused = await call({ RoleArn: fixture.bucket.roleArn, Policy: policyOf(2049) });
    expect([refused.status, refused.code]).toEqual([400, 'PackedPolicyTooLarge']);
  });

  test('reads a plus sign in the form as a plus sign, so that spaces sent as + break a policy, as on RGW', async () => {
    const policy = encode('{"Statement": {"Effect":"Allow","Action":"s3:*","Resource":"*"}}').replaceAll(
      '%20',
      '+',
    );
    const body = `Action=AssumeRole&RoleSessionName=ci&RoleArn=${encode(fixture.bucket.roleArn)}&Policy=${policy}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const raw = { method: 'POST', path: '/', headers, body, service: 'sts' };
    const answer = await sendSigned(fixture.sandbox.endpoint, raw, serviceKeys(fixture.bucket));
    expect(answer.code).toBe('MalformedPolicyDocument');
  });

  test('returns the same AccessDenied for a wrong secret, an unknown key, a permanent key and a session', async () => {
    const { bucket } = fixture;
    const session = await assumeRole(fixture);
    for (const keys of [
      { ...serviceKeys(bucket), secretKey: 'x'.repeat(40) },
      { ...serviceKeys(bucket), accessKey: 'OSVCAAAAAAAAAAAAAAAA' },
      permanentKeys(bucket),
      session,
    ]) {
      const answer = await call({ RoleArn: bucket.roleArn }, keys);
      expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
    }
  });

  test("refuses another bucket's role", async () => {
    const answer = await call({ RoleArn: fixture.otherBucket.roleArn });
    expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
  });

  test('refuses a form that was changed after it was signed', async () => {
    const body = `Action=AssumeRole&RoleSessionName=ci&RoleArn=${encode(fixture.bucket.roleArn)}&DurationSeconds=900`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const raw: RawRequest = { method: 'POST', path: '/', headers, body, service: 'sts' };
    const { endpoint } = fixture.sandbox;
    const signed = signHeader(endpoint, raw, serviceKeys(fixture.bucket));
    const answer = await send(endpoint, 'POST', '/', signed.headers, body.replace('=900', '=901'));
    expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
  });

  test('has a minimum of 900 seconds by default', async () => {
    const ask = (DurationSeconds: number) => assumeRole(strict, { DurationSeconds });
    expect(await refusal(ask(899))).toContain('400');
    expect((await ask(900)).sessionToken).toBeTruthy();
  });

  test('returns SignatureDoesNotMatch for a session with another secret', async () => {
    const session = await assumeRole(fixture);
    const answer = await call({ RoleArn: fixture.bucket.roleArn }, { ...session, secretKey: 'x' });
    expect([answer.status, answer.code]).toEqual([403, 'SignatureDoesNotMatch']);
  });

  test('treats an empty policy as none', async () => {
    expect((await call({ RoleArn: fixture.bucket.roleArn, Policy: '' })).status).toBe(200);
  });

  test('is only available as POST, because a GET lists the buckets', async () => {
    const raw = { method: 'GET', path: '/', query: 'Action=AssumeRole', service: 'sts' };
    const answer = await sendSigned(fixture.sandbox.endpoint, raw, serviceKeys(fixture.bucket));
    expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
  });

  test('GetCallerIdentity of an SDK gets a 405', async () => {
    const asked = stsClient(fixture, serviceKeys(fixture.bucket)).send(new GetCallerIdentityCommand({}));
    expect(await refusal(asked)).toContain('405');
  });
});

describe('a service credential', () => {
  test('reads, writes and lists nothing', async () => {
    const client = s3Client(fixture, serviceKeys(fixture.bucket));
    const Bucket = fixture.bucket.bucket;
    expect(await refusal(client.send(new ListBucketsCommand({})))).toBe('AccessDenied 403');
    expect(await refusal(client.send(new ListObjectsV2Command({ Bucket })))).toBe('AccessDenied 403');
    expect(await refusal(client.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' })))).toBe(
      'AccessDenied 403',
    );
  });

  test('gets no new session once it is revoked, while its earlier session continues', async () => {
    const session = await assumeRole(fixture, {}, fixture.otherBucket);
    await fixture.sandbox.revokeServiceCredential(fixture.otherBucket.serviceAccessKey);
    const answer = await call({ RoleArn: fixture.otherBucket.roleArn }, serviceKeys(fixture.otherBucket));
    expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
    const client = s3Client(fixture, session);
    const listed = await client.send(new ListObjectsV2Command({ Bucket: fixture.otherBucket.bucket }));
    expect(listed.KeyCount).toBe(0);
    await expect(
      fixture.sandbox.revokeServiceCredential(fixture.otherBucket.serviceAccessKey),
    ).rejects.toThrow('does not exist');
  });
});

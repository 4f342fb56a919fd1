/** AssumeRoleWithWebIdentity: which identity tokens the sandbox accepts, and what their sessions may do. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetObjectAclCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { sendIam } from '../support/ceph/accounts.ts';
import { makeServerCertificate } from '../support/certificates.ts';
import { exchangeCases } from '../support/identity/exchange-cases.ts';
import { AUDIENCE, type ExchangeWorld, openExchangeWorld } from '../support/identity/exchange-world.ts';
import { permanentKeys, refusal, s3Client, stsClient, type Target } from './fixture.ts';
import { type SigningKeys, send, sendSigned } from './signer.ts';

const SUBJECT = 'repo:octo/app:ref:refs/heads/main';

let folder: string;
let sandbox: Sandbox;
let world: ExchangeWorld;
let target: Target;
/** Seconds by which the sandbox's clock is ahead. */
let ahead = 0;
const reports: string[] = [];

const iam = (form: Record<string, string>) => sendIam({ ...sandbox.admin, endpoint: sandbox.endpoint }, form);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'otter-identity-'));
  const certificate = await makeServerCertificate(folder);
  sandbox = await startSandbox({
    buckets: ['builds'],
    minimumDurationSeconds: 1,
    issuerAuthorities: readFileSync(certificate.caBundle, 'utf8'),
    report: (message) => void reports.push(message),
    now: () => Date.now() + ahead * 1000,
  });
  const [bucket] = sandbox.buckets;
  if (bucket === undefined) throw new Error('the sandbox has no bucket');
  target = { sandbox, bucket };
  world = await openExchangeWorld({ endpoint: sandbox.endpoint, iam }, certificate, 'builds');
});

afterAll(async () => {
  await world?.close();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('as a real RGW 20', () => {
  test.each(exchangeCases)('answers $name with $verdict', async (exchange) => {
    expect((await world.ask(exchange)).verdict).toBe(exchange.verdict);
  });
});

describe('a refusal', () => {
  test('is empty in the answer, and explained in the log, without token and signature', async () => {
    reports.length = 0;
    const { body } = await world.ask({
      name: '',
      verdict: '',
      claims: () => ({ sub: 'repo:octo/\u001b[2J\u009b' }),
    });
    expect(body).toContain('<Error><Code>AccessDenied</Code><Message></Message>');
    expect(reports).toHaveLength(1);
    expect(reports[0]).toContain('the trust policy of role');
    expect(reports[0]).toContain('its sub is "repo:octo/\\u001b[2J?"');
    expect(reports[0]).not.toMatch(/eyJ|\p{Cc}/u);
  });

  test.each<[string, Parameters<ExchangeWorld['ask']>[0], RegExp]>([
    [
      'the issuer',
      { name: '', verdict: '', claims: () => ({ iss: 'https://x.example' }) },
      /no provider.*"https:\/\/x\.example"/,
    ],
    [
      'the audience',
      { name: '', verdict: '', claims: () => ({ aud: 'y' }) },
      /no audience "y"; it has \["storage\.example\.com"\]/,
    ],
    [
      'the expiration',
      { name: '', verdict: '', claims: () => ({ exp: 1_000_000_000 }) },
      /it expired at 2001-09-09T01:46:40Z/,
    ],
    [
      'a time that no calendar has',
      { name: '', verdict: '', claims: () => ({ nbf: Number.MAX_SAFE_INTEGER }) },
      /not valid until 9007199254740991/,
    ],
    ['the algorithm', { name: '', verdict: '', algorithm: 'none' }, /its algorithm is "none"/],
    [
      'the signature',
      { name: '', verdict: '', signer: ({ others }) => others.rsa },
      /none of the 1 keys of its issuer/,
    ],
  ])('names %s', async (_what, exchange, reason) => {
    reports.length = 0;
    await world.ask(exchange);
    expect(reports.join()).toMatch(reason);
  });

  test('is InvalidArgument when the issuer cannot be reached', async () => {
    const url = 'https://127.0.0.1:1';
    await iam({ Action: 'CreateOpenIDConnectProvider', Url: url, 'ThumbprintList.member.1': 'a'.repeat(40) });
    const answer = await world.ask({ name: '', verdict: '', claims: () => ({ iss: url }) });
    expect(answer.verdict).toBe('400 InvalidArgument');
    expect(reports.at(-1)).toContain('https://127.0.0.1:1/.well-known/openid-configuration" cannot be read');
  });

  test('is InvalidArgument for an issuer on http elsewhere, because anybody could alter its keys', async () => {
    const url = 'http://issuer.example.com';
    await iam({ Action: 'CreateOpenIDConnectProvider', Url: url, 'ThumbprintList.member.1': 'a'.repeat(40) });
    const answer = await world.ask({ name: '', verdict: '', claims: () => ({ iss: url }) });
    expect(answer.verdict).toBe('400 InvalidArgument');
    expect(reports.at(-1)).toContain('it is not an https address');
  });
});

describe('the answer', () => {
  test('has the same elements and values as RGW’s', async () => {
    const { body } = await world.ask({ name: '', verdict: '', claims: () => ({ aud: ['other', AUDIENCE] }) });
    const names = [...body.matchAll(/<(\w+)/g)].map(([, name]) => name);
    expect(names.sort()).toEqual(
      [
        'AssumeRoleWithWebIdentityResponse',
        'AssumeRoleWithWebIdentityResult',
        'SubjectFromWebIdentityToken',
        'Audience',
        'AssumedRoleUser',
        'Arn',
        'AssumeRoleId',
        'Credentials',
        'AccessKeyId',
        'Expiration',
        'SecretAccessKey',
        'SessionToken',
        'Provider',
        'PackedPolicySize',
      ].sort(),
    );
    expect(body).toContain(`<SubjectFromWebIdentityToken>${SUBJECT}</SubjectFromWebIdentityToken>`);
    expect(body).toContain(`<Audience>${AUDIENCE}</Audience>`);
    expect(body).toContain(`<Provider>${world.issuer.url}</Provider>`);
    expect(body).toMatch(/<Arn>arn:aws:sts:::assumed-role\/exchange-builds-\d+\/exchange<\/Arn>/);
  });
});

/** A separate role, and tokens for it. */
async function makeRole(name: string): Promise<string> {
  const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { name: provider } = world.issuer;
  const trust = policy({
    Effect: 'Allow',
    Principal: { Federated: [`arn:aws:iam:::oidc-provider/${provider}`] },
    Action: ['sts:AssumeRoleWithWebIdentity'],
    Condition: { StringEquals: { [`${provider}:aud`]: AUDIENCE, [`${provider}:sub`]: SUBJECT } },
  });
  const created = await iam({ Action: 'CreateRole', RoleName: name, AssumeRolePolicyDocument: trust });
  const PolicyDocument = policy({
    Effect: 'Allow',
    Action: ['s3:*'],
    Resource: ['arn:aws:s3:::builds', 'arn:aws:s3:::builds/*'],
  });
  await iam({ Action: 'PutRolePolicy', RoleName: name, PolicyName: 'own', PolicyDocument });
  return /<Arn>(.*?)<\/Arn>/.exec(created)?.[1] ?? '';
}

const mint = () => world.issuer.mintGithub({ audience: AUDIENCE });

/** Uses the SDK, which does not sign this call. */
async function exchange(
  RoleArn: string,
  WebIdentityToken: string,
  Policy?: string,
): Promise<Required<SigningKeys>> {
  const sts = new STSClient({ endpoint: sandbox.endpoint, region: sandbox.region, maxAttempts: 1 });
  const input = {
    RoleArn,
    WebIdentityToken,
    RoleSessionName: 'sdk',
    ...(Policy === undefined ? {} : { Policy }),
  };
  const { Credentials: found } = await sts.send(new AssumeRoleWithWebIdentityCommand(input));
  return {
    accessKey: found?.AccessKeyId ?? '',
    secretKey: found?.SecretAccessKey ?? '',
    sessionToken: found?.SessionToken ?? '',
  };
}

describe('a session', () => {
  let roleArn: string;
  beforeAll(async () => {
    world.issuer.publish();
    roleArn = await makeRole('keyless');
  });
  const object = { Bucket: 'builds', Key: 'of-token' };

  test('reads and writes its bucket, and nothing else', async () => {
    const s3 = s3Client(target, await exchange(roleArn, mint()));
    await s3.send(new PutObjectCommand({ ...object, Body: 'x' }));
    await s3.send(new GetObjectCommand(object));
    expect(await refusal(s3.send(new ListBucketsCommand()))).toBe('AccessDenied 403');
    expect(await refusal(s3.send(new ListObjectsV2Command({ Bucket: 'other' })))).toContain('40');
  });

  test('uploads objects that belong to its subject, and that the bucket’s owner may use', async () => {
    const s3 = s3Client(target, await exchange(roleArn, mint()));
    await s3.send(new PutObjectCommand({ ...object, Body: 'x' }));
    const acl = await s3.send(new GetObjectAclCommand(object));
    expect(acl.Owner?.ID).toBe(`$oidc$${SUBJECT}`);
    await s3Client(target, permanentKeys(target.bucket)).send(new GetObjectCommand(object));
  });

  test('is narrowed by its policy', async () => {
    const Policy = JSON.stringify({
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::builds/of-token' }],
    });
    const s3 = s3Client(target, await exchange(roleArn, mint(), Policy));
    await s3.send(new GetObjectCommand(object));
    expect(await refusal(s3.send(new PutObjectCommand({ ...object, Body: 'y' })))).toBe('AccessDenied 403');
    expect(await refusal(s3.send(new ListObjectsV2Command({ Bucket: 'builds' })))).toBe('AccessDenied 403');
  });

  test('cannot request another one', async () => {
    const keys = await exchange(roleArn, mint());
    const asked = stsClient(target, keys).send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'more' }),
    );
    expect(await refusal(asked)).toContain('403');
  });

  test('ends when it expires, and with its role', async () => {
    const keys = await exchange(await makeRole('short-lived'), mint());
    const read = () =>
      sendSigned(sandbox.endpoint, { method: 'GET', path: '/builds', time: Date.now() + ahead * 1000 }, keys);
    expect((await read()).status).toBe(200);
    ahead = 3601;
    expect((await read()).code).toBe('AccessDenied');
    ahead = 0;
    await iam({ Action: 'DeleteRolePolicy', RoleName: 'short-lived', PolicyName: 'own' });
    await iam({ Action: 'DeleteRole', RoleName: 'short-lived' });
    expect((await read()).code).toBe('AccessDenied');
  });

  test('outlives the registration of its issuer, after which no other token is accepted', async () => {
    const keys = await exchange(roleArn, mint());
    const provider = `arn:aws:iam:::oidc-provider/${world.issuer.name}`;
    await iam({ Action: 'DeleteOpenIDConnectProvider', OpenIDConnectProviderArn: provider });
    expect(await refusal(exchange(roleArn, mint()))).toContain('403');
    expect((await sendSigned(sandbox.endpoint, { method: 'GET', path: '/builds' }, keys)).status).toBe(200);
    const url = { Url: world.issuer.url, 'ThumbprintList.member.1': 'a'.repeat(40) };
    await iam({ Action: 'CreateOpenIDConnectProvider', ...url, 'ClientIDList.member.1': AUDIENCE });
    await exchange(roleArn, mint());
  });

  test('can also be requested with the parameters in the query', async () => {
    const query = new URLSearchParams({
      ...{ Action: 'AssumeRoleWithWebIdentity', RoleArn: roleArn, RoleSessionName: 'query' },
      WebIdentityToken: mint(),
    });
    expect((await send(sandbox.endpoint, 'POST', `/?${query}`)).status).toBe(200);
  });
});

describe('the keys of an issuer', () => {
  test('are fetched for each exchange, so that a withdrawn one is refused at once', async () => {
    const roleArn = await makeRole('rotated');
    const before = mint();
    await exchange(roleArn, before);
    world.issuer.rotate({ keepOld: true });
    await exchange(roleArn, before);
    await exchange(roleArn, mint());
    world.issuer.rotate();
    expect(await refusal(exchange(roleArn, before))).toContain('403');
    const asked = world.issuer.requests.length;
    await exchange(roleArn, mint());
    expect(world.issuer.requests.slice(asked)).toEqual([
      '/.well-known/openid-configuration',
      '/.well-known/jwks',
    ]);
  });

  test('are not accepted from a server whose certificate is not trusted', async () => {
    const strict = await startSandbox({ report: (message) => void reports.push(message) });
    try {
      const admin = { ...strict.admin, endpoint: strict.endpoint };
      const provider = { Url: world.issuer.url, 'ThumbprintList.member.1': 'a'.repeat(40) };
      await sendIam(admin, { Action: 'CreateOpenIDConnectProvider', ...provider });
      const form = {
        Action: 'AssumeRoleWithWebIdentity',
        RoleArn: 'arn:aws:iam:::role/x',
        RoleSessionName: 'xx',
      };
      const body = new URLSearchParams({ ...form, WebIdentityToken: mint() }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await send(strict.endpoint, 'POST', '/', headers, body);
      expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
      expect(reports.at(-1)).toContain('certificate');
    } finally {
      await strict.close();
    }
  });
});

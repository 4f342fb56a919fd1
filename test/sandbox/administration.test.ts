/** Users, keys, roles and their policies, as an administrator changes them, and what outlives a restart. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { encodePairs } from '../support/parity/world.ts';
import { assumeRole, permanentKeys, serviceKeys, useSandbox } from './fixture.ts';
import { type RawAnswer, type SigningKeys, sendSigned } from './signer.ts';

const fixture = useSandbox();
type Server = { endpoint: string };

const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** One call of the administration, and what it says: JSON where there is any. */
async function admin(server: Server, keys: SigningKeys, method: string, path: string, query: object) {
  const raw = { method, path: `/admin/${path}`, query: encodePairs({ format: 'json', ...query }) };
  const { status, body } = await sendSigned(server.endpoint, raw, keys);
  return { status, said: body === '' ? undefined : JSON.parse(body) };
}

function iam(server: Server, keys: SigningKeys, form: Record<string, string>): Promise<RawAnswer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const raw = { method: 'POST', path: '/', headers, body: encodePairs(form), service: 'iam' };
  return sendSigned(server.endpoint, raw, keys);
}

const list = async (server: Server, keys: SigningKeys) =>
  (await sendSigned(server.endpoint, { method: 'GET', path: '/builds' }, keys)).status;

describe('an administrator', () => {
  test('creates a user, a key and a role, whose session works only in its bucket', async () => {
    const { sandbox } = fixture;
    const made = { uid: 'ci', 'display-name': 'CI', 'max-buckets': '-1', 'generate-key': 'false' };
    const user = await admin(sandbox, sandbox.admin, 'PUT', 'user', made);
    expect(user.said).toMatchObject({ user_id: 'ci', max_buckets: -1, keys: [], caps: [] });
    const key = await admin(sandbox, sandbox.admin, 'PUT', 'user', { key: '', uid: 'ci' });
    const [{ access_key: accessKey, secret_key: secretKey }] = key.said;
    const trust = policyOf({
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam:::user/ci'] },
      Action: ['sts:AssumeRole'],
    });
    const RoleName = 'ci';
    const created = await iam(sandbox, sandbox.admin, {
      Action: 'CreateRole',
      RoleName,
      AssumeRolePolicyDocument: trust,
    });
    expect(created.body).toContain('<Arn>arn:aws:iam:::role/ci</Arn>');
    const PolicyDocument = policyOf({
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: ['arn:aws:s3:::builds'],
    });
    await iam(sandbox, sandbox.admin, { Action: 'PutRolePolicy', RoleName, PolicyName: 'p', PolicyDocument });

    const bucket = {
      ...fixture.bucket,
      roleArn: 'arn:aws:iam:::role/ci',
      serviceAccessKey: accessKey,
      serviceSecretKey: secretKey,
    };
    const session = await assumeRole({ sandbox, bucket });
    expect(await list(sandbox, session)).toBe(200);
    expect(await list(sandbox, { accessKey, secretKey })).toBe(403);
    const other = { method: 'GET', path: '/backups' };
    expect((await sendSigned(sandbox.endpoint, other, session)).code).toBe('AccessDenied');

    // A Deny with the sessions' age ends those that are running; without the role none can live.
    const Deny = policyOf({
      Effect: 'Deny',
      Action: ['s3:*'],
      Resource: ['*'],
      Condition: { DateLessThan: { 'aws:TokenIssueTime': new Date(Date.now() + 60_000).toISOString() } },
    });
    const deny = { RoleName, PolicyName: 'd' };
    await iam(sandbox, sandbox.admin, { Action: 'PutRolePolicy', ...deny, PolicyDocument: Deny });
    expect(await list(sandbox, session)).toBe(403);
    await iam(sandbox, sandbox.admin, { Action: 'DeleteRolePolicy', ...deny });
    expect(await list(sandbox, session)).toBe(200);
    await iam(sandbox, sandbox.admin, { Action: 'DeleteRolePolicy', RoleName, PolicyName: 'p' });
    expect((await iam(sandbox, sandbox.admin, { Action: 'DeleteRole', RoleName })).status).toBe(200);
    expect(await list(sandbox, session)).toBe(403);
  });

  test('may do what the caps allow, and other keys have none', async () => {
    const { sandbox, bucket } = fixture;
    for (const keys of [permanentKeys(bucket), serviceKeys(bucket), await assumeRole(fixture)]) {
      const read = await admin(sandbox, keys, 'GET', 'user', { uid: 'builds-service' });
      expect([read.status, read.said.Code]).toEqual([403, 'AccessDenied']);
      expect((await iam(sandbox, keys, { Action: 'ListRoles' })).code).toBe('AccessDenied');
    }
  });

  test('has no bucket, so its key is refused there', async () => {
    expect(await list(fixture.sandbox, fixture.sandbox.admin)).toBe(403);
  });

  test.each([
    ['GET', 'usage', {}],
    ['GET', 'user', { quota: '', uid: 'builds-owner' }],
    ['DELETE', 'bucket', { bucket: 'builds' }],
  ])('is told what the sandbox does not support: %s /admin/%s', async (method, path, query) => {
    const { status, said } = await admin(fixture.sandbox, fixture.sandbox.admin, method, path, query);
    expect([status, said.Code]).toEqual([405, 'MethodNotAllowed']);
  });

  test.each(['a b', 'acme$ci', '../x', '__proto__/'])('cannot create the user %j', async (uid) => {
    const made = { uid, 'display-name': 'x' };
    const { status } = await admin(fixture.sandbox, fixture.sandbox.admin, 'PUT', 'user', made);
    expect(status).toBe(400);
  });

  test('finds no user, role or policy with the name of an inherited property', async () => {
    const { sandbox } = fixture;
    for (const uid of ['constructor', '__proto__', 'toString']) {
      expect((await admin(sandbox, sandbox.admin, 'GET', 'user', { uid })).status).toBe(404);
      expect((await iam(sandbox, sandbox.admin, { Action: 'GetRole', RoleName: uid })).status).toBe(404);
    }
  });
});

test('identities outlive a restart, in a private file without secrets', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'otter-identities-'));
  try {
    const first = await startSandbox({ dataDirectory, buckets: ['builds'], unguardedRoles: true });
    await admin(first, first.admin, 'PUT', 'user', { uid: 'kept', 'display-name': 'Kept' });
    const policy = policyOf({ Effect: 'Deny', Principal: '*', Action: ['s3:PutObject'], Resource: ['*'] });
    const raw = { method: 'PUT', path: '/builds', query: 'policy=', body: policy };
    const [bucket] = first.buckets;
    if (!bucket) throw new Error('no bucket');
    await sendSigned(first.endpoint, raw, permanentKeys(bucket));
    await first.close();

    const path = join(dataDirectory, 'identities.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const content = await readFile(path, 'utf8');
    for (const secret of [first.admin.secretKey, bucket.secretKey, bucket.serviceSecretKey]) {
      expect(content).not.toContain(secret);
    }

    const again = await startSandbox({ dataDirectory });
    try {
      expect(again.admin).toEqual(first.admin);
      const { said } = await admin(again, again.admin, 'GET', 'user', { uid: 'kept' });
      expect(said.display_name).toBe('Kept');
      const put = { method: 'PUT', path: '/builds/x', body: 'x' };
      expect((await sendSigned(again.endpoint, put, permanentKeys(bucket))).code).toBe('AccessDenied');
      const role = await iam(again, again.admin, { Action: 'GetRole', RoleName: 'bkr-1' });
      expect(role.body).not.toContain('TokenIssueTime');
    } finally {
      await again.close();
    }
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
});

test('a deleted bucket does not return after a restart, and its role’s number is not reused', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'otter-deleted-'));
  try {
    const first = await startSandbox({ dataDirectory, buckets: ['builds', 'kept'] });
    const [bucket] = first.buckets;
    if (!bucket) throw new Error('no bucket');
    const remove = { method: 'DELETE', path: '/builds' };
    expect((await sendSigned(first.endpoint, remove, permanentKeys(bucket))).status).toBe(204);
    await first.close();
    const second = await startSandbox({ dataDirectory, buckets: ['new'] });
    await second.close();
    expect(second.buckets.map((one) => [one.bucket, one.roleArn.split('/').at(-1)])).toEqual([
      ['new', 'bkr-3'],
      ['kept', 'bkr-2'],
    ]);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
});

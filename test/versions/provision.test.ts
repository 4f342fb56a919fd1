import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeVersions } from '../support/describe-versions.ts';
import { testProvision } from '../support/provision/cases.ts';
import { ALL_CAPS, type Key, Operator } from '../support/provision/operator.ts';
import { obtainSession, provisionEnvironment, runJsonProvision } from '../support/provision/run.ts';

describeVersions('otter-sts provision', (ceph) => {
  const operator = new Operator(ceph);

  testProvision(() => ceph);

  test('in a tenant, the user, role and bucket all belong to it', async () => {
    const tenant = `tenant${randomBytes(3).toString('hex')}`;
    const owned = await operator.createBucket(tenant);
    const name = `otter-ci-${owned.bucket}`;
    const outsider = await runJsonProvision([owned.bucket], provisionEnvironment(ceph, owned));
    expect(outsider).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('administrator of that tenant'),
    });
    const admin = await operator.createUser(`${tenant}$admin`, { caps: ALL_CAPS });
    const environment = provisionEnvironment(ceph, owned, admin);
    const run = await runJsonProvision([owned.bucket], environment);
    expect(run).toMatchObject({ exitCode: 0, roleArn: `arn:aws:iam::${tenant}:role/${name}` });
    const session = await obtainSession(run.credential ?? {});
    const object = { bucket: owned.bucket, key: 'uploaded' };
    expect(await operator.send(session, { method: 'PUT', ...object, body: 'hello' })).toMatchObject({
      status: 200,
    });
    expect(await operator.send(owned.ownerKey, { method: 'GET', ...object })).toMatchObject({
      body: 'hello',
    });
    const again = await runJsonProvision([owned.bucket], environment);
    // RGW 20 has no policies for a tenant's users.
    expect(again.told.filter((step) => !step.endsWith(': ok'))).toEqual(
      ceph.version === 20 ? ['bare-key: skip'] : [],
    );
    const bare = {
      accessKey: run.credential?.OTTER_SERVICE_ACCESS_KEY ?? '',
      secretKey: run.credential?.OTTER_SERVICE_SECRET_KEY ?? '',
    };
    expect(await operator.send(bare, { method: 'GET', ...object })).toMatchObject({ status: 403 });
    const ended = await runJsonProvision(['revoke', owned.bucket, '--sessions'], environment);
    expect(ended.exitCode).toBe(0);
    expect(await operator.send(session, { method: 'GET', ...object })).toMatchObject({ status: 403 });
    // Not a user with the same name outside the tenant.
    expect(await operator.findUser(name)).toBeUndefined();
  });

  if (ceph.version === 16)
    describe('a change of a role’s longest session', () => testWithoutUpdateRole(operator));
  else {
    test('--max-duration changes the role in place, and without it a shorter limit stays', async () => {
      const owned = await operator.createBucket();
      const environment = provisionEnvironment(ceph, owned);
      const { credential = {} } = await runJsonProvision([owned.bucket], environment);
      const session = await obtainSession(credential);
      const shorter = await runJsonProvision([owned.bucket, '--max-duration', '2h'], environment);
      expect(shorter.told).toContain('role: changed');
      const kept = await runJsonProvision([owned.bucket], environment);
      expect(kept.told).toContain('role: kept');
      expect(kept.checks.find(({ name }) => name === 'duration')?.detail).toContain('up to 2 h');
      expect(await operator.send(session, { method: 'GET', bucket: owned.bucket })).toMatchObject({
        status: 200,
      });
    });
  }

  if (ceph.version === 20) describe('in an account', () => testAccount(operator));
});

function testWithoutUpdateRole(operator: Operator): void {
  test('recreates the role only with --recreate-role, which ends its sessions', async () => {
    const owned = await operator.createBucket();
    const environment = provisionEnvironment(operator.server, owned);
    const { credential = {} } = await runJsonProvision([owned.bucket], environment);
    const session = await obtainSession(credential);
    const before = await operator.look(owned);
    const refused = await runJsonProvision([owned.bucket, '--max-duration', '2h'], environment);
    expect(refused).toMatchObject({
      exitCode: 1,
      steps: [],
      error: expect.stringContaining('--recreate-role'),
    });
    expect(await operator.look(owned)).toEqual(before);
    expect(await operator.send(session, { method: 'GET', bucket: owned.bucket })).toMatchObject({
      status: 200,
    });
    const args = [owned.bucket, '--max-duration', '2h', '--recreate-role'];
    const made = await runJsonProvision(args, environment);
    expect(made).toMatchObject({ exitCode: 0 });
    expect(made.told).toContain('role: changed');
    expect(await operator.look(owned)).toEqual(before);
    expect(await operator.send(session, { method: 'GET', bucket: owned.bucket })).toMatchObject({
      status: 403,
    });
    await obtainSession(credential);
  });

  test('does not recreate a role with policies of others', async () => {
    const owned = await operator.createBucket();
    const environment = provisionEnvironment(operator.server, owned);
    await runJsonProvision([owned.bucket], environment);
    const narrow = {
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: [`arn:aws:s3:::${owned.bucket}/*`],
    };
    await operator.putRolePolicy(`otter-ci-${owned.bucket}`, 'ours', narrow);
    const before = await operator.look(owned);
    const args = [owned.bucket, '--max-duration', '2h', '--recreate-role'];
    const refused = await runJsonProvision(args, environment);
    expect(refused).toMatchObject({ exitCode: 1, steps: [], error: expect.stringContaining('ours') });
    expect(await operator.look(owned)).toEqual(before);
  });
}

function testAccount(operator: Operator): void {
  let account: string;
  let root: Key;
  let bucket: string;
  const environment = () => provisionEnvironment(operator.server, undefined, root);
  /** Everything, as the account's root user sees it. */
  const insider = () => new Operator({ ...operator.server, administrator: root });

  beforeAll(async () => {
    await operator.admin('PUT', 'user', { uid: 'administrator', caps: '', 'user-caps': 'accounts=*' });
    const name = `team-${randomBytes(3).toString('hex')}`;
    account = (JSON.parse(await operator.admin('POST', 'account', { name })) as { id: string }).id;
    const user = { uid: `${name}-root`, 'display-name': name, 'account-id': account, 'account-root': 'true' };
    const [key] = (
      JSON.parse(await operator.admin('PUT', 'user', user)) as {
        keys: { access_key: string; secret_key: string }[];
      }
    ).keys;
    root = { accessKey: key?.access_key ?? '', secretKey: key?.secret_key ?? '' };
  });

  async function createBucket(): Promise<string> {
    bucket = `account-${randomBytes(4).toString('hex')}`;
    await operator.send(root, { method: 'PUT', bucket });
    return bucket;
  }

  test('its root key creates everything without caps, and check is green', async () => {
    await createBucket();
    const dry = await runJsonProvision([bucket, '--dry-run'], environment());
    expect(dry.told).toEqual([
      'user: would make',
      'bare-key: would make',
      'role: would make',
      'owner: ok',
      'key: would make',
      'role-policy: would make',
    ]);
    const run = await runJsonProvision([bucket], environment());
    expect(run).toMatchObject({ exitCode: 0, roleArn: `arn:aws:iam::${account}:role/otter-ci-${bucket}` });
    expect(run.checks.filter(({ status }) => status === 'fail' || status === 'warn')).toEqual([]);
    const credential = run.credential ?? {};
    const service = {
      OTTER_SERVICE_ACCESS_KEY: credential.OTTER_SERVICE_ACCESS_KEY,
      OTTER_SERVICE_SECRET_KEY: credential.OTTER_SERVICE_SECRET_KEY,
    };
    const unknown = await runJsonProvision([bucket], environment());
    expect(unknown.told.filter((step) => !step.endsWith(': ok'))).toEqual(['check: skip']);
    const known = await runJsonProvision([bucket], { ...environment(), ...service });
    expect(known.told.filter((step) => !step.endsWith(': ok'))).toEqual([]);
    expect(known.checks.length).toBe(run.checks.length);
  });

  test('the key of an interrupted run, which nobody has seen, is replaced', async () => {
    await createBucket();
    const { credential: lost = {} } = await runJsonProvision([bucket], environment());
    const name = `otter-ci-${bucket}`;
    await insider().iam({ Action: 'DeleteRolePolicy', RoleName: name, PolicyName: 'otter-sts' });
    const run = await runJsonProvision([bucket], environment());
    expect(run.told).toEqual(expect.arrayContaining(['key: changed', 'role-policy: made']));
    await expect(obtainSession(lost)).rejects.toMatchObject({ kind: 'denied' });
    await obtainSession(run.credential ?? {});
  });

  test('rotates, lists and revokes', async () => {
    await createBucket();
    const { credential: old = {} } = await runJsonProvision([bucket], environment());
    const session = await obtainSession(old);
    const rotated = await runJsonProvision(['rotate', bucket], environment());
    const fresh = rotated.credential?.OTTER_SERVICE_ACCESS_KEY ?? '';
    const finished = await runJsonProvision(['rotate', bucket, '--finish', '--keep', fresh], environment());
    expect(finished.told).toEqual(['key: ok', 'key: removed', 'bare-key: ok', 'check: skip']);
    await expect(obtainSession(old)).rejects.toMatchObject({ kind: 'denied' });
    await obtainSession(rotated.credential ?? {});
    const ended = await runJsonProvision(['revoke', bucket, '--sessions'], environment());
    expect(ended.told).toEqual(['key: removed', 'sessions: removed']);
    expect(await operator.send(session, { method: 'GET', bucket })).toMatchObject({ status: 403 });
  });

  test('another user’s bucket is refused, and also an account’s bucket to an administrator', async () => {
    const owned = await operator.createBucket();
    const foreign = await runJsonProvision([owned.bucket], environment());
    expect(foreign).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining(`does not belong to the account '${account}'`),
    });
    const absent = await runJsonProvision(['nobody-has-this'], environment());
    expect(absent).toMatchObject({ exitCode: 1, error: expect.stringContaining('There is no bucket') });
    await createBucket();
    const legacy = await runJsonProvision([bucket], provisionEnvironment(operator.server));
    expect(legacy).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining(`belongs to the account '${account}'`),
    });
  });
}

/** What `otter-sts provision` does on every server: the Ceph RGWs and the sandbox. */

import { expect, test } from 'vitest';
import type { S3Key } from '../../../src/http/signing.ts';
import { ALL_CAPS, type OperatedServer, Operator, type OwnedBucket } from './operator.ts';
import {
  type JsonProvisionRun,
  obtainSession,
  provisionEnvironment,
  runJsonProvision,
  runProvision,
} from './run.ts';

const NULL = { Null: { 'aws:TokenIssueTime': 'true' } };
const assume = (AWS: string[], more: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action: ['sts:AssumeRole'],
  ...more,
});
const failed = ({ checks }: JsonProvisionRun) => checks.filter(({ status }) => status === 'fail');

/** The expected parts of a first run's output, in order. */
const MADE = ['user', 'bare-key', 'role', 'owner', 'key', 'role-policy'];

/**
 * @param server is called when the tests run
 * @param createBucket creates a bucket, if the server's buckets are not created by their owners
 */
export function testProvision(
  server: () => OperatedServer,
  createBucket: (name?: string) => Promise<OwnedBucket> = (name) =>
    new Operator(server()).createBucket('', name),
): void {
  const operator = () => new Operator(server());
  const environment = (owned: OwnedBucket) => provisionEnvironment(server(), owned);

  /** A bucket with its service credential. */
  async function provisioned() {
    const owned = await createBucket();
    const run = await runJsonProvision([owned.bucket], environment(owned));
    expect(run).toMatchObject({ exitCode: 0 });
    const name = `otter-ci-${owned.bucket}`;
    return { ...owned, name, arn: `arn:aws:iam:::user/${name}`, run, credential: run.credential ?? {} };
  }

  async function list(key: S3Key, bucket: string): Promise<number> {
    return (await operator().send(key, { method: 'GET', bucket })).status;
  }

  test('creates user, role, policies and key, and the check finds nothing wrong', async () => {
    const { run, credential, name, arn, ...owned } = await provisioned();
    expect(run.told).toEqual(MADE.map((part) => `${part}: made`));
    expect(failed(run)).toEqual([]);
    expect(run.checks.filter(({ status }) => status === 'ok').map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'exchange',
        'bucket',
        'configuration',
        'read-back',
        'owner',
        'chaining',
        'role',
      ]),
    );
    // An RGW 18 and older cannot delete in batches under a session policy.
    const warned = run.checks.filter(({ status }) => status === 'warn').map(({ name }) => name);
    expect(warned.filter((name) => name !== 'batch-delete')).toEqual([]);
    const there = await operator().look(owned);
    expect(there).toEqual({
      keys: [credential.OTTER_SERVICE_ACCESS_KEY],
      maxBuckets: -1,
      userPolicies: {
        'otter-sts': {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Action: ['s3:*'], Resource: ['*'], Condition: NULL }],
        },
      },
      trust: { Version: '2012-10-17', Statement: [assume([arn], { Condition: NULL })] },
      rolePolicies: { 'otter-sts': expect.anything() },
      bucketPolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OtterOwner',
            Effect: 'Allow',
            Principal: { AWS: [`arn:aws:iam:::user/${owned.owner}`] },
            Action: ['s3:*'],
            Resource: [`arn:aws:s3:::${owned.bucket}/*`],
          },
        ],
      },
    });
    const allowed = JSON.stringify(there.rolePolicies);
    expect(allowed).not.toContain('*"]}]}*');
    expect(allowed).not.toMatch(/s3:\*|PutBucket|DeleteBucket|"\*"/);
  });

  test('the owner can read and delete what a session uploads, and the key alone can do neither', async () => {
    const { bucket, ownerKey, credential } = await provisioned();
    const session = await obtainSession(credential);
    const object = { bucket, key: 'uploaded' };
    expect(await operator().send(session, { method: 'PUT', ...object, body: 'hello' })).toMatchObject({
      status: 200,
    });
    const bare = {
      accessKey: credential.OTTER_SERVICE_ACCESS_KEY ?? '',
      secretKey: credential.OTTER_SERVICE_SECRET_KEY ?? '',
    };
    expect(await operator().send(bare, { method: 'GET', ...object })).toMatchObject({ status: 403 });
    expect(await operator().send(ownerKey, { method: 'GET', ...object })).toMatchObject({
      status: 200,
      body: 'hello',
    });
    expect(await operator().send(ownerKey, { method: 'DELETE', ...object })).toMatchObject({ status: 204 });
  });

  test('a second run finds everything, changes nothing and shows no secret', async () => {
    const { run: first, credential, ...owned } = await provisioned();
    const before = await operator().look(owned);
    const second = await runJsonProvision([owned.bucket], environment(owned));
    expect(second.exitCode).toBe(0);
    expect(second.told).toEqual(
      ['user', 'bare-key', 'role', 'trust', 'owner', 'key', 'role-policy'].map((part) => `${part}: ok`),
    );
    expect(second.credential).toBeUndefined();
    expect(second.stdout + second.stderr).not.toContain(credential.OTTER_SERVICE_SECRET_KEY);
    expect(failed(second)).toEqual([]);
    expect(second.checks.length).toBe(first.checks.length);
    expect(await operator().look(owned)).toEqual(before);
  });

  test('--dry-run reports the same steps, and changes nothing', async () => {
    const owned = await createBucket();
    const before = await operator().look(owned);
    const run = await runJsonProvision([owned.bucket, '--dry-run'], environment(owned));
    expect(run).toMatchObject({ exitCode: 0, checks: [] });
    expect(run.told).toEqual(MADE.map((part) => `${part}: would make`));
    expect(await operator().look(owned)).toEqual(before);
  });

  test('--dry-run of every verb changes nothing', async () => {
    const { credential, ...owned } = await provisioned();
    await operator().admin('POST', 'user', { uid: owned.name, 'max-buckets': '10' });
    await operator().putRolePolicy(owned.name, 'wide', {
      Effect: 'Allow',
      Action: ['s3:*'],
      Resource: ['*'],
    });
    const before = await operator().look(owned);
    const runs = [
      [owned.bucket],
      ['rotate', owned.bucket],
      ['rotate', owned.bucket, '--finish', '--keep', credential.OTTER_SERVICE_ACCESS_KEY ?? ''],
      ['revoke', owned.bucket, '--sessions'],
    ];
    const told: (readonly string[])[] = [];
    for (const args of runs) {
      const run = await runJsonProvision([...args, '--dry-run'], environment(owned));
      expect(run).toMatchObject({ exitCode: 0, checks: [] });
      expect(run.credential).toBeUndefined();
      told.push(run.told);
    }
    expect(told[0]).toEqual(expect.arrayContaining(['user: would change', 'role-policy: would change']));
    expect(told[1]).toContain('key: would make');
    expect(told[3]).toEqual(expect.arrayContaining(['key: would remove', 'sessions: would remove']));
    expect(await operator().look(owned)).toEqual(before);
  });

  test('without the owner’s key, it says what the owner has to add, and does the rest', async () => {
    const owned = await createBucket();
    const run = await runJsonProvision([owned.bucket], provisionEnvironment(server()));
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.told).toContain('owner: skip');
    const { detail } = run.steps.find(({ name }) => name === 'owner') ?? { detail: '' };
    const statement: unknown = JSON.parse(/\{"Sid".*\}$/.exec(detail)?.[0] ?? 'null');
    await operator().putBucketPolicy(owned, statement);
    const again = await runJsonProvision([owned.bucket], environment(owned));
    expect(again.told).toContain('owner: ok');
  });

  test('--name names the user and the role', async () => {
    const owned = await createBucket();
    const name = `ci.${owned.bucket}`;
    const run = await runJsonProvision([owned.bucket, '--name', name], environment(owned));
    expect(run).toMatchObject({ exitCode: 0, roleArn: `arn:aws:iam:::role/${name}` });
    expect((await operator().look(owned, name)).keys).toHaveLength(1);
    expect((await operator().look(owned)).keys).toBeUndefined();
  });

  test('a bucket that is named like a verb is given with --bucket', async () => {
    const owned = await createBucket('list');
    const run = await runJsonProvision(['--bucket', 'list', '--dry-run'], environment(owned));
    expect(run.told).toEqual(MADE.map((part) => `${part}: would make`));
  });

  test('what differs is corrected, and what is narrower or belongs to others stays', async () => {
    const { credential, arn, name, ...owned } = await provisioned();
    const narrow = {
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: [`arn:aws:s3:::${owned.bucket}/public/*`],
    };
    const elsewhere = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::cache/*'] };
    await operator().putRolePolicy(name, 'otter-sts', narrow);
    await operator().putRolePolicy(
      name,
      'wide',
      { Effect: 'Allow', Action: ['s3:*'], Resource: ['*'] },
      elsewhere,
    );
    const open = JSON.stringify({ Version: '2012-10-17', Statement: [assume([arn])] });
    await operator().iam({ Action: 'UpdateAssumeRolePolicy', RoleName: name, PolicyDocument: open });
    const foreign = {
      Effect: 'Allow',
      Principal: { AWS: [`arn:aws:iam:::user/${owned.owner}`] },
      Action: ['s3:GetObject'],
      Resource: [`arn:aws:s3:::${owned.bucket}/public/*`],
    };
    await operator().putBucketPolicy(owned, foreign);
    const run = await runJsonProvision([owned.bucket], environment(owned));
    expect(run.told).toEqual(
      expect.arrayContaining([
        'trust: changed',
        'owner: changed',
        'role-policy: kept',
        'role-policy: changed',
      ]),
    );
    const { rolePolicies, trust, bucketPolicy } = await operator().look(owned);
    expect(rolePolicies['otter-sts']).toMatchObject({ Statement: [narrow] });
    const wide = rolePolicies.wide as { Statement: unknown[] };
    expect(wide.Statement).toContainEqual(elsewhere);
    expect(JSON.stringify(wide)).not.toMatch(/s3:\*|"\*"/);
    expect(trust).toMatchObject({ Statement: [assume([arn], { Condition: NULL })] });
    expect(bucketPolicy).toMatchObject({ Statement: [foreign, { Sid: 'OtterOwner' }] });
  });

  test('a narrower role is not widened', async () => {
    const { name, ...owned } = await provisioned();
    const narrow = { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [`arn:aws:s3:::${owned.bucket}`] };
    await operator().putRolePolicy(name, 'otter-sts', narrow);
    const run = await runJsonProvision([owned.bucket], environment(owned));
    expect(run.told).toContain('role-policy: kept');
    expect(await operator().rolePolicies(name)).toMatchObject({ 'otter-sts': { Statement: [narrow] } });
  });

  test('a role that trusts everybody is refused, and nothing changes', async () => {
    const { name, ...owned } = await provisioned();
    const everybody = JSON.stringify({ Version: '2012-10-17', Statement: [assume(['*'])] });
    await operator().iam({ Action: 'UpdateAssumeRolePolicy', RoleName: name, PolicyDocument: everybody });
    const before = await operator().look(owned);
    const run = await runJsonProvision([owned.bucket], environment(owned));
    expect(run).toMatchObject({ exitCode: 1, steps: [], error: expect.stringContaining('trusts everybody') });
    expect(await operator().look(owned)).toEqual(before);
  });

  test('a session of the role cannot ask for the role again', async () => {
    const { credential } = await provisioned();
    const session = await obtainSession(credential);
    const body = `Action=AssumeRole&Version=2011-06-15&RoleSessionName=again&DurationSeconds=900&RoleArn=${encodeURIComponent(credential.OTTER_ROLE_ARN ?? '')}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await operator().send(session, { method: 'POST', headers, body })).toMatchObject({ status: 403 });
  });

  test.each([['that does not exist', 'nobody-has-this', "There is no bucket 'nobody-has-this'"]])(
    'a bucket %s is reported in one sentence, and nothing is created',
    async (_, bucket, sentence) => {
      const run = await runJsonProvision([bucket], provisionEnvironment(server()));
      expect(run).toMatchObject({ exitCode: 1, steps: [], error: expect.stringContaining(sentence) });
      expect(await operator().findUser(`otter-ci-${bucket}`)).toBeUndefined();
      expect(await operator().findTrust(`otter-ci-${bucket}`)).toBeUndefined();
    },
  );

  test.each(['users', 'roles', 'user-policy', 'buckets'])(
    'without the cap %s, it says which is missing, and creates nothing',
    async (missing) => {
      const owned = await createBucket();
      const caps = ALL_CAPS.split(';').filter((cap) => !cap.startsWith(`${missing}=`));
      const admin = await operator().createUser(`admin-${missing}-${owned.bucket}`, { caps: caps.join(';') });
      const run = await runJsonProvision([owned.bucket], provisionEnvironment(server(), owned, admin));
      expect(run).toMatchObject({ exitCode: 1, steps: [] });
      expect(run.error).toContain('radosgw-admin caps add');
      expect(run.error).toContain(`${missing}=`);
      expect(await operator().look(owned)).toMatchObject({
        trust: undefined,
        rolePolicies: {},
        keys: undefined,
      });
    },
  );

  test('the minimal caps are enough', async () => {
    const owned = await createBucket();
    const admin = await operator().createUser(`admin-${owned.bucket}`, { caps: ALL_CAPS });
    const run = await runJsonProvision([owned.bucket], provisionEnvironment(server(), owned, admin));
    expect(run).toMatchObject({ exitCode: 0 });
    const readOnly = await operator().createUser(`lists-${owned.bucket}`, {
      caps: 'users=read;roles=read;user-policy=read;buckets=read',
    });
    const listed = await runProvision(
      ['list', owned.bucket],
      provisionEnvironment(server(), undefined, readOnly),
    );
    expect(listed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(owned.bucket) });
  });

  test('wrong keys are reported by their variables, without a secret', async () => {
    const owned = await createBucket();
    const right = environment(owned);
    const secret = 'x'.repeat(40);
    for (const [wrong, said] of [
      [{ OTTER_ADMIN_SECRET_KEY: secret }, 'the secret is another one'],
      [
        { OTTER_ADMIN_ACCESS_KEY: 'NOBODY0000000000000X' },
        'does not accept the key in OTTER_ADMIN_ACCESS_KEY',
      ],
      [{ OTTER_OWNER_SECRET_KEY: secret }, 'Check OTTER_OWNER_SECRET_KEY'],
      [
        { OTTER_OWNER_ACCESS_KEY: right.OTTER_ADMIN_ACCESS_KEY },
        'OTTER_OWNER_ACCESS_KEY belongs to the user',
      ],
    ] as const) {
      const run = await runJsonProvision([owned.bucket], { ...right, ...wrong });
      expect(run).toMatchObject({ exitCode: 1, steps: [], error: expect.stringContaining(said) });
      for (const value of [secret, right.OTTER_ADMIN_SECRET_KEY, right.OTTER_OWNER_SECRET_KEY]) {
        expect(run.stdout + run.stderr).not.toContain(value);
      }
    }
    expect((await operator().look(owned)).keys).toBeUndefined();
  });

  test('a user with caps or buckets cannot be a service user, and stays as it is', async () => {
    const owned = await createBucket();
    const capable = `capable-${owned.bucket}`;
    await operator().createUser(capable, { caps: 'users=read' });
    for (const [name, said] of [
      [capable, 'has caps (users=read)'],
      [owned.owner, `owns a bucket (${owned.bucket})`],
    ] as const) {
      const before = await operator().look(owned, name);
      const run = await runJsonProvision([owned.bucket, '--name', name], environment(owned));
      expect(run).toMatchObject({ exitCode: 1, steps: [], error: expect.stringContaining(said) });
      expect(await operator().look(owned, name)).toEqual(before);
    }
  });

  test('a service user that may create buckets can no longer do so', async () => {
    const { credential, ...owned } = await provisioned();
    await operator().admin('POST', 'user', { uid: owned.name, 'max-buckets': '10' });
    const run = await runJsonProvision([owned.bucket], environment(owned));
    expect(run.told).toContain('user: changed');
    const there = await operator().look(owned);
    expect(there).toMatchObject({ maxBuckets: -1, keys: [credential.OTTER_SERVICE_ACCESS_KEY] });
    expect(Object.keys(there.userPolicies)).toEqual(['otter-sts']);
  });

  test('a user’s other policy stays, even if the server loses policies with a new key', async () => {
    const { name, ...owned } = await provisioned();
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: ['sts:GetSessionToken'], Resource: ['*'] }],
    });
    await operator().iam({ Action: 'PutUserPolicy', UserName: name, PolicyName: 'ours', PolicyDocument });
    const rotated = await runJsonProvision(['rotate', owned.bucket], environment(owned));
    expect(rotated).toMatchObject({ exitCode: 0 });
    expect(Object.keys(await operator().userPolicies(name)).sort()).toEqual(['otter-sts', 'ours']);
  });

  test('rotate: a second key works alongside the first, and then alone', async () => {
    const { credential: old, ...owned } = await provisioned();
    const rotated = await runJsonProvision(['rotate', owned.bucket], environment(owned));
    expect(rotated).toMatchObject({ exitCode: 0, credential: { OTTER_ROLE_ARN: old.OTTER_ROLE_ARN } });
    expect(failed(rotated)).toEqual([]);
    const fresh = rotated.credential ?? {};
    await obtainSession(old);
    await obtainSession(fresh);
    const third = await runJsonProvision(['rotate', owned.bucket], environment(owned));
    expect(third).toMatchObject({ exitCode: 1, error: expect.stringContaining('has 2 keys already') });
    const unknown = await runJsonProvision(
      ['rotate', owned.bucket, '--finish', '--keep', 'NOT-THERE'],
      environment(owned),
    );
    expect(unknown).toMatchObject({ exitCode: 1, steps: [] });
    expect((await operator().look(owned)).keys).toHaveLength(2);
    const variables = { ...environment(owned), OTTER_SERVICE_ACCESS_KEY: fresh.OTTER_SERVICE_ACCESS_KEY };
    const finished = await runJsonProvision(['rotate', owned.bucket, '--finish'], variables);
    expect(finished.told).toEqual(['key: ok', 'key: removed', 'bare-key: ok']);
    expect(failed(finished)).toEqual([]);
    await obtainSession(fresh);
    await expect(obtainSession(old)).rejects.toMatchObject({ kind: 'denied' });
    const again = await runJsonProvision(['rotate', owned.bucket, '--finish'], variables);
    expect(again.told).toEqual(['key: ok', 'bare-key: ok']);
    expect(Object.keys((await operator().look(owned)).userPolicies)).toEqual(['otter-sts']);
  });

  test('keeping the old key undoes a rotation', async () => {
    const { credential: old, ...owned } = await provisioned();
    await runJsonProvision(['rotate', owned.bucket], environment(owned));
    const keep = old.OTTER_SERVICE_ACCESS_KEY ?? '';
    await runJsonProvision(['rotate', owned.bucket, '--finish', '--keep', keep], environment(owned));
    expect((await operator().look(owned)).keys).toEqual([keep]);
    await obtainSession(old);
  });

  test('revoke removes the key, and sessions continue; --sessions ends them, and later ones work', async () => {
    const { credential, ...owned } = await provisioned();
    const session = await obtainSession(credential);
    const revoked = await runJsonProvision(['revoke', owned.bucket], environment(owned));
    expect(revoked).toMatchObject({ exitCode: 0, told: ['key: removed', 'sessions: kept'] });
    await expect(obtainSession(credential)).rejects.toMatchObject({ kind: 'denied' });
    expect(await list(session, owned.bucket)).toBe(200);
    const ended = await runJsonProvision(['revoke', owned.bucket, '--sessions'], environment(owned));
    expect(ended).toMatchObject({ exitCode: 0, told: ['key: ok', 'sessions: removed'] });
    expect(await list(session, owned.bucket)).toBe(403);
    const again = await runJsonProvision([owned.bucket], environment(owned));
    expect(again.told).toEqual(expect.arrayContaining(['key: made', 'sessions: kept']));
    expect(failed(again)).toEqual([]);
    expect(await list(await obtainSession(again.credential ?? {}), owned.bucket)).toBe(200);
    expect(await list(session, owned.bucket)).toBe(403);
  });

  test('revoke --sessions guards a role whose sessions could ask for it again', async () => {
    const { name, arn, ...owned } = await provisioned();
    const open = JSON.stringify({ Version: '2012-10-17', Statement: [assume([arn])] });
    await operator().iam({ Action: 'UpdateAssumeRolePolicy', RoleName: name, PolicyDocument: open });
    const run = await runJsonProvision(['revoke', owned.bucket, '--sessions'], environment(owned));
    expect(run.told).toEqual(['key: removed', 'trust: changed', 'sessions: removed']);
    expect(await operator().findTrust(name)).toMatchObject({
      Statement: [assume([arn], { Condition: NULL })],
    });
  });

  test('revoke --sessions guards a role that trusts its own sessions by name', async () => {
    const { name, arn, credential, ...owned } = await provisioned();
    const itself = `arn:aws:iam:::role/${name}`;
    const statements = [assume([arn], { Condition: NULL }), assume([itself])];
    const open = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await operator().iam({ Action: 'UpdateAssumeRolePolicy', RoleName: name, PolicyDocument: open });
    const run = await runJsonProvision(['revoke', owned.bucket, '--sessions'], environment(owned));
    expect(run.told).toEqual(['key: removed', 'trust: changed', 'sessions: removed']);
    expect(await operator().findTrust(name)).toMatchObject({
      Statement: [statements[0], assume([itself], { Condition: NULL })],
    });
  });

  test('revoke --sessions ends those of a role that trusts everybody, and says what stays open', async () => {
    const { name, arn, credential, ...owned } = await provisioned();
    const session = await obtainSession(credential);
    const open = JSON.stringify({
      Version: '2012-10-17',
      Statement: [assume([arn], { Condition: NULL }), assume(['*'])],
    });
    await operator().iam({ Action: 'UpdateAssumeRolePolicy', RoleName: name, PolicyDocument: open });
    const run = await runJsonProvision(['revoke', owned.bucket, '--sessions'], environment(owned));
    expect(run).toMatchObject({ exitCode: 1, told: ['key: removed', 'sessions: removed'] });
    expect(run.error).toContain("Take the statement with the principal '*' out");
    expect(await list(session, owned.bucket)).toBe(403);
  });

  test('revoke --key removes one of two keys, and refuses an unknown one', async () => {
    const { credential: old, ...owned } = await provisioned();
    const { credential: fresh = {} } = await runJsonProvision(['rotate', owned.bucket], environment(owned));
    const key = old.OTTER_SERVICE_ACCESS_KEY ?? '';
    const run = await runJsonProvision(['revoke', owned.bucket, '--key', key], environment(owned));
    expect(run.told).toEqual(['key: removed', 'sessions: kept']);
    expect((await operator().look(owned)).keys).toEqual([fresh.OTTER_SERVICE_ACCESS_KEY]);
    const again = await runJsonProvision(['revoke', owned.bucket, '--key', key], environment(owned));
    expect(again).toMatchObject({ exitCode: 1, steps: [] });
  });

  test.each([['rotate'], ['revoke']])('%s refuses what was never provisioned', async (verb) => {
    const owned = await createBucket();
    const run = await runJsonProvision([verb, owned.bucket], environment(owned));
    expect(run).toMatchObject({ exitCode: 1, steps: [], error: expect.stringContaining('There is no') });
  });

  test('list says on standard error when there is nothing to list', async () => {
    const { bucket } = await createBucket();
    const { exitCode, stdout, stderr } = await runProvision(['list', bucket], provisionEnvironment(server()));
    expect({ exitCode, own: withoutOthers(stdout) }).toEqual({ exitCode: 0, own: '' });
    expect(stderr).toBe(stdout === '' ? 'otter-sts: no service credentials or keyless roles.\n' : '');
  });

  test('list shows bucket, role, keys and what is wrong, and no secret', async () => {
    const { credential, name, arn, ...owned } = await provisioned();
    const variables = provisionEnvironment(server());
    const one = await runProvision(['list', owned.bucket], variables);
    expect(one.exitCode).toBe(0);
    expect(withoutOthers(one.stdout)).toBe(
      `${owned.bucket}  ${credential.OTTER_ROLE_ARN}  ${credential.OTTER_SERVICE_ACCESS_KEY}; up to 12 h\n`,
    );
    const open = JSON.stringify({ Version: '2012-10-17', Statement: [assume([arn])] });
    await operator().iam({ Action: 'UpdateAssumeRolePolicy', RoleName: name, PolicyDocument: open });
    await runProvision(['revoke', owned.bucket], variables);
    const all = await runProvision(['list', '--json'], variables);
    expect(JSON.parse(all.stdout)).toContainEqual({
      name,
      roleArn: credential.OTTER_ROLE_ARN,
      buckets: [owned.bucket],
      accessKeys: [],
      maxSessionSeconds: 43_200,
      remarks: ['no key', 'a session can ask for the role again'],
    });
    expect(all.stdout).not.toContain(credential.OTTER_SERVICE_SECRET_KEY);
  });

  test('a new credential is printed in the requested format, and the steps on standard error', async () => {
    const owned = await createBucket();
    const run = await runProvision([owned.bucket, '--format', 'dotenv'], environment(owned));
    expect(run.exitCode).toBe(0);
    expect(
      run.stdout
        .trim()
        .split('\n')
        .map((line) => line.split('=')[0]),
    ).toEqual([
      'OTTER_SERVICE_ACCESS_KEY',
      'OTTER_SERVICE_SECRET_KEY',
      'OTTER_ROLE_ARN',
      'OTTER_BUCKET',
      'OTTER_ENDPOINT',
      'OTTER_REGION',
    ]);
    const secret = /OTTER_SERVICE_SECRET_KEY=(.*)/.exec(run.stdout)?.[1] ?? '';
    expect(secret.length).toBeGreaterThan(20);
    expect(run.stderr).not.toContain(secret);
    expect(run.stderr).toMatch(/^made {10}user {9}otter-ci-/);
    const rotated = await runProvision(['rotate', owned.bucket, '--format', 'glab'], environment(owned));
    expect(rotated.stdout).toMatch(
      /^ printf %s '[^']+' \| glab variable update OTTER_SERVICE_SECRET_KEY --raw --masked --protected$/m,
    );
    expect(rotated.stdout).not.toContain('gh secret');
  });
}

/** Omits the roles for all buckets that other tests have on the same server. */
function withoutOthers(listed: string): string {
  return listed.replace(/^.*, \* {2}.*\n/gm, '');
}

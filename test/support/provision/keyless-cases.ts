/** What `otter-sts provision` does for keyless roles, on every server that can verify an issuer's keys. */

import { expect, test } from 'vitest';
import { assumeRoleWithWebIdentity } from '../ceph/web-identity.ts';
import type { GithubJob } from '../identity/claims.ts';
import type { IdentityIssuer } from '../identity/issuer.ts';
import { type OperatedServer, Operator, type OwnedBucket } from './operator.ts';
import { type JsonProvisionRun, provisionEnvironment, runJsonProvision, runProvision } from './run.ts';

/** The minimal caps of an administrator. */
export const KEYLESS_CAPS = 'users=read;roles=*;oidc-provider=*;buckets=read';

const REPOSITORY = 'octo/app';
const WITH_IDS = 'octo@583231/app@1296269';

const MADE = ['provider', 'role', 'owner', 'role-policy'];

/**
 * @param server is called when the tests run
 * @param issuer an issuer that the server trusts, but that is not registered yet
 */
export function testKeylessProvision(
  server: () => OperatedServer,
  startIssuer: () => Promise<IdentityIssuer>,
  createBucket: (name?: string) => Promise<OwnedBucket> = (name) =>
    new Operator(server()).createBucket('', name),
): void {
  const operator = () => new Operator(server());

  /** An issuer, a bucket, and a function that runs `provision` for them. */
  async function site() {
    const issuer = await startIssuer();
    const owned = await createBucket();
    const environment = {
      ...provisionEnvironment(server(), owned),
      OTTER_CA_BUNDLE: issuer.caBundle,
    };
    const audience = new URL(server().endpoint).hostname;
    const args = ['--issuer', issuer.url];
    const run = (...more: string[]) => runJsonProvision([owned.bucket, ...args, ...more], environment);
    const revoke = (...more: string[]) =>
      runJsonProvision(['revoke', owned.bucket, ...args, ...more], environment);
    const ask = async (roleArn: string | undefined, token: string) =>
      assumeRoleWithWebIdentity(server(), roleArn ?? '', token);
    const askAs = (roleArn: string | undefined, job: GithubJob) =>
      ask(roleArn, issuer.mintGithub({ audience }, job)).then(({ answer }) => answer);
    const providerArn = `arn:aws:iam:::oidc-provider/${issuer.name}`;
    return { ...owned, issuer, environment, audience, run, revoke, ask, askAs, providerArn };
  }

  const look = async (run: Pick<JsonProvisionRun, 'name'>) => ({
    trust: await operator().findTrust(run.name ?? ''),
    policies: await operator().rolePolicies(run.name ?? ''),
  });

  const findProvider = (arn: string) =>
    operator()
      .iam({ Action: 'GetOpenIDConnectProvider', OpenIDConnectProviderArn: arn })
      .catch((error: Error) => error.message);

  test('creates provider and role, and accepts the jobs of one branch and nobody else', async () => {
    const { run, issuer, audience, providerArn, ask, askAs, bucket, ownerKey } = await site();
    const made = await run('--github', REPOSITORY, '--ref', 'main');
    expect(made).toMatchObject({ exitCode: 0, told: MADE.map((part) => `${part}: made`) });
    const { trust, policies } = await look(made);
    expect(trust).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OtterKeyless',
          Effect: 'Allow',
          Principal: { Federated: [providerArn] },
          Action: ['sts:AssumeRoleWithWebIdentity'],
          Condition: {
            StringEquals: {
              [`${issuer.name}:aud`]: audience,
              [`${issuer.name}:sub`]: `repo:${REPOSITORY}:ref:refs/heads/main`,
            },
          },
        },
      ],
    });
    expect(Object.keys(policies)).toEqual(['otter-sts']);
    expect(JSON.stringify(policies)).not.toMatch(/s3:\*|PutBucket|DeleteBucket|"\*"/);
    expect(await findProvider(providerArn)).toMatch(/<member>[0-9a-f]{40}<\/member>/);

    const { answer, session } = await ask(made.roleArn, issuer.mintGithub({ audience }));
    expect(answer).toBe('200');
    for (const job of [
      { ref: 'refs/heads/other' },
      { ref: 'refs/heads/main2' },
      { repository: 'octo/app2' },
      { environment: 'production' },
      { ids: true },
    ]) {
      expect(await askAs(made.roleArn, job), JSON.stringify(job)).toBe('403 AccessDenied');
    }
    const foreign = await ask(made.roleArn, issuer.mintGithub({ audience: 'other.example.com' }));
    expect(foreign.answer).toBe('403 AccessDenied');

    if (session === undefined) return;
    const object = { bucket, key: 'uploaded' };
    const send = (key: typeof session | typeof ownerKey, request: Parameters<Operator['send']>[1]) =>
      operator()
        .send(key, request)
        .then(({ status }) => status);
    expect(await send(session, { method: 'PUT', ...object, body: 'hello' })).toBe(200);
    expect(await send(session, { method: 'GET', bucket, query: { policy: '' } })).not.toBe(403);
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    expect(await send(session, { method: 'PUT', bucket, query: { policy: '' }, body: policy })).toBe(403);
    expect(await send(session, { method: 'DELETE', bucket })).toBe(403);
    expect(await send(session, { method: 'GET', bucket: (await createBucket()).bucket })).toBe(403);
    expect(await send(ownerKey, { method: 'GET', ...object })).toBe(200);
    expect(await send(ownerKey, { method: 'DELETE', ...object })).toBe(204);
    const body = `Action=AssumeRole&Version=2011-06-15&RoleSessionName=again&DurationSeconds=900&RoleArn=${encodeURIComponent(made.roleArn ?? '')}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await send(session, { method: 'POST', headers, body })).toBe(403);
  });

  test('a second run finds everything and changes nothing', async () => {
    const { run } = await site();
    const args = ['--github', REPOSITORY, '--environment', 'production'];
    const first = await run(...args);
    const before = await look(first);
    const second = await run(...args);
    expect(second).toMatchObject({ exitCode: 0, roleArn: first.roleArn, name: first.name });
    expect(second.told).toEqual(
      ['provider', 'role', 'trust', 'owner', 'role-policy'].map((part) => `${part}: ok`),
    );
    expect(await look(second)).toEqual(before);
  });

  test('--dry-run reports the same steps and changes nothing, and so does that of revoke', async () => {
    const { run, revoke, providerArn } = await site();
    const args = ['--github', REPOSITORY];
    const dry = await run(...args, '--dry-run');
    expect(dry).toMatchObject({ exitCode: 0, told: MADE.map((part) => `${part}: would make`) });
    expect(await look(dry)).toEqual({ trust: undefined, policies: {} });
    expect(await findProvider(providerArn)).toContain('NoSuchEntity');
    const made = await run(...args);
    const before = await look(made);
    const revoked = await revoke(...args, '--dry-run');
    expect(revoked.told).toEqual(['sessions: would remove', 'role: would remove', 'provider: would remove']);
    expect(await look(made)).toEqual(before);
  });

  test('without --ref, all jobs of the repository are accepted, and those of a look-alike are not', async () => {
    const { run, askAs } = await site();
    const { roleArn } = await run('--github', REPOSITORY);
    for (const job of [{}, { ref: 'refs/heads/other' }, { environment: 'production' }]) {
      expect(await askAs(roleArn, job), JSON.stringify(job)).toBe('200');
    }
    for (const repository of ['octo/app2', 'octo/application', 'octo2/app', 'octo/ap']) {
      expect(await askAs(roleArn, { repository }), repository).toBe('403 AccessDenied');
    }
  });

  test('with the IDs of owner and repository, both forms of the subject are accepted', async () => {
    const { run, askAs, ask, issuer, audience } = await site();
    const { roleArn } = await run('--github', WITH_IDS, '--ref', 'main');
    expect(await askAs(roleArn, { ids: true })).toBe('200');
    expect(await askAs(roleArn, { ids: false })).toBe('200');
    expect(await askAs(roleArn, { ids: true, ref: 'refs/heads/other' })).toBe('403 AccessDenied');
    const squatter = { sub: 'repo:octo@666/app@777:ref:refs/heads/main' };
    expect(await ask(roleArn, issuer.mint(squatter, { audience }))).toEqual({ answer: '403 AccessDenied' });
  });

  test('GitLab: a branch, and tags with a wildcard', async () => {
    const { run, ask, issuer, audience } = await site();
    const branch = await run('--gitlab', 'group/app', '--ref', 'main');
    const tags = await run('--gitlab', 'group/app', '--ref', 'refs/tags/v*');
    expect(tags.told).toEqual(['provider: ok', 'role: made', 'owner: ok', 'role-policy: made']);
    const answer = (role: JsonProvisionRun, job: Parameters<typeof issuer.mintGitlab>[1]) =>
      ask(role.roleArn, issuer.mintGitlab({ audience }, job)).then((given) => given.answer);
    expect(await answer(branch, {})).toBe('200');
    expect(await answer(branch, { ref: 'main', refType: 'tag' })).toBe('403 AccessDenied');
    expect(await answer(branch, { project: 'group/sub/app' })).toBe('403 AccessDenied');
    expect(await answer(tags, { ref: 'v1.2', refType: 'tag' })).toBe('200');
    expect(await answer(tags, { ref: 'v1.2' })).toBe('403 AccessDenied');
  });

  test('any issuer: its subject is used unchanged', async () => {
    const { run, ask, issuer, audience } = await site();
    const subject = 'organization:acme:pipeline:app';
    const { roleArn } = await run('--subject', subject);
    expect((await ask(roleArn, issuer.mint({ sub: subject }, { audience }))).answer).toBe('200');
    const other = await ask(roleArn, issuer.mint({ sub: `${subject}2` }, { audience }));
    expect(other.answer).toBe('403 AccessDenied');
  });

  test('another audience is added to the provider, and the role accepts only that one', async () => {
    const { run, ask, issuer, audience, providerArn } = await site();
    await run('--github', REPOSITORY);
    const changed = await run('--github', REPOSITORY, '--audience', 'storage');
    expect(changed.told).toEqual([
      'provider: changed',
      'role: ok',
      'trust: changed',
      'owner: ok',
      'role-policy: ok',
    ]);
    expect(await findProvider(providerArn)).toContain('<member>storage</member>');
    expect((await ask(changed.roleArn, issuer.mintGithub({ audience: 'storage' }))).answer).toBe('200');
    expect((await ask(changed.roleArn, issuer.mintGithub({ audience }))).answer).toBe('403 AccessDenied');
  });

  test('revoke ends sessions at once, and removes the provider with its last role', async () => {
    const { run, revoke, ask, issuer, audience, bucket, providerArn } = await site();
    const args = ['--github', REPOSITORY, '--ref', 'main'];
    const made = await run(...args);
    await run('--github', REPOSITORY, '--environment', 'production');
    const { session } = await ask(made.roleArn, issuer.mintGithub({ audience }));
    const list = () =>
      operator().send(session ?? { accessKey: '', secretKey: '' }, { method: 'GET', bucket });
    expect(await list()).toMatchObject({ status: 200 });
    const first = await revoke(...args);
    expect(first).toMatchObject({
      exitCode: 0,
      told: ['sessions: removed', 'role: removed', 'provider: kept'],
    });
    expect(await list()).toMatchObject({ status: 403 });
    expect(await look(made)).toEqual({ trust: undefined, policies: {} });
    const last = await revoke('--github', REPOSITORY, '--environment', 'production');
    expect(last.told).toEqual(['sessions: removed', 'role: removed', 'provider: removed']);
    expect(await findProvider(providerArn)).toContain('NoSuchEntity');
    const again = await revoke(...args);
    expect(again).toMatchObject({ exitCode: 1, error: expect.stringContaining('There is no keyless role') });
  });

  test('revoke also removes a keyless role by the name that list shows', async () => {
    const { run, bucket, environment, ask, issuer, audience } = await site();
    const made = await run('--github', REPOSITORY);
    const revoked = await runJsonProvision(['revoke', bucket, '--name', made.name ?? ''], {
      ...environment,
    });
    expect(revoked).toMatchObject({
      exitCode: 0,
      told: ['sessions: removed', 'role: removed', 'provider: removed'],
    });
    expect((await ask(made.roleArn, issuer.mintGithub({ audience }))).answer).not.toBe('200');
  });

  test('revoke of a service credential says if its role still accepts tokens', async () => {
    const { run, bucket, environment, issuer } = await site();
    const name = `both-${bucket}`;
    await runJsonProvision([bucket, '--name', name], environment);
    const made = await run('--github', REPOSITORY, '--name', name);
    expect(made.told).toEqual(expect.arrayContaining(['provider: made', 'trust: changed', 'trust: kept']));
    const revoked = await runJsonProvision(['revoke', bucket, '--name', name], environment);
    expect(revoked.told).toEqual(['key: removed', 'trust: kept', 'sessions: kept']);
    expect(revoked.steps.find(({ status }) => status === 'kept')?.detail).toContain(issuer.name);
  });

  test('list shows keyless roles and service credentials, and what is wrong with them', async () => {
    const { run, environment, bucket, issuer, providerArn } = await site();
    const made = await run('--github', REPOSITORY);
    const one = await runProvision(['list', bucket], environment);
    expect(one).toMatchObject({
      exitCode: 0,
      stdout: `${bucket}  ${made.roleArn}  repo:${REPOSITORY}:* of ${issuer.name}; up to 12 h\n`,
    });
    const service = await runJsonProvision([bucket], environment);
    const both = await runProvision(['list', bucket], environment);
    expect(both.stdout.trim().split('\n')).toHaveLength(2);
    expect(both.stdout).toContain(service.credential?.OTTER_SERVICE_ACCESS_KEY);
    await operator().iam({
      Action: 'UpdateAssumeRolePolicy',
      RoleName: made.name ?? '',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: [providerArn] },
            Action: ['sts:AssumeRoleWithWebIdentity'],
          },
        ],
      }),
    });
    const loose = await runProvision(['list', bucket], environment);
    expect(loose.stdout).toContain(`accepts tokens of ${issuer.name} with any subject`);
    const refused = await run('--github', REPOSITORY);
    expect(refused).toMatchObject({ exitCode: 1, steps: [], error: expect.stringContaining('any subject') });
  });

  test('what others allow stays, and what is narrower is not widened', async () => {
    const { run, bucket, issuer, providerArn } = await site();
    const made = await run('--github', REPOSITORY, '--ref', 'main');
    const name = made.name ?? '';
    const theirs = {
      Effect: 'Allow',
      Principal: { Federated: [providerArn] },
      Action: ['sts:AssumeRoleWithWebIdentity'],
      Condition: { StringEquals: { [`${issuer.name}:sub`]: 'repo:octo/other:ref:refs/heads/main' } },
    };
    const { trust } = (await look(made)) as { trust: { Statement: unknown[] } };
    const Statement = [theirs, ...trust.Statement];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await operator().iam({ Action: 'UpdateAssumeRolePolicy', RoleName: name, PolicyDocument });
    const narrow = { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [`arn:aws:s3:::${bucket}`] };
    await operator().putRolePolicy(name, 'otter-sts', narrow);
    const run2 = await run('--github', REPOSITORY, '--ref', 'main');
    expect(run2.told).toEqual([
      'provider: ok',
      'role: ok',
      'trust: ok',
      'trust: kept',
      'owner: ok',
      'role-policy: kept',
    ]);
    expect(await operator().rolePolicies(name)).toMatchObject({ 'otter-sts': { Statement: [narrow] } });
  });

  test('the administrator needs each of the listed caps, and no others', async () => {
    const { run: _, bucket, issuer, environment } = await site();
    const args = [bucket, '--issuer', issuer.url, '--github', REPOSITORY];
    const runAs = async (uid: string, caps: string) => {
      const key = await operator().createUser(`${uid}-${bucket}`, { caps });
      const admin = { OTTER_ADMIN_ACCESS_KEY: key.accessKey, OTTER_ADMIN_SECRET_KEY: key.secretKey };
      return runJsonProvision(args, { ...environment, ...admin });
    };
    for (const missing of ['users', 'roles', 'oidc-provider', 'buckets']) {
      const caps = KEYLESS_CAPS.split(';').filter((cap) => !cap.startsWith(`${missing}=`));
      const refused = await runAs(missing, caps.join(';'));
      expect(refused).toMatchObject({ exitCode: 1, steps: [] });
      expect(refused.error).toContain(`${missing}=`);
    }
    expect(await runAs('all', KEYLESS_CAPS)).toMatchObject({ exitCode: 0 });
  });

  test('an issuer with another name, or one that cannot be reached, is reported in one sentence', async () => {
    const { bucket, issuer, environment, providerArn } = await site();
    const run = (url: string) =>
      runJsonProvision([bucket, '--issuer', url, '--subject', 'organization:acme:app'], environment);
    const slash = await run(`${issuer.url}/`);
    expect(slash).toMatchObject({
      exitCode: 1,
      steps: [],
      error: expect.stringContaining(`calls itself '${issuer.url}'`),
    });
    const absent = await run('https://127.0.0.1:9');
    expect(absent).toMatchObject({
      exitCode: 1,
      steps: [],
      error: expect.stringMatching(/^Reading https:\/\/127\.0\.0\.1:9\/\.well-known/),
    });
    expect(await findProvider(providerArn)).toContain('NoSuchEntity');
  });
}

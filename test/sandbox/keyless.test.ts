/** The sandbox as an issuer: tokens like those of GitHub and GitLab, and the role that accepts them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts';
import { readCiJob } from '../../sandbox/issuer/ci-job.ts';
import { sendIam } from '../support/ceph/accounts.ts';
import { assumeRoleWithWebIdentity } from '../support/ceph/web-identity.ts';
import { run } from '../support/command.ts';
import { githubClaims, gitlabClaims } from '../support/identity/claims.ts';
import { otterArguments, otterFile } from '../support/otter-program.ts';
import { sendSigned } from './signer.ts';

const open = (options: SandboxOptions = {}) =>
  startSandbox({ keyless: 'github:octo/app', report: () => undefined, consolePort: 0, ...options });

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await open();
});
afterAll(() => sandbox?.close());

const keylessOf = ({ keyless }: Sandbox) => {
  if (keyless === undefined) throw new Error('the sandbox is not keyless');
  return keyless;
};

/** Requests a token as the runner's own client does. */
async function request(from: Sandbox, audience?: string, secret?: string): Promise<Response> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } =
    keylessOf(from).variables;
  const address = audience === undefined ? url : `${url}&audience=${encodeURIComponent(audience)}`;
  return fetch(address, { headers: { authorization: `Bearer ${secret ?? token}` } });
}

async function requestToken(from: Sandbox, audience?: string): Promise<string> {
  const { value } = (await (await request(from, audience)).json()) as { value: string };
  return value;
}

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

const ask = (at: Sandbox, token: string, roleArn = keylessOf(at).roleArn) =>
  assumeRoleWithWebIdentity(at, roleArn, token).then(({ answer }) => answer);

/** Uses the console, as `otter-sts sandbox id-token` does. */
async function mint(from: Sandbox, fields: Record<string, string>): Promise<string> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const answer = await fetch(`${from.console}/id-tokens`, {
    method: 'POST',
    headers,
    body: JSON.stringify(fields),
  });
  const { idToken, error } = (await answer.json()) as { idToken?: string; error?: string };
  return idToken ?? `${answer.status} ${error}`;
}

describe('the token of a job', () => {
  test('of GitHub comes from the runner’s address, and gets a session', async () => {
    const { audience, subject } = keylessOf(sandbox);
    const token = await requestToken(sandbox, audience);
    expect(claimsOf(token)).toMatchObject({ aud: '127.0.0.1', sub: subject, repository: 'octo/app' });
    expect(await ask(sandbox, token)).toBe('200');
  });

  test('of GitHub claims what GitHub’s do, for five minutes', async () => {
    const claims = claimsOf(await requestToken(sandbox, 'x'));
    expect(Object.keys(claims)).toEqual(expect.arrayContaining(Object.keys(githubClaims())));
    expect(Number(claims.exp) - Number(claims.iat)).toBe(300);
    expect(claims.sub).toBe(githubClaims().sub);
  });

  test('of GitLab exists from the start, for an hour, and claims what GitLab’s do', async () => {
    const gitlab = await open({ keyless: 'gitlab:group/sub/app@release-1' });
    try {
      const token = keylessOf(gitlab).variables.OTTER_ID_TOKEN ?? '';
      const claims = claimsOf(token);
      const job = gitlabClaims({ project: 'group/sub/app', ref: 'release-1' });
      expect(Object.keys(claims)).toEqual(expect.arrayContaining(Object.keys(job)));
      expect(claims).toMatchObject({ sub: job.sub, namespace_path: 'group/sub', aud: '127.0.0.1' });
      expect(Number(claims.exp) - Number(claims.iat)).toBe(3600);
      expect(await ask(gitlab, token)).toBe('200');
    } finally {
      await gitlab.close();
    }
  });

  test('is refused without the runner’s secret', async () => {
    expect((await request(sandbox, 'x', 'guessed')).status).toBe(401);
    expect((await request(sandbox, 'x', '')).status).toBe(401);
    const url = keylessOf(sandbox).variables.ACTIONS_ID_TOKEN_REQUEST_URL ?? '';
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  });

  test('is for GitHub’s own audience by default, and then refused', async () => {
    const token = await requestToken(sandbox);
    expect(claimsOf(token).aud).toBe('https://github.com/octo');
    expect(await ask(sandbox, token)).toBe('403 AccessDenied');
  });
});

describe('the role', () => {
  test.each([
    ['another repository', { job: 'github:octo/other' }],
    ['another branch', { job: 'github:octo/app@feature' }],
    ['a tag of the branch’s name', { job: 'github:octo/app@refs/tags/main' }],
    ['GitLab', { job: 'gitlab:octo/app' }],
    ['another audience', { audience: 'other.example.com' }],
  ])('refuses a token of %s', async (_what, fields) => {
    expect(await ask(sandbox, await mint(sandbox, fields))).toBe('403 AccessDenied');
  });

  test('accepts the given job, whatever its branch is called', async () => {
    expect(await ask(sandbox, await mint(sandbox, { job: 'github:octo/app@refs/heads/main' }))).toBe('200');
  });

  test('is guarded: its session uses the objects of the bucket, and does not change the bucket', async () => {
    const { roleArn } = keylessOf(sandbox);
    const { session } = await assumeRoleWithWebIdentity(sandbox, roleArn, await mint(sandbox, {}));
    const { accessKeyId: accessKey = '', secretAccessKey: secretKey = '', sessionToken = '' } = session ?? {};
    const status = async (method: string, query = '', body = '') => {
      const raw = { method, path: '/my-first-bucket', query, body };
      return (await sendSigned(sandbox.endpoint, raw, { accessKey, secretKey, sessionToken })).status;
    };
    expect(await status('GET')).toBe(200);
    expect(await status('PUT', 'policy=', '{}')).toBe(403);
    expect(await status('DELETE')).toBe(403);
  });

  test('after a restart accepts the new job, and no longer the previous one', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'otter-keyless-'));
    try {
      const first = await open({ dataDirectory });
      const port = Number(new URL(first.endpoint).port);
      await first.close();
      const second = await open({ dataDirectory, port, keyless: 'github:octo/new' });
      expect(await ask(second, await mint(second, {}))).toBe('200');
      expect(await ask(second, await mint(second, { job: 'github:octo/app' }))).toBe('403 AccessDenied');
      await second.close();
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  });
});

describe('the issuer', () => {
  test('publishes what another storage needs to verify its tokens', async () => {
    const other = await startSandbox({ report: () => undefined });
    try {
      const { issuer, audience, subject } = keylessOf(sandbox);
      const name = issuer.replace('http://', '');
      const admin = { ...other.admin, endpoint: other.endpoint };
      await sendIam(admin, {
        Action: 'CreateOpenIDConnectProvider',
        Url: issuer,
        'ClientIDList.member.1': audience,
        'ThumbprintList.member.1': '0'.repeat(40),
      });
      const statement = {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam:::oidc-provider/${name}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${name}:sub`]: subject } },
      };
      const trust = { AssumeRolePolicyDocument: JSON.stringify({ Statement: [statement] }) };
      await sendIam(admin, { Action: 'CreateRole', RoleName: 'trusting', ...trust });
      const roleArn = 'arn:aws:iam:::role/trusting';
      expect(await ask(other, await requestToken(sandbox, audience), roleArn)).toBe('200');
      const stranger = await open();
      const foreign = claimsOf(await requestToken(stranger, audience));
      expect(foreign.iss).not.toBe(issuer);
      expect(await ask(other, await requestToken(stranger, audience), roleArn)).toBe('403 AccessDenied');
      await stranger.close();
    } finally {
      await other.close();
    }
  });

  test('does not exist by default', async () => {
    const plain = await startSandbox({ consolePort: 0 });
    try {
      expect(plain.keyless).toBeUndefined();
      const answer = await fetch(`${plain.endpoint}/_issuer/.well-known/openid-configuration`);
      expect(answer.status).not.toBe(200);
      expect(await mint(plain, {})).toMatch(/^404 .*--keyless/);
    } finally {
      await plain.close();
    }
  });
});

describe('the console', () => {
  const page = async (from: Sandbox) => (await fetch(`${from.console}/buckets/my-first-bucket`)).text();

  test('shows the role, its provider and its conditions', async () => {
    const { issuer, roleArn, subject } = keylessOf(sandbox);
    const text = await page(sandbox);
    expect(text).toContain('Keyless access');
    expect(text).toContain(roleArn);
    expect(text).toContain(`oidc-provider/${issuer.replace('http://', '')}`);
    expect(text).toContain(`:sub = ${subject}`);
  });

  test('warns of a role without a condition, and shows hostile conditions as text', async () => {
    const admin = { ...sandbox.admin, endpoint: sandbox.endpoint };
    const statement = {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam:::oidc-provider/x.example' },
      Action: 'sts:AssumeRoleWithWebIdentity',
    };
    const make = async (RoleName: string, change: object) => {
      const trust = JSON.stringify({ Statement: [{ ...statement, ...change }] });
      await sendIam(admin, { Action: 'CreateRole', RoleName, AssumeRolePolicyDocument: trust });
      const policy = { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::my-first-bucket/*' };
      const PolicyDocument = JSON.stringify({ Statement: [policy] });
      await sendIam(admin, { Action: 'PutRolePolicy', RoleName, PolicyName: 'p', PolicyDocument });
    };
    await make('open', {});
    await make('hostile', { Condition: { StringEquals: { 'x.example:sub': '<script>alert(1)</script>' } } });
    const text = await page(sandbox);
    expect(text).toContain('none: every token of the provider is accepted');
    expect(text).not.toContain('<script>alert(1)');
  });

  test('has no such section if no role trusts a provider', async () => {
    const plain = await startSandbox({ consolePort: 0 });
    expect(await page(plain)).not.toContain('Keyless access');
    await plain.close();
  });
});

describe('the name of a job', () => {
  test.each([
    ['github:octo/app', 'octo/app', 'refs/heads/main'],
    ['github:octo/app.js@feature/one', 'octo/app.js', 'refs/heads/feature/one'],
    ['github:octo/app@refs/tags/v1.0', 'octo/app', 'refs/tags/v1.0'],
    ['gitlab:group/sub/app@refs/heads/x', 'group/sub/app', 'refs/heads/x'],
  ])('%s is %s at %s', (text, repository, ref) => {
    expect(readCiJob(text)).toMatchObject({ repository, ref });
  });

  test.each([
    '',
    'octo/app',
    'gitea:octo/app',
    'github:octo',
    'github:octo/app/more',
    'github:octo/app@',
    'github:octo/app@refs/pull/1/merge',
    'github:octo/app@refs/heads/',
    'github:octo/*',
    'github:octo/app@a b',
    'github:octo/app@main\n',
    'gitlab:group//app',
  ])('%j is invalid', (text) => {
    expect(() => readCiJob(text)).toThrow(/^Invalid job '/);
  });
});

describe('otter-sts sandbox --keyless', () => {
  const sandboxed = (args: readonly string[], env: Record<string, string> = {}) =>
    run(otterFile, [...otterArguments, 'sandbox', '--port', '0', '--console-port', '0', ...args], { env });

  test('gives the command the variables of a GitHub job, and no key', async () => {
    const { stdout, code } = await sandboxed(['--keyless', 'github:octo/app', '--', 'env'], {
      OTTER_SERVICE_SECRET_KEY: 'of another place',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of another place',
    });
    expect(code).toBe(0);
    const names = stdout.split('\n').map((line) => line.split('=', 1)[0]);
    expect(names).toEqual(
      expect.arrayContaining([
        ...['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'GITHUB_ACTIONS'],
        ...['OTTER_AUDIENCE', 'OTTER_ROLE_ARN', 'OTTER_BUCKET', 'OTTER_ENDPOINT', 'OTTER_REGION'],
      ]),
    );
    expect(stdout).not.toMatch(/SERVICE|of another place/);
    expect(stdout).toMatch(/^OTTER_ROLE_ARN=.*:role\/bkr-1-keyless$/m);
  });

  test('gives the command a token like GitLab’s', async () => {
    const { stdout } = await sandboxed(['--keyless', 'gitlab:group/app', '--', 'env']);
    const [, token = ''] = /^OTTER_ID_TOKEN=(.*)$/m.exec(stdout) ?? [];
    expect(claimsOf(token)).toMatchObject({ project_path: 'group/app' });
    expect(stdout).not.toMatch(/ACTIONS_ID_TOKEN|SERVICE/);
  });

  test('prints a token for another job, and reports why it is refused', async () => {
    const script = `
      token=$($OTTER sandbox id-token --job github:octo/app@other)
      form="Action=AssumeRoleWithWebIdentity&RoleSessionName=try&RoleArn=$OTTER_ROLE_ARN&WebIdentityToken=$token"
      curl --silent --data "$form" "$OTTER_ENDPOINT/"`;
    const env = { OTTER: [otterFile, ...otterArguments].join(' ') };
    const { stdout, stderr } = await sandboxed(
      ['--keyless', 'github:octo/app', '--', 'sh', '-c', script],
      env,
    );
    expect(stdout).toContain('<Code>AccessDenied</Code><Message></Message>');
    expect(stderr).toContain('its sub is "repo:octo/app:ref:refs/heads/other"');
  });

  test('is in the summary and in the JSON', async () => {
    const args = ['sandbox', '--port', '0', '--console-port', '0', '--keyless', 'github:octo/app', '--json'];
    const { stdout } = await run(otterFile, [...otterArguments, ...args, '--', 'true'], {});
    expect(JSON.parse(stdout).keyless).toMatchObject({
      issuer: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/_issuer$/),
      audience: '127.0.0.1',
      subject: 'repo:octo/app:ref:refs/heads/main',
      roleArn: expect.stringContaining('bkr-1-keyless'),
    });
  });

  test.each([
    [['--keyless', 'octo/app'], "Invalid job 'octo/app': write github:OWNER/NAME"],
    [['--issuer-ca', '/none/ca.pem'], '--issuer-ca cannot be read: ENOENT'],
  ])('%j is refused', async (args, message) => {
    const { code, stderr } = await sandboxed([...args, '--', 'true']);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('refuses a file without a certificate for --issuer-ca', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otter-ca-'));
    writeFileSync(join(folder, 'ca.pem'), 'nothing');
    const { code, stderr } = await sandboxed(['--issuer-ca', join(folder, 'ca.pem'), '--', 'true']);
    rmSync(folder, { recursive: true });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--issuer-ca has no certificate')]);
  });
});

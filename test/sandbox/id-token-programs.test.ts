/** Jobs of Buildkite and CircleCI without a key, on a sandbox that verifies the tokens which their programs print. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDownload } from '../../cli/download.ts';
import { addEnv } from '../../cli/env.ts';
import type { AddCommand } from '../../cli/program.ts';
import { addUpload } from '../../cli/upload.ts';
import { encodings } from '../../src/masking/index.ts';
import { makeServerCertificate } from '../support/certificates.ts';
import { runJsonCheck } from '../support/check-run.ts';
import { run } from '../support/command.ts';
import { snippetToRun } from '../support/documents.ts';
import { BUILDKITE, CIRCLECI, type Claims } from '../support/identity/claims.ts';
import { type IdentityIssuer, type Minting, startIssuer } from '../support/identity/issuer.ts';
import { type RunnerEndpoint, startRunnerEndpoint } from '../support/identity/runner-endpoint.ts';
import { TokenProgram, writeProgram } from '../support/identity/stand-in.ts';
import { otterArguments, otterFile, otterInShell } from '../support/otter-program.ts';
import { runCommand } from '../support/program-run.ts';
import { provisionEnvironment, runJsonProvision } from '../support/provision/run.ts';
import { bucketPool } from './bucket-pool.ts';
import { useSandbox } from './fixture.ts';

const AUDIENCE = '127.0.0.1';
const ACCESS_TOKEN = 'access-token-of-the-job';

const folder = mkdtempSync(join(tmpdir(), 'otter-programs-'));
const certificate = await makeServerCertificate(folder);
const pool = bucketPool(5);
const fixture = useSandbox({
  buckets: pool.names,
  issuerAuthorities: readFileSync(certificate.caBundle, 'utf8'),
  report: () => undefined,
});

let issuer: IdentityIssuer;
let runner: RunnerEndpoint;
/** What tokens claim. */
let claims: Claims;
let minting: Partial<Minting> = {};
const tokens: string[] = [];

/** The variables of a job that may use a bucket. */
const jobs: Record<'buildkite' | 'circleci', Record<string, string>> = { buildkite: {}, circleci: {} };
let agent: TokenProgram;
let circleci: TokenProgram;

const pathWith = (first: string) => [first, dirname(process.execPath), process.env.PATH].join(delimiter);

beforeAll(async () => {
  issuer = await startIssuer(certificate);
  runner = await startRunnerEndpoint((audience) => {
    const token = issuer.mint(claims, { audience, ...minting });
    tokens.push(token);
    return token;
  });
  agent = new TokenProgram(join(folder, 'buildkite'), 'buildkite-agent', runner);
  circleci = new TokenProgram(join(folder, 'circleci'), 'circleci', runner);
  jobs.buildkite = {
    ...(await provision(BUILDKITE.trusted)),
    BUILDKITE: 'true',
    BUILDKITE_JOB_ID: '0184990a-477b-4fa8-9968-496074483cee',
    BUILDKITE_AGENT_ACCESS_TOKEN: ACCESS_TOKEN,
    PATH: pathWith(agent.folder),
  };
  jobs.circleci = {
    ...(await provision(CIRCLECI.trusted)),
    CIRCLECI: 'true',
    PATH: pathWith(circleci.folder),
  };
});
afterAll(async () => {
  await runner?.close();
  await issuer?.close();
  rmSync(folder, { recursive: true });
});

/** As an administrator does it once. */
async function provision(subject: string): Promise<Record<string, string>> {
  const owned = await pool.take(fixture);
  const server = pool.server(fixture);
  const environment = { ...provisionEnvironment(server, owned), OTTER_CA_BUNDLE: issuer.caBundle };
  const args = [owned.bucket, '--issuer', issuer.url, '--subject', subject];
  const { roleArn = '' } = await runJsonProvision(args, environment);
  return { OTTER_ROLE_ARN: roleArn, OTTER_BUCKET: owned.bucket, OTTER_ENDPOINT: server.endpoint };
}

/** Runs a command in this process, which must not show a token. */
async function ask(add: AddCommand, args: readonly string[], env: Record<string, string>) {
  const result = await runCommand(add, args, env);
  expectNoToken(result);
  return result;
}

/** The same in a process of its own. */
async function otter(args: readonly string[], env: Record<string, string>) {
  const result = await run(otterFile, [...otterArguments, ...args], { env });
  expectNoToken(result);
  return result;
}

function expectNoToken({ stdout, stderr }: { stdout: string; stderr: string }): void {
  const secrets = tokens.flatMap((token) => encodings(token));
  expect(secrets.filter((secret) => `${stdout}${stderr}`.includes(secret))).toEqual([]);
}

const FETCH = ['download', '--prefix', 'pems/'];

/** Asks for credentials until there were enough different ones. */
const OUTLIVE = `
fetch() { curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI" | cksum; }
seen=""; count=0
while [ $count -lt 3 ]; do
  now=$(fetch); [ "$now" = "$seen" ] || count=$((count + 1))
  seen=$now; sleep 0.1
done`;

describe('a job of Buildkite', () => {
  beforeAll(() => {
    claims = { sub: BUILDKITE.subject };
  });

  test('has exec renew its session with a new token each time, though each lasts three seconds', async () => {
    minting = { expiresIn: 3 };
    const before = tokens.length;
    const script = `${OUTLIVE}
cd '${agent.folder}'; env; tail -1 calls; head -1 tokens; head -1 tokens | base64 | tr -d '\\n'`;
    const { code, stdout, stderr } = await otter(
      ['exec', '--duration', '2s', '--', 'sh', '-c', script],
      jobs.buildkite,
    ).finally(() => {
      minting = {};
    });
    expect(code, stderr).toBe(0);
    expect(stderr).not.toContain('cannot be renewed');
    expect(tokens.length - before).toBeGreaterThanOrEqual(3);
    expect(new Set(runner.audiences)).toEqual(new Set([AUDIENCE]));
    expect(stdout).toContain(`oidc request-token --audience ${AUDIENCE} --lifetime 300`);
    expect(stdout.match(/^\*\*\*/gm), stdout).toHaveLength(2);
    expect(stdout).toContain('BUILDKITE_JOB_ID=');
    expect(stdout).not.toMatch(/BUILDKITE_AGENT_ACCESS_TOKEN|OTTER_SERVICE/);
    expect(agent.environment).toContain(`BUILDKITE_AGENT_ACCESS_TOKEN=${ACCESS_TOKEN}`);
    expect(agent.environment).not.toMatch(/OTTER_|AWS_/);
  });

  test('has an agent renew its session, which asks Buildkite’s by itself', async () => {
    const script = `set -e
agent=$($OTTER agent start --parent-pid $$ --duration 2s); eval "$agent"
${OUTLIVE}
$OTTER agent stop`;
    const env = { ...jobs.buildkite, OTTER: [otterFile, ...otterArguments].join(' ') };
    const before = tokens.length;
    const { code, stderr } = await run('sh', ['-c', script], { env, home: folder });
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/after [1-9]\d* renewals and 0 failures/);
    expect(tokens.length - before).toBeGreaterThanOrEqual(3);
  });

  test('uploads and downloads', async () => {
    const upload = await ask(addUpload, ['upload', `${folder}/*.pem`, '--prefix', 'pems/'], jobs.buildkite);
    expect(upload.exitCode, upload.stderr).toBe(0);
    const back = join(folder, 'back');
    const download = await ask(addDownload, [...FETCH, '--directory', back], jobs.buildkite);
    expect(download.exitCode, download.stderr).toBe(0);
    expect(readFileSync(join(back, 'server.pem'))).toEqual(readFileSync(certificate.certificate));
  });

  test('is checked, with a token for another audience too', async () => {
    const { lines, line } = await runJsonCheck([], jobs.buildkite);
    expect(lines.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(line('audience')).toMatchObject({ status: 'ok' });
    expect(line('token').detail).toContain(BUILDKITE.subject);
  });

  test('that is refused is told the trust policy for later builds', async () => {
    claims = { sub: BUILDKITE.subject.replace('heads/main', 'heads/other') };
    const { exitCode, stderr } = await ask(addEnv, ['env'], jobs.buildkite).finally(() => {
      claims = { sub: BUILDKITE.subject };
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('whatever its commit, its step and the user who started it:');
    expect(stderr).toContain(BUILDKITE.trusted.replace('heads/main', 'heads/other'));
  });

  test('with a session of an earlier step transfers with that, and not with a token', async () => {
    const before = tokens.length;
    const session = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y', AWS_SESSION_TOKEN: 'z' };
    await ask(addDownload, [...FETCH, '--directory', join(folder, 'never')], {
      ...jobs.buildkite,
      ...session,
    });
    expect(tokens.length).toBe(before);
  });

  test.each([
    [
      'fails and shows the token',
      'buildkite-agent oidc request-token --audience x >&2; exit 1',
      /it ended with exit code 1, and said: …\.$/m,
    ],
    ['prints something else', 'echo "<html>"', /what it printed is not an identity token\.$/m],
  ])('whose agent %s fails, with the reason', async (_, script, said) => {
    const other = writeProgram(
      join(folder, 'other'),
      'buildkite-agent',
      `PATH='${agent.folder}':$PATH\n${script}`,
    );
    const { exitCode, stderr } = await ask(addEnv, ['env'], { ...jobs.buildkite, PATH: pathWith(other) });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(said);
  });
});

describe('a job of CircleCI', () => {
  beforeAll(() => {
    claims = { sub: CIRCLECI.subject };
  });

  test('has the program print a token for the endpoint’s host', async () => {
    const { code, stdout, stderr } = await otter(['exec', '--', 'env'], {
      ...jobs.circleci,
      CIRCLE_OIDC_TOKEN: issuer.mint(claims, { audience: 'the-organization' }),
    });
    expect(code, stderr).toBe(0);
    expect(circleci.calls.at(-1)).toBe(`run oidc get --claims {"aud":"${AUDIENCE}"}`);
    expect(circleci.environment).not.toMatch(/OTTER_|CIRCLE_OIDC_TOKEN/);
    expect(stdout).not.toContain('CIRCLE_OIDC_TOKEN');
  });

  const withoutProgram = (audience: string, more: Record<string, string> = {}) => ({
    ...jobs.circleci,
    PATH: pathWith('/none'),
    CIRCLE_OIDC_TOKEN_V2: issuer.mint(claims, { audience }),
    ...more,
  });

  test('without the program has the one token of the job, and is told what that means', async () => {
    const { code, stdout, stderr } = await otter(['exec', '--', 'env'], withoutProgram(AUDIENCE));
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(
      'otter-sts: There is no program circleci on the PATH, so the token in CIRCLE_OIDC_TOKEN_V2 is used.',
    );
    expect(stderr).toMatch(
      /warning: the identity token expires at .*: from then on the session cannot be renewed/,
    );
    expect(stdout).not.toContain('CIRCLE_OIDC_TOKEN');
  });

  test('without the program is told in a transfer too, once, and as an event with --json', async () => {
    const args = [...FETCH, '--directory', join(folder, 'none')];
    const { stderr } = await ask(addDownload, args, withoutProgram(AUDIENCE));
    expect(stderr.match(/There is no program circleci/g)).toHaveLength(1);
    expect(stderr.match(/warning: the identity token expires at .*Z: from then on/g)).toHaveLength(1);
    const json = await ask(addDownload, [...args, '--json'], withoutProgram(AUDIENCE));
    const events = json.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    expect(events.filter(({ event }) => event === 'note')).toHaveLength(2);
  });

  test('whose one token is refused is shown its audience', async () => {
    const { exitCode, stderr } = await ask(addEnv, ['env'], withoutProgram('the-organization'));
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^ +aud +the-organization$/m);
    const args = ['env', '--audience', AUDIENCE];
    const named = await ask(addEnv, args, withoutProgram('the-organization'));
    expect(named.exitCode).toBe(2);
    expect(named.stderr).toContain(
      "audience (--audience, OTTER_AUDIENCE) is '127.0.0.1', but the token in CIRCLE_OIDC_TOKEN_V2 is for 'the-organization': leave audience empty,",
    );
  });
});

describe('docs/keyless.md', () => {
  /** Runs the administrator's command as it stands but for names and addresses. @returns what a job needs to know */
  async function runAdministrator(snippet: string, replaced: readonly (readonly [string, string])[]) {
    const { bucket, ownerKey } = await pool.take(fixture);
    const administrator = provisionEnvironment(pool.server(fixture), { ownerKey });
    const text = [['provision builds', `provision ${bucket}`] as const, ...replaced].reduce(
      (text, [from, to]) => text.replaceAll(from, to),
      snippet,
    );
    const bin = writeProgram(join(folder, 'bin'), 'otter-sts', `exec ${otterInShell} "$@"`);
    const env = { ...administrator, OTTER_CA_BUNDLE: issuer.caBundle, PATH: pathWith(bin) };
    const { code, stdout, stderr } = await run('sh', ['-eu'], { env, input: text });
    expect(code, stderr).toBe(0);
    const [, roleArn = ''] = /(?:OTTER_ROLE_ARN=|role-arn: )(\S+)/.exec(stdout) ?? [];
    const { endpoint } = fixture.sandbox;
    return { bin, job: { OTTER_ROLE_ARN: roleArn, OTTER_BUCKET: bucket, OTTER_ENDPOINT: endpoint } };
  }

  /** Runs a job's command in a checkout with a build. */
  async function runJob(command: string, env: Record<string, string>): Promise<void> {
    const cwd = mkdtempSync(join(folder, 'checkout-'));
    mkdirSync(join(cwd, 'build'));
    writeFileSync(join(cwd, 'build/app.js'), 'app');
    const { code, stdout, stderr } = await run('sh', ['-eu', '-c', command], { cwd, env });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('app/main/otter-manifest.json');
  }

  test('Buildkite: the role, and the upload', async () => {
    claims = { sub: BUILDKITE.subject };
    const pipeline = load(snippetToRun('docs/keyless.md', 'buildkite')) as {
      steps: { command: string; env: Record<string, string> }[];
    };
    const [step] = pipeline.steps;
    const snippet = snippetToRun('docs/keyless.md', 'buildkite role');
    const { bin, job } = await runAdministrator(snippet, [['https://agent.buildkite.com', issuer.url]]);
    expect(Object.keys(step?.env ?? {})).toEqual(Object.keys(job));
    const system = {
      BUILDKITE: 'true',
      BUILDKITE_BRANCH: 'main',
      BUILDKITE_AGENT_ACCESS_TOKEN: ACCESS_TOKEN,
    };
    await runJob(step?.command ?? '', { ...job, ...system, PATH: pathWith(`${bin}:${agent.folder}`) });
  });

  test('CircleCI: the role, and the upload', async () => {
    claims = { sub: CIRCLECI.subject };
    const config = load(snippetToRun('docs/keyless.md', 'circleci')) as {
      jobs: { upload: { environment: Record<string, string>; steps: [string, { run: string }] } };
    };
    const { environment, steps } = config.jobs.upload;
    const snippet = snippetToRun('docs/keyless.md', 'circleci role');
    const { bin, job } = await runAdministrator(snippet, [
      ['https://oidc.circleci.com/org/$ORGANIZATION', issuer.url],
    ]);
    expect(Object.keys(environment)).toEqual(Object.keys(job));
    const system = { CIRCLECI: 'true', CIRCLE_BRANCH: 'main', PATH: pathWith(`${bin}:${circleci.folder}`) };
    await runJob(steps[1].run, { ...job, ...system });
  });

  test('Forgejo: the role, which accepts the token of its job', async () => {
    const forgejo = await startIssuer(certificate, { path: '/api/actions' });
    const runner = await startRunnerEndpoint((audience) => forgejo.mintGithub({ audience }));
    try {
      const snippet = snippetToRun('docs/keyless.md', 'forgejo role');
      const { job } = await runAdministrator(snippet, [
        ['https://forgejo.example.com/api/actions', forgejo.url],
      ]);
      const system = { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://forgejo.example.com' };
      const { exitCode, stderr } = await ask(addEnv, ['env'], { ...job, ...system, ...runner.environment });
      expect(exitCode, stderr).toBe(0);
      expect(stderr).toContain('issued by https://forgejo.example.com, not by github.com:');
    } finally {
      await runner.close();
      await forgejo.close();
    }
  });
});

test('a job of GitHub Enterprise Server is told which issuer the storage has to know', async () => {
  const job = {
    ...jobs.buildkite,
    ...runner.environment,
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: 'https://ghe.example.com',
  };
  claims = { sub: BUILDKITE.subject };
  const { exitCode, stderr } = await ask(addEnv, ['env'], job);
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toContain(
    'otter-sts: The identity token is issued by https://ghe.example.com, not by github.com:',
  );
});

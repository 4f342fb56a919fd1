import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, type SandboxBucket, startSandbox } from '../../sandbox/index.ts';
import { encodings } from '../../src/masking/index.ts';
import { type RunStep, runWithAgent, runWithStandIn } from '../support/buildkite/job.ts';

let sandbox: Sandbox;
let bucket: SandboxBucket;
let folder: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, minimumDurationSeconds: 1 });
  [bucket] = sandbox.buckets as [SandboxBucket];
});
afterAll(() => sandbox.close());

/** For what a command writes down for its test. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otter-buildkite-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The options of a step, without the keys. */
const place = () => ({ 'role-arn': bucket.roleArn, bucket: bucket.bucket, endpoint: sandbox.endpoint });

/** Keys as Buildkite secrets, and the options that name them. */
const STORED = { 'service-access-key': 'ACCESS', 'service-secret-key': 'SECRET' };
const stored = () => ({ ACCESS: bucket.serviceAccessKey, SECRET: bucket.serviceSecretKey });

/** Prints secrets as careless commands do, and keeps them for the test. */
const SHOW = (file: string) => `tee -a '${file}' | while read -r secret; do
  echo "$secret"; printf %s "$secret" | base64 | tr -d '\\n'; echo; printf %s "$secret" | od -An -tx1 | tr -d ' \\n'; echo
done`;

function expectMasked(log: string, file: string): void {
  const secrets = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  expect(secrets.length).toBeGreaterThan(0);
  const shown = [...secrets, bucket.serviceSecretKey].flatMap(encodings).filter((text) => log.includes(text));
  expect(shown).toEqual([]);
  expect(log).toContain('[REDACTED]');
}

/** The storage trusts the sandbox's issuer, whose tokens are of GitHub's shape; which claims are in one is no matter here. */
async function requestToken(variables: Readonly<Record<string, string>>, audience: string): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = variables;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}&audience=${encodeURIComponent(audience)}`, { headers });
  return ((await answer.json()) as { value: string }).value;
}

/**
 * The real agent takes part where it is on the PATH. It is not installed for this: its build takes four minutes of a core
 * (`go build github.com/buildkite/agent/v3`), which is more than all that is tested here.
 */
function findAgent(): string | undefined {
  try {
    return execFileSync('sh', ['-c', 'command -v buildkite-agent'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

const agent = findAgent();
const agents: [string, RunStep][] = [
  ['an agent that stands in', runWithStandIn],
  ...(agent === undefined ? [] : [['the agent', runWithAgent(agent)] as [string, RunStep]]),
];

describe.each(agents)('a step on Buildkite, with %s', (_, runStep) => {
  test('has a masked session, and not the service credential', async () => {
    const [secrets, environment] = [join(folder, 'plain'), join(folder, 'environment')];
    const command = `printenv AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN | ${SHOW(secrets)}
printenv > '${environment}'
cd '${folder}'; echo hello > file; "$OTTER_STS" upload file --prefix builds/`;
    const { code, log } = await runStep({ options: { ...place(), ...STORED }, secrets: stored(), command });
    expect(code, log).toBe(0);
    expect(log).toMatch(/1 file, 6 B: /);
    expectMasked(log, secrets);
    expect(readFileSync(environment, 'utf8')).not.toContain(bucket.serviceSecretKey);
  });

  test('runs no program of the checkout, although the PATH has relative and empty folders, and keeps that PATH', async () => {
    const ran = join(folder, 'ran');
    for (const name of ['otter-sts', 'node', 'buildkite-agent', 'head']) {
      writeFileSync(join(folder, name), `#!/bin/sh\necho ${name} >>'${ran}'\n`, { mode: 0o755 });
    }
    const pathBefore = `${relative('.', folder)}::`;
    const { code, log } = await runStep({
      options: { ...place(), ...STORED, refresh: true },
      secrets: stored(),
      pathBefore,
      command: 'echo "the PATH is $PATH"',
    });
    expect(existsSync(ran)).toBe(false);
    expect(code, log).toBe(0);
    expect(log).toContain(`the PATH is ${pathBefore}/`);
  });

  test('takes the service credential from variables, and from its environment', async () => {
    const environment = join(folder, 'variables');
    const env = { OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey, MY_KEY: bucket.serviceSecretKey };
    const options = { ...place(), 'service-secret-key': 'MY_KEY' };
    const command = `printenv > '${environment}'`;
    const { code, log } = await runStep({ options, env, command });
    expect(code, log).toBe(0);
    const seen = readFileSync(environment, 'utf8');
    expect(seen).toContain('AWS_SESSION_TOKEN=');
    expect(seen).not.toContain(bucket.serviceSecretKey);
  });

  test('has a session without any key, for an identity token that Buildkite gives', async () => {
    const keyless = await startSandbox({
      port: 0,
      consolePort: 0,
      keyless: 'github:octo/app',
      report: () => {},
    });
    try {
      const { roleArn = '', audience = '', variables = {} } = keyless.keyless ?? {};
      const token = await requestToken(variables, audience);
      const options = { 'role-arn': roleArn, bucket: keyless.buckets[0]?.bucket ?? '', audience };
      const secrets = join(folder, 'keyless');
      const { code, log } = await runStep({
        options: { ...options, endpoint: keyless.endpoint },
        idToken: token,
        command: `printenv AWS_SESSION_TOKEN | ${SHOW(secrets)}`,
      });
      expect(code, log).toBe(0);
      expectMasked(log, secrets);
      expect(log).not.toContain(token.split('.')[2]);
    } finally {
      await keyless.close();
    }
  });

  test('has sessions that are renewed and masked, and leaves nothing behind', async () => {
    const secrets = join(folder, 'renewed');
    const fetching = `for (const seen = new Set(); seen.size < 3; ) {
      const headers = { authorization: process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN };
      const answer = await fetch(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI, { headers });
      const { SecretAccessKey: key, Token: token } = await answer.json();
      if (!seen.has(key)) console.log([key, token].join("\\n"));
      seen.add(key);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }`;
    const command = `printenv AWS_CONTAINER_AUTHORIZATION_TOKEN | ${SHOW(secrets)}
node --input-type=module -e '${fetching}' | ${SHOW(secrets)}`;
    const options = { ...place(), ...STORED, refresh: true, duration: '5s' };
    const { code, log, leftovers } = await runStep({ options, secrets: stored(), command });
    expect(code, log).toBe(0);
    expect(readFileSync(secrets, 'utf8').trim().split('\n')).toHaveLength(7);
    expectMasked(log, secrets);
    expect(log).toMatch(/the agent is stopped, after \d+ renewals and 0 failures/);
    // The folder of all agents of this user stays.
    expect(leftovers.filter((path) => path.includes('/'))).toEqual([]);
  });

  test('fails before its command where it cannot have a session, and says why', async () => {
    const failing = async (options: Record<string, string>, secrets: Record<string, string>) => {
      const { code, log } = await runStep({
        options: { ...place(), ...options },
        secrets,
        command: 'echo ran',
      });
      expect(code).not.toBe(0);
      expect(log).not.toMatch(/^ran$/m);
      return log;
    };
    const key = { 'service-secret-key': 'not/a/name' };
    expect(await failing(key, {})).toContain(
      'otter-sts: service-secret-key must be the name of a Buildkite secret or of a variable, and not the key itself.',
    );
    expect(await failing(STORED, {})).toContain(
      'otter-sts: ACCESS is neither a variable of this job nor a Buildkite secret that it may read.',
    );
    expect(await failing(STORED, { ...stored(), SECRET: 'wrong-but-long-enough-to-be-a-key' })).toContain(
      '403 AccessDenied',
    );
  });
});

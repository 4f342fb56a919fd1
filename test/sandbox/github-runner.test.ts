/** The actions where a runner does what act does not: cancels in stages, ends what is left, masks in its own way. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, type SandboxBucket, startSandbox } from '../../sandbox/index.ts';
import { encodings } from '../../src/masking/index.ts';
import { GithubJob } from '../support/github-runner.ts';
import { startSlowProxy } from '../support/slow-proxy.ts';

// A job's processes are found in /proc, which only Linux has.
const describeJob = describe.skipIf(process.platform !== 'linux');

let sandbox: Sandbox;
let bucket: SandboxBucket;
let job: GithubJob;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  [bucket] = sandbox.buckets as [SandboxBucket];
});
afterAll(() => sandbox.close());

beforeEach(() => {
  job = new GithubJob();
});
// Also when a test fails.
afterEach(() => void job.end());

const inputs = (more: Readonly<Record<string, string>> = {}) => ({
  'service-access-key': bucket.serviceAccessKey,
  'service-secret-key': bucket.serviceSecretKey,
  'role-arn': bucket.roleArn,
  bucket: bucket.bucket,
  endpoint: sandbox.endpoint,
  cleanup: 'true',
  summary: 'true',
  ...more,
});

/** Prints secrets as careless commands do. */
const SHOW = `show() { printf '%s\\n' "$1"; printf %s "$1" | base64 -w 0; echo; printf ' %s' "$1" | base64 -w 0; echo
  printf %s "$1" | od -An -tx1 | tr -d ' \\n'; echo; printf %s "$1" | base64 -w 0 | tr '+/' '-_'; echo; }
`;

function expectMasked(secrets: readonly (string | undefined)[]): void {
  const all = [bucket.serviceSecretKey, ...secrets].filter((secret) => secret !== undefined);
  expect(all.length).toBe(secrets.length + 1);
  expect(all.flatMap(encodings).filter((text) => job.log.includes(text))).toEqual([]);
}

/** The agent's folder stays where nobody could remove it, and has nothing but its log and socket. */
const AGENT_FILES = /^otter-sts-\w+(\/(control|agent\.log|token))?$/;
const AGENT = /\/dist\/agent\/index\.js$/;

describeJob('a session of a job', () => {
  test('is masked in later steps, and gone after the post step', async () => {
    expect(await job.action('main', inputs())).toMatchObject({
      code: 0,
      summary: expect.stringMatching(/^### S3/),
    });
    const { AWS_SECRET_ACCESS_KEY: key, AWS_SESSION_TOKEN: token } = job.variables;
    await job.script(`${SHOW}show "$AWS_SECRET_ACCESS_KEY"; show "$AWS_SESSION_TOKEN"`);
    expectMasked([key, token]);
    expect(job.log).toMatch(/^\*\*\*\n/m);
    expect((await job.action('post')).code).toBe(0);
    expect(job.variables.AWS_SESSION_TOKEN).toBe('');
    expect(job.end()).toEqual({ processes: [], files: [] });
  });

  test('that is renewed ends with the post step, though the step before was cancelled', async () => {
    expect((await job.action('main', inputs({ refresh: 'true' }))).code).toBe(0);
    const token = job.variables.AWS_CONTAINER_AUTHORIZATION_TOKEN;
    const script = `${SHOW}show "$AWS_CONTAINER_AUTHORIZATION_TOKEN"; echo working; sleep 60`;
    const { cancelledBy } = await job.script(script, { cancelAt: 'working' });
    expect(cancelledBy).toBe('SIGINT');
    expectMasked([token]);
    expect((await job.action('post')).code).toBe(0);
    expect(job.log).toMatch(/The agent is stopped: 0 renewals\./);
    const { processes, files } = job.end();
    expect(processes.filter((command) => command !== 'sleep 60')).toEqual([]);
    expect(files).toEqual([]);
  });

  test('that is renewed ends with the job, where the post step is cancelled', async () => {
    expect((await job.action('main', inputs({ refresh: 'true' }))).code).toBe(0);
    await job.action('post', {}, { cancelWhen: Promise.resolve() });
    expectMasked([job.variables.AWS_CONTAINER_AUTHORIZATION_TOKEN]);
    const { processes, files } = job.end();
    for (const command of processes) expect(command).toMatch(AGENT);
    for (const file of files) expect(file).toMatch(AGENT_FILES);
  });
});

describeJob('a step that is cancelled while it asks for a session', () => {
  let server: Server;
  let asked: Promise<unknown>;

  beforeEach(async () => {
    server = createServer(() => undefined).listen(0, '127.0.0.1');
    asked = once(server, 'request');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test.each([
    ['once', {}],
    ['with refresh', { refresh: 'true' }],
    ['for a script', { run: 'echo ran' }],
  ])('%s leaves nothing', async (_, mode) => {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { cancelledBy } = await job.action('main', inputs({ endpoint, ...mode }), { cancelWhen: asked });
    expect(cancelledBy).toBe('SIGINT');
    expect(job.variables).toEqual({});
    expectMasked([]);
    expect(job.log).not.toContain('ran');
    await job.untilQuiet();
    expect(job.end().files).toEqual([]);
  });
});

describeJob('a script of run that is cancelled', () => {
  test('can end by itself, with its credentials still there', async () => {
    const run = `trap 'printenv AWS_CONTAINER_AUTHORIZATION_TOKEN; exit 7' INT
echo working; while :; do sleep 0.1; done`;
    const end = await job.action('main', inputs({ run }), { cancelAt: 'working' });
    expect(end).toMatchObject({ code: 7, cancelledBy: 'SIGINT' });
    expect(job.log).toMatch(/working\n\*\*\*$/m);
    expect(job.end()).toEqual({ processes: [], files: [] });
  });

  test('is killed if it does not, and what it leaves is ended with the job', async () => {
    const run = `trap '' INT TERM; echo working; printenv AWS_CONTAINER_AUTHORIZATION_TOKEN | base64 -w 0; echo
sleep 98765`;
    const end = await job.action('main', inputs({ run }), { cancelAt: 'working' });
    expect(end.cancelledBy).toBe('SIGKILL');
    expectMasked([]);
    const { processes, files } = job.end();
    expect(processes).toContain('sleep 98765');
    expect(processes.filter((command) => /\/dist\//.test(command))).toEqual([]);
    expect(files).toEqual([]);
  });
});

describeJob('an upload', () => {
  test('that is cancelled removes what is unfinished, and says so', async () => {
    const proxy = await startSlowProxy(sandbox.endpoint, 4_000_000);
    try {
      writeFileSync(join(job.folder, 'large'), Buffer.alloc(60_000_000));
      const options = { path: 'large', prefix: 'cancelled/', endpoint: proxy.url };
      const cancelWhen = untilPassed(proxy, 2_000_000);
      const end = await job.action('upload', inputs(options), { cancelWhen });
      expect(end.cancelledBy, job.log).toMatch(/^SIG(INT|TERM)$/);
      expect(end.code).toBe(130);
      expect(job.log).toContain('::error::Cancelled by SIGINT. Unfinished work was removed.');
      expectMasked([]);
      expect(job.end()).toEqual({ processes: [], files: [] });
    } finally {
      await proxy.close();
    }
  });

  test('leaves the summary below the limit, and says that it is not in it', async () => {
    const summary = 'x'.repeat(1024 * 1024 - 100);
    writeFileSync(join(job.folder, 'small'), 'hello');
    const options = { path: 'small', prefix: 'summary/' };
    const end = await job.action('upload', inputs(options), { summary });
    expect(end).toMatchObject({ code: 0, summary });
    expect(job.log).toContain(
      'This step is not in the job summary, because GitHub shows no summary over 1 MiB.',
    );
  });
});

async function untilPassed(proxy: { passed(): number }, bytes: number): Promise<void> {
  while (proxy.passed() < bytes) await new Promise((resolve) => setTimeout(resolve, 20));
}

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, type SandboxBucket, startSandbox } from '../../sandbox/index.ts';
import { sessionVariables, targetVariables } from '../../src/credentials/environment.ts';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import { S3Client } from '../../src/s3/client.ts';
import { exchange } from '../../src/sts/exchange.ts';
import { runCheck, runJsonCheck } from '../support/check-run.ts';
import { run } from '../support/command.ts';
import { otterInShell } from '../support/otter-program.ts';
import { startOverloaded } from '../support/overloaded.ts';

let sandbox: Sandbox;
let own: SandboxBucket;

beforeAll(async () => {
  sandbox = await startSandbox({ buckets: ['own-bucket', 'other-bucket'] });
  own = sandbox.buckets[0] as SandboxBucket;
});

afterAll(() => sandbox.close());

function variables(bucket = own): Record<string, string> {
  return {
    OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: bucket.serviceSecretKey,
    OTTER_ROLE_ARN: bucket.roleArn,
    OTTER_BUCKET: bucket.bucket,
    OTTER_ENDPOINT: sandbox.endpoint,
    OTTER_REGION: sandbox.region,
  };
}

async function sessionEnvironment(): Promise<Record<string, string>> {
  const { roleArn, bucket } = own;
  const context = { sessionName: 'check-test', renewed: false };
  const { request } = checkRequest({ endpoint: sandbox.endpoint, roleArn, bucket }, context);
  const { session } = await exchange(
    new ServiceCredential(own.serviceAccessKey, own.serviceSecretKey),
    request,
  );
  return { ...sessionVariables(session), ...targetVariables(request) };
}

/** Everything in the bucket, as its owner sees it. */
async function contents(): Promise<string> {
  const { endpoint, region } = sandbox;
  const key = { accessKeyId: own.accessKey, secretAccessKey: own.secretKey };
  const owner = new S3Client({ endpoint, region, key });
  const objects = await owner.send({ method: 'GET', bucket: own.bucket, query: { 'list-type': '2' } });
  const uploads = await owner.send({ method: 'GET', bucket: own.bucket, query: { uploads: '' } });
  owner.close();
  return [objects, uploads].map(({ body }) => body.match(/<Key>.*?<\/Key>/g)?.join() ?? '').join('');
}

describe('a good service credential', () => {
  test('passes every line, and nothing is left behind', async () => {
    const { exitCode, statuses, line } = await runJsonCheck(['--other-bucket', 'other-bucket'], variables());
    expect(statuses).toEqual({
      endpoint: 'ok',
      clock: 'ok',
      exchange: 'ok',
      bucket: 'ok',
      scope: 'skip',
      'other-buckets': 'ok',
      configuration: 'ok',
      'batch-delete': 'warn',
      'service-key': 'ok',
      'read-back': 'ok',
      owner: 'ok',
      chaining: 'ok',
      role: 'ok',
      duration: 'ok',
    });
    expect(exitCode).toBe(0);
    expect(line('other-buckets').detail).toBe(
      'the session cannot list buckets, create a bucket, list other-bucket or write to other-bucket',
    );
    expect(await contents()).toBe('');
  });

  test.each([
    ['read', 'skip', 'list'],
    ['write', 'skip', 'begin a multipart upload and abort it'],
    ['read-write', 'ok', 'list, put an object, find it, read it and delete it'],
  ])('with %s access below a prefix is limited to it', async (access, uploads, done) => {
    const args = ['--access', access, '--prefix', "a b/ü+'()*!/".replace('*', '')];
    const { exitCode, statuses, line } = await runJsonCheck(args, variables());
    expect(exitCode).toBe(0);
    expect(statuses).toMatchObject({ bucket: 'ok', scope: 'ok', 'read-back': uploads, owner: uploads });
    expect(line('bucket').detail).toContain(`works: ${done}`);
    expect(await contents()).toBe('');
  });

  test('is printed as lines without secrets', async () => {
    const { stdout, stderr, exitCode } = await runCheck([], variables());
    expect(exitCode).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^ok {4}endpoint {7}http:\/\/127\.0\.0\.1:\d+ answers in \d+ ms$/);
    expect(lines.at(-2)).toBe('12 ok, 0 failed, 1 warning, 1 skipped');
    expect(stdout + stderr).not.toContain(own.serviceSecretKey);
    expect(stdout + stderr).not.toContain('\u001b[');
  });

  test.each([
    ['xterm', {}, true],
    ['xterm', { NO_COLOR: '1' }, false],
    ['dumb', {}, false],
  ])('on a terminal %s with %j, colors are %j', async (TERM, more, colors) => {
    const env = { ...variables(), TERM, ...more };
    const { stdout } = await run('script', ['-qec', `${otterInShell} check`, '/dev/null'], { env });
    expect(stdout).toContain('12 ok, 0 failed');
    expect(stdout.includes('\u001b[32mok')).toBe(colors);
    expect(stdout.includes('\u001b[')).toBe(colors);
  });
});

describe('a problem is reported with its remedy', () => {
  test('a duration that the server refuses: the rest is still checked', async () => {
    const { exitCode, statuses, line } = await runJsonCheck(['--duration', '60s'], variables());
    expect(exitCode).toBe(1);
    expect(statuses).toMatchObject({ exchange: 'ok', bucket: 'ok', duration: 'fail' });
    expect(line('duration').remedy).toContain('--duration 15m');
  });

  test('a wrong secret: the other refusals prove nothing', async () => {
    const wrong = { ...variables(), OTTER_SERVICE_SECRET_KEY: 'not-the-secret' };
    const { exitCode, statuses, stdout } = await runJsonCheck([], wrong);
    expect(exitCode).toBe(1);
    expect(statuses).toMatchObject({
      endpoint: 'ok',
      exchange: 'fail',
      bucket: 'skip',
      'service-key': 'skip',
    });
    expect(stdout).not.toContain('not-the-secret');
  });

  test('the role of another bucket', async () => {
    const other = sandbox.buckets[1] as SandboxBucket;
    const { exitCode, statuses } = await runJsonCheck(['--bucket', own.bucket], variables(other));
    expect(exitCode).toBe(1);
    expect(statuses).toMatchObject({ exchange: 'ok', bucket: 'fail' });
  });

  test('the session’s own bucket as the other bucket', async () => {
    const { exitCode, stderr, stdout } = await runCheck(['--other-bucket', own.bucket], variables());
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain("--other-bucket is the session's own bucket");
  });

  interface BadInput {
    readonly name: string;
    readonly args?: readonly string[];
    /** With a good service credential, or alone. */
    readonly beside?: Readonly<Record<string, string>>;
    readonly alone?: Readonly<Record<string, string>>;
    readonly says: string;
  }

  test.each<BadInput>([
    {
      name: 'nothing at all',
      alone: {},
      says: 'role-arn (--role-arn, OTTER_ROLE_ARN) and bucket (--bucket, OTTER_BUCKET) are empty',
    },
    { name: 'no session to judge', alone: {}, args: ['--session'], says: '--session finds no credentials' },
    { name: 'a role that is none', beside: { OTTER_ROLE_ARN: 'bkr-1' }, says: 'is not a role ARN' },
    { name: 'a CA bundle that is not there', beside: { OTTER_CA_BUNDLE: '/no.pem' }, says: 'cannot be read' },
    {
      name: 'another bucket that is none',
      args: ['--other-bucket', 'No'],
      says: '--other-bucket is not a bucket name',
    },
    {
      name: 'a session without its bucket',
      alone: { AWS_ACCESS_KEY_ID: 'x' },
      says: 'bucket (--bucket, OTTER_BUCKET) is empty',
    },
  ])('invalid input: $name', async ({ args = [], beside, alone, says }) => {
    const { exitCode, stderr, stdout } = await runCheck(args, alone ?? { ...variables(), ...beside });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(says);
  });

  test.each<[name: string, answer: RequestListener, says: string]>([
    ['a web site', (_, response) => response.end('<!doctype html>'), 'which is not an S3 response'],
    ['an outage', (_, response) => response.writeHead(503).end(), 'answers 503'],
    [
      'half an answer',
      (_, response) =>
        void response.writeHead(200, { 'content-length': 9 }).write('x', () => response.destroy()),
      'no answer from the server',
    ],
  ])('an endpoint that is %s: no other request is sent', async (_name, answer, says) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { exitCode, lines } = await runJsonCheck(['--endpoint', endpoint], variables());
    server.close();
    expect(exitCode).toBe(1);
    expect(lines.map(({ status }) => status)).toEqual(['fail', ...Array(13).fill('skip')]);
    expect(lines[0]?.detail).toContain(says);
  });

  test('an overloaded server is asked again, and the reason is said once, as in a transfer', async () => {
    const overloaded = await startOverloaded(sandbox.endpoint, 'AssumeRole', 2);
    const { statuses, stderr } = await runJsonCheck(['--endpoint', overloaded.url], variables());
    await overloaded.close();
    expect(statuses.exchange).toBe('ok');
    expect(
      stderr.match(/^otter-sts: AssumeRole .* failed \(503 SlowDown\); attempt 2 in \d+ ms$/gm),
    ).toHaveLength(1);
  });

  test('a server that accepts the connection and sends nothing', async () => {
    const server = createTcpServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const silent = new S3Client({ endpoint, region: 'eu-mad', requestMs: 50 });
    await expect(silent.send({ method: 'GET' })).rejects.toThrow('no complete answer in time');
    silent.close();
    server.close();
  });
});

describe('existing credentials', () => {
  test('a session passes, and its access is detected', async () => {
    const { exitCode, statuses, line } = await runJsonCheck([], await sessionEnvironment());
    expect(exitCode).toBe(0);
    expect(statuses).toEqual({
      variables: 'ok',
      target: 'ok',
      credentials: 'ok',
      expiry: 'ok',
      endpoint: 'ok',
      clock: 'ok',
      bucket: 'ok',
      'other-buckets': 'ok',
      configuration: 'ok',
      'batch-delete': 'skip',
      chaining: 'skip',
    });
    expect(line('chaining').detail).toContain('name it with --role-arn');
    expect(line('bucket').detail).toBe('the session can list and upload in own-bucket');
    expect(await contents()).toBe('');
  });

  test('a session with a given role and access is tested like one of a service credential', async () => {
    const args = ['--role-arn', own.roleArn, '--access', 'read-write'];
    const { statuses } = await runJsonCheck(args, await sessionEnvironment());
    expect(statuses).toMatchObject({ configuration: 'ok', 'batch-delete': 'warn', chaining: 'ok' });
    expect(await contents()).toBe('');
  });

  test('with --session they are checked in addition to a service credential', async () => {
    const environment = { ...variables(), ...(await sessionEnvironment()) };
    expect((await runJsonCheck(['--session'], environment)).statuses).toHaveProperty('variables', 'ok');
    expect((await runJsonCheck([], environment)).statuses).toHaveProperty('exchange', 'ok');
  });

  test('none of their values is printed', async () => {
    const environment: Record<string, string> = {
      ...(await sessionEnvironment()),
      AWS_PROFILE: 'work',
      AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
    };
    const { stdout, exitCode } = await runCheck([], environment);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('unset AWS_PROFILE');
    expect(stdout).toMatch(/FAIL {2}expiry/);
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
      expect(stdout).not.toContain(environment[name]);
    }
  });

  test('a long-lived key fails, although it has access to the bucket', async () => {
    const { AWS_SESSION_TOKEN: _, AWS_CREDENTIAL_EXPIRATION: __, ...rest } = await sessionEnvironment();
    const key = { AWS_ACCESS_KEY_ID: own.accessKey, AWS_SECRET_ACCESS_KEY: own.secretKey };
    const { exitCode, statuses } = await runJsonCheck([], { ...rest, ...key });
    expect(exitCode).toBe(1);
    expect(statuses).toMatchObject({ variables: 'ok', credentials: 'fail', expiry: 'skip', bucket: 'ok' });
  });
});

describe('Ctrl-C', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it, and everything is removed', async (signal) => {
    const onOutput = (text: string) => {
      if (text.includes('exchange')) process.emit(signal, signal);
    };
    const { exitCode, stdout, stderr } = await runCheck([], variables(), onOutput);
    expect(exitCode).toBe(signal === 'SIGINT' ? 130 : 143);
    expect(stdout).toContain('3 ok, 0 failed');
    expect(stderr).toContain('interrupted');
    expect(await contents()).toBe('');
  });
});

test('--help shows examples', async () => {
  const { exitCode, stdout } = await runCheck(['--help'], {});
  expect(exitCode).toBe(0);
  for (const text of ['--other-bucket', '--session', '--json', '$ otter-sts check --access write']) {
    expect(stdout).toContain(text);
  }
});

describe('an unguarded role', () => {
  test('is detected: sessions chain and administer, and the service key reads their uploads', async () => {
    const unguarded = await startSandbox({ buckets: ['own-bucket', 'other-bucket'], unguardedRoles: true });
    try {
      const bucket = unguarded.buckets[0] as SandboxBucket;
      const environment = { ...variables(bucket), OTTER_ENDPOINT: unguarded.endpoint };
      const { exitCode, statuses, line } = await runJsonCheck(
        ['--other-bucket', 'other-bucket'],
        environment,
      );
      expect(exitCode).toBe(1);
      expect(statuses).toMatchObject({
        exchange: 'ok',
        bucket: 'ok',
        configuration: 'ok',
        'other-buckets': 'ok',
        chaining: 'fail',
        role: 'fail',
      });
      expect(line('chaining').remedy).toContain('"aws:TokenIssueTime":"true"');
      expect(['fail', 'warn']).toContain(statuses['read-back']);
      expect(['fail', 'warn']).toContain(statuses.owner);
    } finally {
      await unguarded.close();
    }
  });
});

import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts';
import { projectFolder, run, runOrThrow } from '../support/command.ts';
import { assumeRole, permanentKeys } from './fixture.ts';
import { type SigningKeys, send, sendSigned, signHeader } from './signer.ts';

let folder: string;
const running: Sandbox[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otter-test-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  running.push(sandbox);
  return sandbox;
}

function firstBucket({ buckets }: Sandbox) {
  const [bucket] = buckets;
  if (!bucket) throw new Error('the sandbox has no bucket');
  return bucket;
}

const filesIn = async (path: string) =>
  (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

/** Writes bytes to the port unchanged, and returns the answer until the sandbox closes the connection. */
function speak({ endpoint }: Sandbox, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('utf8').on('data', (text) => {
      answer += text;
    });
    socket.on('error', reject).on('close', () => resolve(answer));
  });
}

describe('starting', () => {
  test('uses a free port and a temporary folder, which is removed when it is closed', async () => {
    const sandbox = await startSandbox();
    expect(sandbox.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(sandbox.region).toBe('eu-mad');
    expect(sandbox.buckets.map(({ bucket, roleArn }) => [bucket, roleArn])).toEqual([
      ['my-first-bucket', 'arn:aws:iam::RGW00000000000000001:role/bkr-1'],
    ]);
    await sandbox.close();
    await expect(stat(sandbox.dataDirectory)).rejects.toThrow('ENOENT');
  });

  test('and ending the process without closing leaves no temporary folder', async () => {
    const script = `
      const { startSandbox } = await import('./sandbox/index.ts');
      console.log((await startSandbox()).dataDirectory);
      process.exit();`;
    const args = ['--input-type=module', '--eval', script];
    const dataDirectory = (await runOrThrow('node', args, { cwd: projectFolder })).trim();
    expect(dataDirectory).toContain('otter-sandbox-');
    await expect(stat(dataDirectory)).rejects.toThrow('ENOENT');
  });

  test.each([
    [{ buckets: ['ab'] }, "'ab' is not a bucket name"],
    [{ buckets: ['good-one', 'Upper'] }, "'Upper' is not a bucket name"],
    [{ buckets: ['a..b'] }, 'is not a bucket name'],
    [{ buckets: ['../x'] }, 'is not a bucket name'],
    [{ buckets: ['127.0.0.1'] }, 'is not a bucket name'],
    [{ buckets: ['x'.repeat(64)] }, 'is not a bucket name'],
    [{ host: '0.0.0.0' }, 'only on loopback'],
    [{ host: '::' }, 'only on loopback'],
    [{ host: 'example.com' }, 'only on loopback'],
    [{ port: 70_000 }, 'A port is'],
    [{ port: 1.5 }, 'A port is'],
    [{ minimumDurationSeconds: 0 }, 'The minimum duration'],
    [{ region: '<eu>' }, 'A region'],
  ])('with %o is refused with one sentence, and nothing is created', async (options, sentence) => {
    const dataDirectory = join(folder, 'new', 'data');
    await expect(start({ dataDirectory, ...options })).rejects.toThrow(sentence);
    expect(await readdir(folder)).toEqual([]);
  });

  test('on a port in use is refused, and nothing is created', async () => {
    const other = createHttpServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const dataDirectory = join(folder, 'data');
    await expect(start({ port, dataDirectory })).rejects.toThrow(`cannot listen on 127.0.0.1 port ${port}`);
    expect(await readdir(folder)).toEqual([]);
    await new Promise((resolve) => other.close(resolve));
  });

  test("in a folder that is no folder, or somebody else's, is refused and leaves it alone", async () => {
    await writeFile(join(folder, 'file'), 'mine');
    await expect(start({ dataDirectory: join(folder, 'file', 'data') })).rejects.toThrow('cannot be used');
    await expect(start({ dataDirectory: join(folder, 'file') })).rejects.toThrow('cannot be used');
    await expect(start({ dataDirectory: folder })).rejects.toThrow('does not belong to a sandbox');
    expect(await readdir(folder)).toEqual(['file']);
  });

  test.skipIf(process.platform !== 'linux')(
    'in a folder that cannot be created is refused with one sentence and exit code 2, without retrying forever',
    async () => {
      for (const folder of ['/proc/otter', '/proc/otter/below/it', '/proc/1/otter']) {
        const args = ['cli/main.ts', 'sandbox', '--port', '0', '--console-port', '0', '--data', folder];
        const { code, stdout, stderr } = await run('node', args, { cwd: projectFolder });
        expect([code, stdout]).toEqual([2, '']);
        expect(stderr).toMatch(`otter-sts: The data directory ${folder} cannot be used: ENOENT`);
        expect(stderr.trim().split('\n')).toHaveLength(1);
      }
    },
  );

  test('in a new folder below new ones creates them for the owner only, and removes them if it fails', async () => {
    const dataDirectory = join(folder, 'new', 'deeper', 'data');
    await start({ dataDirectory });
    expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700);
    await writeFile(join(folder, 'file'), 'mine');
    await expect(start({ dataDirectory: join(folder, 'file', 'a', 'b') })).rejects.toThrow('cannot be used');
    expect((await readdir(folder)).sort()).toEqual(['file', 'new']);
  });

  test('twice on one folder is refused', async () => {
    const dataDirectory = join(folder, 'data');
    await start({ dataDirectory });
    await expect(start({ dataDirectory })).rejects.toThrow(`in use by process ${process.pid}`);
  });

  test('works after a crash: a lock without its process and an incomplete file are ignored', async () => {
    const dataDirectory = join(folder, 'data');
    const first = await start({ dataDirectory });
    const path = '/my-first-bucket/kept';
    await sendSigned(first.endpoint, { method: 'PUT', path, body: 'x' }, permanentKeys(firstBucket(first)));
    await running.pop()?.close();
    await writeFile(join(dataDirectory, 'sandbox.pid'), '999999999 gone');
    await writeFile(join(dataDirectory, 'buckets/my-first-bucket/objects/torn'), 'half of a rec');
    await writeFile(join(dataDirectory, 'buckets/my-first-bucket/temporary/rest'), 'half of a body');
    const second = await start({ dataDirectory });
    const list = await sendSigned(
      second.endpoint,
      { method: 'GET', path: '/my-first-bucket' },
      permanentKeys(firstBucket(second)),
    );
    expect(list.body.match(/<Key>[^<]*/g)).toEqual(['<Key>kept']);
    expect(await readdir(join(dataDirectory, 'buckets/my-first-bucket/temporary'))).toEqual([]);
  });
});

describe('a restart on the same folder', () => {
  test('keeps objects, keys, roles, uploads and sessions, and may add buckets', async () => {
    const dataDirectory = join(folder, 'data');
    const first = await start({ dataDirectory, buckets: ['builds', 'other'] });
    const session: SigningKeys = await assumeRole({ sandbox: first, bucket: firstBucket(first) });
    await sendSigned(first.endpoint, { method: 'PUT', path: '/builds/k%20ey', body: 'content' }, session);
    const begun = await sendSigned(
      first.endpoint,
      { method: 'POST', path: '/builds/up', query: 'uploads=' },
      session,
    );
    const id = /<UploadId>(\w+)/.exec(begun.body)?.[1];
    await first.revokeServiceCredential(first.buckets[1]?.serviceAccessKey ?? '');
    await running.pop()?.close();

    const second = await start({ dataDirectory, buckets: ['third', 'builds'] });
    expect(second.buckets.map(({ bucket }) => bucket)).toEqual(['third', 'builds', 'other']);
    expect(second.buckets[1]).toEqual(first.buckets[0]);
    expect(second.buckets[2]?.roleArn).toBe(first.buckets[1]?.roleArn);
    expect(second.buckets[2]?.serviceAccessKey).not.toBe(first.buckets[1]?.serviceAccessKey);
    expect(second.buckets[2]?.accessKey).toBe(first.buckets[1]?.accessKey);
    const read = await sendSigned(second.endpoint, { method: 'GET', path: '/builds/k%20ey' }, session);
    expect(read.body).toBe('content');
    const query = `partNumber=1&uploadId=${id}`;
    const part = await sendSigned(
      second.endpoint,
      { method: 'PUT', path: '/builds/up', query, body: 'x' },
      session,
    );
    expect(part.status).toBe(200);
  });

  test('keeps secrets in private files, and nothing about sessions', async () => {
    const dataDirectory = join(folder, 'data');
    const sandbox = await start({ dataDirectory });
    const session = await assumeRole({ sandbox, bucket: firstBucket(sandbox) });
    for (const name of ['keys.json', 'identities.json', 'sealing.key', 'sandbox.json']) {
      expect((await stat(join(dataDirectory, name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(dataDirectory)).mode & 0o777).toBe(0o700);
    for (const entry of await readdir(dataDirectory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = await readFile(join(entry.parentPath, entry.name), 'utf8');
      for (const secret of Object.values({ ...session, expiresAt: session.accessKey })) {
        expect(content).not.toContain(secret);
      }
    }
  });
});

describe('a broken upload', () => {
  test('leaves nothing behind, whether the client or the sandbox ends', async () => {
    const dataDirectory = join(folder, 'data');
    const sandbox = await start({ dataDirectory });
    const before = await filesIn(dataDirectory);
    const raw = { method: 'PUT', path: '/my-first-bucket/half', payloadHash: 'UNSIGNED-PAYLOAD' };
    const { headers } = signHeader(sandbox.endpoint, raw, permanentKeys(firstBucket(sandbox)));
    const head = Object.entries({ ...headers, 'content-length': '1000000' }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const bytes = `PUT ${raw.path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${'x'.repeat(200_000)}`;
    const { hostname, port } = new URL(sandbox.endpoint);
    const beginUpload = async () => {
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      socket.on('error', () => undefined);
      await expect.poll(() => filesIn(dataDirectory)).toBe(before + 1);
      return socket;
    };
    (await beginUpload()).destroy();
    await expect.poll(() => filesIn(dataDirectory)).toBe(before);
    await beginUpload();
    await running.pop()?.close();
    // The lock ends with the sandbox.
    expect(await filesIn(dataDirectory)).toBe(before - 1);
  });
});

test('a client that disconnects before the answer leaves no file open', async () => {
  const dataDirectory = join(folder, 'data');
  const sandbox = await start({ dataDirectory });
  const keys = permanentKeys(firstBucket(sandbox));
  const path = '/my-first-bucket/read';
  await sendSigned(sandbox.endpoint, { method: 'PUT', path, body: 'x'.repeat(100_000) }, keys);
  const { headers } = signHeader(sandbox.endpoint, { method: 'GET', path }, keys);
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const { hostname, port } = new URL(sandbox.endpoint);
  for (let times = 0; times < 100; times += 1) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.end(`GET ${path} HTTP/1.1\r\n${head.join('')}\r\n`, () => socket.resetAndDestroy());
  }
  const records = () => openFilesBelow(dataDirectory).filter((file) => !file.endsWith('lock'));
  await expect.poll(records, { timeout: 20_000 }).toEqual([]);
});

test('an internal error is a 500 without details for the client, and with everything but secrets for the terminal', async () => {
  const dataDirectory = join(folder, 'data');
  const sandbox = await start({ dataDirectory });
  const keys = permanentKeys(firstBucket(sandbox));
  await rm(join(dataDirectory, 'buckets/my-first-bucket/temporary'), { recursive: true });
  const reported = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const put = { method: 'PUT', path: '/my-first-bucket/x', body: 'x' };
  const answer = await sendSigned(sandbox.endpoint, put, keys);
  const report = reported.mock.calls.join();
  reported.mockRestore();
  expect([answer.status, answer.code]).toEqual([500, 'InternalError']);
  expect(answer.body).not.toContain(folder);
  expect(report).toContain(`PUT request ${answer.headers['x-amz-request-id']} failed: Error: ENOENT`);
  expect(report).not.toContain(keys.secretKey);
  expect((await sendSigned(sandbox.endpoint, { method: 'GET', path: '/my-first-bucket' }, keys)).status).toBe(
    200,
  );
});

test('a damaged key file is named, and nothing in it is quoted', async () => {
  const dataDirectory = join(folder, 'data');
  await start({ dataDirectory });
  await running.pop()?.close();
  await writeFile(join(dataDirectory, 'keys.json'), '{"keys":[{"secretKey":"hunter2"');
  const started = start({ dataDirectory });
  await expect(started).rejects.toThrow(/keys\.json is damaged\. Delete it/);
  await expect(started).rejects.not.toThrow('hunter2');
  await rm(join(dataDirectory, 'keys.json'));
  expect((await start({ dataDirectory })).buckets).toHaveLength(1);
});

test('a damaged file of users and roles is named, with what to do', async () => {
  const dataDirectory = join(folder, 'data');
  await start({ dataDirectory });
  await running.pop()?.close();
  await writeFile(join(dataDirectory, 'identities.json'), '{"users":');
  await expect(start({ dataDirectory })).rejects.toThrow(/identities\.json is damaged\. Delete it/);
  await rm(join(dataDirectory, 'identities.json'));
  expect((await start({ dataDirectory })).buckets).toHaveLength(1);
});

describe('an invalid request', () => {
  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', '400 Bad Request'],
    ['a TLS handshake', Buffer.from('16030100c8010000c4', 'hex'), '400 Bad Request'],
    [
      'two lengths',
      'PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      '400 Bad Request',
    ],
    [
      'a length and chunks',
      'PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      '400 Bad Request',
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', '400 Bad Request'],
    [
      'too many headers',
      `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(40_000)}\r\n\r\n`,
      '431 Request Header Fields',
    ],
    [
      'a target of another host',
      'GET http://elsewhere/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      '400 Bad Request',
    ],
    ['a target in bytes', 'GET /\u00e9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', '400 Bad Request'],
    [
      'options of everything',
      'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      '400 Bad Request',
    ],
    [
      'a null in the path',
      'GET /builds/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      '404 Not Found',
    ],
  ])('%s is answered with %3$s, and the sandbox survives', async (_name, bytes, answer) => {
    const sandbox = await start();
    expect(await speak(sandbox, bytes)).toContain(`HTTP/1.1 ${answer}`);
    const keys = permanentKeys(firstBucket(sandbox));
    expect((await sendSigned(sandbox.endpoint, { method: 'GET', path: '/' }, keys)).status).toBe(200);
  });

  test('a client that waits for 100 Continue is told to continue, or refused before it sends', async () => {
    const sandbox = await start();
    const keys = permanentKeys(firstBucket(sandbox));
    const ask = (key: SigningKeys) => {
      const raw = { method: 'PUT', path: '/my-first-bucket/big', payloadHash: 'UNSIGNED-PAYLOAD' };
      const { headers } = signHeader(sandbox.endpoint, raw, key);
      const all = { ...headers, expect: '100-continue', connection: 'close', 'content-length': '4' };
      const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
      return speak(sandbox, `PUT ${raw.path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\nbody`);
    };
    expect(await ask(keys)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
    const refused = await ask({ ...keys, secretKey: 'wrong' });
    expect(refused).toMatch(/^HTTP\/1\.1 403 Forbidden/);
    expect(refused).toContain('connection: close');
  });

  test('an anonymous request is refused', async () => {
    const { endpoint } = await start();
    // RGW lists an anonymous user's buckets, of which there are none.
    const listed = await send(endpoint, 'GET', '/');
    expect([listed.status, listed.body.includes('<Bucket>')]).toEqual([200, false]);
    for (const [method, target] of [
      ['GET', '/my-first-bucket'],
      ['PUT', '/my-first-bucket/x'],
      ['OPTIONS', '/my-first-bucket/x'],
    ] as const) {
      const { status, code } = await send(endpoint, method, target);
      expect([status, code]).toEqual([403, 'AccessDenied']);
    }
    expect((await send(endpoint, 'POST', '/')).code).toBe('MethodNotAllowed');
  });

  test('a connection serves one request after another, even after a refusal with a body', async () => {
    const sandbox = await start();
    const line = (method: string, body: string, close = '') =>
      `${method} /my-first-bucket/x HTTP/1.1\r\nHost: x\r\n${close}Content-Length: ${body.length}\r\n\r\n${body}`;
    const answer = await speak(
      sandbox,
      line('PUT', 'x'.repeat(100_000)) + line('GET', '', 'Connection: close\r\n'),
    );
    expect(answer.match(/HTTP\/1\.1 403/g)).toHaveLength(2);
  });
});

/** Of this process, in which the sandbox runs. */
function openFilesBelow(directory: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const file = readlinkSync(`/proc/self/fd/${descriptor}`);
      return file.startsWith(directory) ? [file] : [];
    } catch {
      return [];
    }
  });
}

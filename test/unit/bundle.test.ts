import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectFolder, run, runOrThrow } from '../support/command.ts';

const KIBIBYTE = 1024;
const dist = join(projectFolder, 'dist');
const size = (file: string) => statSync(join(dist, file)).size;

/** What the action's main and post did in one job: a plain session from a server on loopback, without TLS. */
interface Loaded {
  /** The bundle's files. */
  files: string[];
  /** Node's own modules. */
  builtIns: string[];
  /** What it wrote for the job's later steps. */
  exported: string;
}

const called: (string | null)[] = [];
const server = createServer((request, response) => {
  let form = '';
  request.on('data', (data) => {
    form += data;
  });
  request.on('end', () => {
    called.push(new URLSearchParams(form).get('Action'));
    response.end(`<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>KEY</AccessKeyId>
      <SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
      <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`);
  });
});

let main: Loaded;
let post: Loaded;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  main = await load('main', {
    'INPUT_SERVICE-ACCESS-KEY': 'SERVICEKEY1234',
    'INPUT_SERVICE-SECRET-KEY': 'service-secret-of-nobody',
    'INPUT_ROLE-ARN': 'arn:aws:iam::RGW1:role/bkr-123',
    INPUT_BUCKET: 'my-bucket',
    INPUT_ENDPOINT: `http://127.0.0.1:${port}`,
  });
  // What the fingerprint of a variable that is empty now stands for is put back.
  const change = { name: 'A', before: 'b', fingerprint: 0x811c9dc5 };
  post = await load('post', { STATE_variables: JSON.stringify([change]) });
});

afterAll(() => {
  server.close();
});

async function load(entry: string, env: Record<string, string>): Promise<Loaded> {
  const folder = mkdtempSync(join(tmpdir(), 'otter-bundle-'));
  try {
    const report = join(folder, 'loaded.json');
    const spy = join(folder, 'spy.cjs');
    const exported = join(folder, 'env');
    writeFileSync(exported, '');
    writeFileSync(
      spy,
      `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify({
        files: Object.keys(require.cache).filter((path) => path !== __filename),
        builtIns: process.moduleLoadList.filter((name) => name.startsWith('NativeModule ')).map((name) => name.slice(13)),
      })));`,
    );
    await runOrThrow(process.execPath, ['--require', spy, join(dist, entry, 'index.js')], {
      env: { ...env, GITHUB_ENV: exported },
    });
    return { ...JSON.parse(readFileSync(report, 'utf8')), exported: readFileSync(exported, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a job makes one call, AssumeRole', () => {
  expect(called).toEqual(['AssumeRole']);
});

test('main loads one file of less than 340 KiB, and post one of less than 40', () => {
  expect(main.files).toEqual([join(dist, 'main/index.js')]);
  expect(post.files).toEqual([join(dist, 'post/index.js')]);
  expect(size('main/index.js')).toBeLessThan(340 * KIBIBYTE);
  expect(size('post/index.js')).toBeLessThan(40 * KIBIBYTE);
});

test('neither loads what its work does not need: TLS for plain http, undici, child processes, and post no http', () => {
  const unneeded = ['https', 'tls', 'internal/deps/undici/undici', 'child_process'];
  expect(main.builtIns).toContain('_http_client');
  expect(main.builtIns.filter((name) => unneeded.includes(name))).toEqual([]);
  expect(post.builtIns.filter((name) => [...unneeded, 'http'].includes(name))).toEqual([]);
});

test('post puts variables back without node:crypto, node:os and a stream, a fifth of its time', () => {
  expect(post.exported).toMatch(/^A<<(.+)\nb\n\1\n$/);
  expect(post.builtIns.filter((name) => ['crypto', 'stream', 'net', 'tty', 'os'].includes(name))).toEqual([]);
});

test('the command line’s bundle is one file, since GitLab’s template fetches one', () => {
  expect(readdirSync(join(dist, 'cli')).sort()).toEqual(['index.js', 'package.json']);
});

test('of it less than 260 KiB are code that each command reads; the transfers are text until they are asked for', () => {
  const lines = readFileSync(join(dist, 'cli/index.js'), 'utf8').split('\n');
  const texts = lines.filter((line) => line.startsWith('const chunks='));
  const code = lines.filter((line) => !texts.includes(line)).join('\n');
  expect(code.length).toBeLessThan(260 * KIBIBYTE);
  for (const word of ['partNumber', 'undici']) {
    expect(texts.join('')).toContain(word);
    expect(code).not.toContain(word);
  }
});

test('a Node that is too old for the program is told so in one sentence', async () => {
  const old = 'data:text/javascript,delete process.getBuiltinModule';
  const result = await run(process.execPath, ['--import', old, join(dist, 'cli/index.js'), '--version']);
  expect(result).toMatchObject({ code: 1, stdout: '' });
  expect(result.stderr).toMatch(/^otter-sts: this is Node v\S+, and 20\.16 or newer is needed[^\n]*\n$/);
});

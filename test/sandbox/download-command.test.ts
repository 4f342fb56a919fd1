import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { startSlowProxy } from '../support/slow-proxy.ts';
import { useTransfers } from '../support/transfer-run.ts';

const fixture = useTransfers();
const MIB = 1024 * 1024;

async function upload(files: Readonly<Record<string, string | Buffer>>, ...args: string[]) {
  const cwd = fixture.folder(files);
  const { code, stdout, stderr } = await fixture.otter(['upload', '.', '--json', ...args], { cwd });
  expect(code, stderr).toBe(0);
  return { cwd, outcome: JSON.parse(stdout) as Record<string, string> };
}

/** Every file and link below a folder, with its content or target and its mode. */
function contents(folder: string): Record<string, string> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (entry.isSymbolicLink()) return [[name, `-> ${readlinkSync(path)}`] as const];
    if (!entry.isFile()) return [];
    const mode = (lstatSync(path).mode & 0o777).toString(8);
    return [[name, `${mode} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`] as const];
  });
  return Object.fromEntries(found);
}

describe('what is downloaded', () => {
  test('is what was uploaded, byte for byte, with modes and links', async () => {
    const cwd = fixture.folder({
      'art/run.sh': '#!/bin/sh\n',
      'art/größe – 日本 #1 100%.txt': 'ü',
      'art/empty': '',
      'art/big.bin': randomBytes(20 * MIB),
    });
    chmodSync(join(cwd, 'art/run.sh'), 0o755);
    mkdirSync(join(cwd, 'art/bin'));
    symlinkSync('../run.sh', join(cwd, 'art/bin/run'));
    const up = await fixture.otter(['upload', 'art', '--prefix', 'round/', '--part-size', '5MiB'], { cwd });
    expect(up.code, up.stderr).toBe(0);
    const args = ['download', '--prefix', 'round', '--directory', 'out'];
    const { code, stdout, stderr } = await fixture.otter(args, { cwd });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(contents(join(cwd, 'out'))).toEqual(contents(join(cwd, 'art')));
    expect(stdout).toMatch(
      /^4 files, 20\.0 MiB: 4 downloaded; 1 link\nmanifest {2}round\/otter-manifest\.json\nfolder {4}\S+\/out\n$/,
    );
    const again = await fixture.otter([...args, '--json'], { cwd });
    expect(JSON.parse(again.stdout)).toMatchObject({ files: 4, downloaded: 0, skipped: 4 });
  });

  test('with --json has the names of the outputs', async () => {
    const { cwd, outcome } = await upload({ 'a.txt': 'alpha' }, '--prefix', 'json/');
    const { code, stdout, stderr } = await fixture.otter(
      ['download', '--manifest-key', 'json/otter-manifest.json', '--directory', 'out', '--json'],
      { cwd },
    );
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      'manifest-key': 'json/otter-manifest.json',
      'manifest-sha256': outcome['manifest-sha256'],
      files: 1,
      bytes: 5,
      downloaded: 1,
      skipped: 0,
      unverified: 0,
      directory: join(cwd, 'out'),
      artifacts: [expect.objectContaining({ prefix: 'json/', files: 1, bytes: 5 })],
    });
    expect(JSON.parse(stderr.split('\n')[0] ?? '')).toEqual({ event: 'planned', files: 1, bytes: 5 });
  });

  test('is the latest upload of the pointer, wherever it is', async () => {
    await upload({ 'a.txt': 'first' }, '--prefix', 'n/1', '--latest', 'n/latest.json');
    const { cwd } = await upload({ 'a.txt': 'second' }, '--prefix', 'n/2', '--latest', 'n/latest.json');
    const { code, stderr } = await fixture.otter(
      ['download', '--latest', 'n/latest.json', '--directory', 'out'],
      { cwd },
    );
    expect(code, stderr).toBe(0);
    expect(readFileSync(join(cwd, 'out/a.txt'), 'utf8')).toBe('second');
  });

  test('is the latest without the variable’s prefix if an empty one is given', async () => {
    const { cwd } = await upload({ 'a.txt': 'x' }, '--prefix', 'v/1', '--latest', 'v/latest.json');
    const args = ['download', '--latest', 'v/latest.json', '--directory', 'out'];
    const env = { ...fixture.service, OTTER_PREFIX: 'project-wide/' };
    const refused = await fixture.otter(args, { cwd, env });
    expect(refused.stderr).toContain('OTTER_PREFIX');
    expect(refused.code).toBe(2);
    expect((await fixture.otter([...args, '--prefix', ''], { cwd, env })).code).toBe(0);
  });

  test('is only what --include names', async () => {
    const { cwd } = await upload({ 'js/a.js': 'a', 'js/b.css': 'b', 'c.html': 'c' }, '--prefix', 'some/');
    const args = [
      'download',
      '--prefix',
      'some/',
      '--directory',
      'out',
      '--include',
      '**/*.js',
      '--include',
      '*.html',
    ];
    const { code, stderr } = await fixture.otter(args, { cwd });
    expect(code, stderr).toBe(0);
    expect(Object.keys(contents(join(cwd, 'out'))).sort()).toEqual(['c.html', 'js/a.js']);
  });

  test('is each artifact that the prefix matches, reported one by one', async () => {
    await upload({ 'a.txt': 'alpha' }, '--prefix', 'matrix/one');
    const { cwd } = await upload({ 'a.txt': 'beta!' }, '--prefix', 'matrix/two');
    const args = ['download', '--prefix', 'matrix/*/', '--directory', 'out'];
    const { code, stdout, stderr } = await fixture.otter(args, { cwd });
    expect(code, stderr).toBe(0);
    expect(Object.keys(contents(join(cwd, 'out'))).sort()).toEqual(['one/a.txt', 'two/a.txt']);
    expect(stdout).toMatch(
      /^2 files of 2 artifacts, 10 B: 2 downloaded\nartifact {2}matrix\/one\/: 1 file, 5 B\nartifact {2}matrix\/two\/: .*\nfolder /,
    );
    const again = JSON.parse((await fixture.otter([...args, '--json', '--quiet'], { cwd })).stdout);
    expect(again).toMatchObject({ 'manifest-key': '', files: 2, skipped: 2 });
    expect(again.artifacts[1]).toEqual({
      prefix: 'matrix/two/',
      directory: join(cwd, 'out/two'),
      files: 1,
      bytes: 5,
      'manifest-key': 'matrix/two/otter-manifest.json',
      'manifest-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const merged = await fixture.otter([...args, '--merge-multiple'], { cwd });
    expect(merged.stderr).toContain("'a.txt' of 'matrix/one/' and 'a.txt' of 'matrix/two/'");
    expect(merged.code).toBe(5);
  });

  test('can be fetched with a read-only session of an earlier step', async () => {
    const { cwd } = await upload({ 'a.txt': 'alpha' }, '--prefix', 'ambient/');
    const args = ['env', '--format', 'json', '--access', 'read', '--prefix', 'ambient/'];
    const session = JSON.parse((await fixture.otter(args)).stdout);
    const { code, stderr } = await fixture.otter(['download', '--prefix', 'ambient/', '--directory', 'out'], {
      cwd,
      env: session,
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});

describe('exit codes', () => {
  test.each<[name: string, args: string[], says: string]>([
    [
      'two ways to a manifest',
      ['--latest', 'a.json', '--manifest-key', 'b.json'],
      'latest (--latest, OTTER_LATEST)',
    ],
    [
      'a prefix that does not hold the pointer',
      ['--prefix', 'builds/x/', '--latest', 'builds/main/latest.json'],
      'prefix (--prefix, OTTER_PREFIX) is ',
    ],
    ['a digest that is none', ['--manifest-sha256', 'abc'], 'manifest-sha256 (--manifest-sha256'],
    ['too many at once', ['--concurrency', '1000'], 'concurrency (--concurrency'],
    ['an argument', ['dist'], 'too many arguments'],
  ])('2 for invalid input: %s', async (_name, args, says) => {
    const { code, stdout, stderr } = await fixture.otter(['download', ...args], { cwd: fixture.folder() });
    expect(stderr).toContain(says);
    expect(code).toBe(2);
    expect(stdout).toBe('');
  });

  test.each([
    ['no artifact', ['--prefix', 'no-such/']],
    ['no pointer', ['--latest', 'no-such.json']],
  ])('3 for %s', async (_name, args) => {
    const { code, stderr } = await fixture.otter(['download', ...args], { cwd: fixture.folder() });
    expect(stderr).toMatch(/^otter-sts: /);
    expect(code).toBe(3);
  });

  test('5 for an existing file with other content, which is kept', async () => {
    const { cwd } = await upload({ 'a.txt': 'alpha' }, '--prefix', 'there/');
    mkdirSync(join(cwd, 'out'));
    writeFileSync(join(cwd, 'out/a.txt'), 'mine');
    const args = ['download', '--prefix', 'there/', '--directory', 'out'];
    const { code, stderr } = await fixture.otter(args, { cwd });
    expect(stderr).toContain('a.txt');
    expect(code).toBe(5);
    expect(readFileSync(join(cwd, 'out/a.txt'), 'utf8')).toBe('mine');
    expect((await fixture.otter([...args, '--overwrite'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'out/a.txt'), 'utf8')).toBe('alpha');
  });

  test('6 for an object that does not match the manifest, without a file of that name', async () => {
    const { cwd } = await upload({ 'a.txt': 'alpha' }, '--prefix', 'forged/');
    await fixture.client.send(
      new PutObjectCommand({ Bucket: 'my-bucket', Key: 'forged/a.txt', Body: 'ALPHA' }),
    );
    const { code, stderr } = await fixture.otter(['download', '--prefix', 'forged/', '--directory', 'out'], {
      cwd,
    });
    expect(stderr).toContain('a.txt');
    expect(code).toBe(6);
    expect(contents(join(cwd, 'out'))).toEqual({});
  });

  test('6 for a different manifest than the upload reported', async () => {
    const { cwd } = await upload({ 'a.txt': 'alpha' }, '--prefix', 'pinned/');
    const args = [
      'download',
      '--prefix',
      'pinned/',
      '--manifest-sha256',
      'ab'.repeat(32),
      '--directory',
      'out',
    ];
    const { code, stderr } = await fixture.otter(args, { cwd });
    expect(stderr).toContain('manifest');
    expect(code).toBe(6);
  });
});

describe('the end of a job during a transfer', () => {
  test('leaves no partial file', async () => {
    const { cwd } = await upload({ 'big.bin': randomBytes(300 * MIB) }, '--prefix', 'cut/');
    const running = fixture.startOtter(
      ['download', '--prefix', 'cut/', '--directory', 'out', '--concurrency', '1'],
      { cwd },
    );
    const started = () => {
      try {
        return readdirSync(join(cwd, 'out'), { recursive: true }).length > 0;
      } catch {
        return false;
      }
    };
    while (!started()) await sleep(10);
    running.child.kill('SIGTERM');
    const { code, stdout, stderr } = await running.result;
    expect(stderr).toContain('interrupted by SIGTERM');
    expect(code).toBe(143);
    expect(stdout).toBe('');
    expect(contents(join(cwd, 'out'))).toEqual({});
  });

  test('takes effect while a long manifest is read, whose last file is refused', async () => {
    const text = longManifest('../out');
    const Key = 'long/otter-manifest.json';
    await fixture.client.send(new PutObjectCommand({ Bucket: fixture.bucket.bucket, Key, Body: text }));
    const proxy = await startSlowProxy(fixture.sandbox.endpoint, 1024 ** 4, 'to-client');
    const cwd = fixture.folder();
    const env = { ...fixture.service, OTTER_ENDPOINT: proxy.url };
    const running = fixture.startOtter(['download', '--prefix', 'long/', '--directory', 'out'], { cwd, env });
    while (proxy.passed() < text.length) await sleep(1);
    running.child.kill('SIGTERM');
    const { code, stdout, stderr } = await running.result;
    await proxy.close();
    expect(stderr).toContain('interrupted by SIGTERM');
    expect(code).toBe(143);
    expect(stdout).toBe('');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('takes effect at once for a manifest of 114 MiB of empty objects', async () => {
    const text = `{"version":1,"files":[${'{},'.repeat((114 * MIB) / 3)}{}]}`;
    const Key = 'objects/otter-manifest.json';
    await fixture.client.send(new PutObjectCommand({ Bucket: fixture.bucket.bucket, Key, Body: text }));
    const cwd = fixture.folder();
    // Less than the size of the manifest, which is refused before it is read.
    const env = { ...fixture.service, NODE_OPTIONS: '--max-old-space-size=96' };
    const args = ['download', '--prefix', 'objects/', '--directory', 'out'];
    const { code, stderr } = await fixture.otter(args, { cwd, env });
    expect(stderr).toMatch(/it has \d+ bytes, and an upload writes at most 67108864 there/);
    expect(code).toBe(6);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

/** Nearly as long as allowed. */
function longManifest(lastPath: string): string {
  const file = { size: 1, sha256: 'a'.repeat(64), mode: 0o644, mtime: '2026-01-31T12:00:00.000Z' };
  const files = Array.from({ length: 300_000 }, (_, number) => ({ path: `some/folder/${number}`, ...file }));
  files.push({ path: lastPath, ...file });
  const createdAt = '2026-01-31T12:00:00.000Z';
  return JSON.stringify({ version: 1, prefix: 'long/', createdAt, files, links: [] });
}

test('--help shows examples and exit codes', async () => {
  const { code, stdout } = await fixture.otter(['download', '--help']);
  expect(code).toBe(0);
  for (const text of [
    '$ otter-sts download --latest',
    '--manifest-sha256',
    '6 content does not match its checksum',
  ]) {
    expect(stdout).toContain(text);
  }
  expect(stdout.split('\n').filter((line) => line.length > 120)).toEqual([]);
});

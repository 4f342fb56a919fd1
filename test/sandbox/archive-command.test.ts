import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { start } from '../support/command.ts';
import { isExecutable, otterInShell } from '../support/otter-program.ts';
import { useTransfers } from '../support/transfer-run.ts';
import { describeFolder } from '../support/transfers/command.ts';

const fixture = useTransfers();
const MIB = 1024 * 1024;
const TIME = new Date('2024-02-29T12:00:00.000Z');

/** Files of all kinds, with names that a tar header does not hold, and links. */
function makeTree(): string {
  const long = `${'deep/'.repeat(30)}${'n'.repeat(120)}`;
  const cwd = fixture.folder({
    'art/run.sh': '#!/bin/sh\n',
    'art/größe – 日本 #1 100%.txt': 'ü',
    'art/line\nbreak': 'two',
    [`art/line\n${'b'.repeat(150)}`]: 'two more',
    'art/empty': '',
    'art/block': 'x'.repeat(512),
    [`art/${long}`]: 'long',
    'art/large.bin': randomBytes(7 * MIB + 3),
    'art/odd.bin': randomBytes(300_001),
  });
  for (let index = 0; index < 200; index += 1) {
    mkdirSync(join(cwd, `art/many/${index % 7}`), { recursive: true });
    writeFileSync(join(cwd, `art/many/${index % 7}/${index}`), `file ${index}\n`.repeat(index));
  }
  chmodSync(join(cwd, 'art/run.sh'), 0o755);
  mkdirSync(join(cwd, 'art/bin'));
  symlinkSync('../run.sh', join(cwd, 'art/bin/run'));
  utimesSync(join(cwd, 'art/run.sh'), TIME, TIME);
  return cwd;
}

const NO_ZSTD = `data:text/javascript,${encodeURIComponent(
  "import zlib from 'node:zlib'; delete zlib.createZstdCompress; delete zlib.createZstdDecompress;",
)}`;
/** As a Node without Zstandard. */
const withoutZstd = () => ({ ...fixture.service, NODE_OPTIONS: `--import ${NO_ZSTD}` });

async function bytesOf(Key: string): Promise<Buffer> {
  const { Body } = await fixture.client.send(new GetObjectCommand({ Bucket: fixture.bucket.bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

const keysBelow = async (prefix: string) => (await fixture.keys()).filter((key) => key.startsWith(prefix));

describe('an archive', () => {
  test('is one object, and comes back to the byte, with modes, times and links', async () => {
    const cwd = makeTree();
    const args = ['upload', 'art', '--archive', '--prefix', 'one/', '--part-size', '5MiB'];
    const up = await fixture.otter(args, { cwd });
    expect(up.code, up.stderr).toBe(0);
    expect(up.stdout).toMatch(/^209 files, \d\S+ MiB: 209 uploaded as one archive of \d\S+ MiB\n/);
    expect(await keysBelow('one/')).toEqual(['one/otter-archive.tar.zst', 'one/otter-manifest.json']);
    expect(await fixture.unfinished()).toEqual([]);
    const down = ['download', '--prefix', 'one/', '--directory', 'back'];
    const { code, stdout, stderr } = await fixture.otter(down, { cwd });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^209 files, .*: 209 downloaded; 1 link\n/);
    expect(describeFolder(join(cwd, 'back'))).toEqual(describeFolder(join(cwd, 'art')));
    expect(statSync(join(cwd, 'back/run.sh')).mtime).toEqual(TIME);
    // What is missing or wrong is taken from the archive again, and nothing else.
    rmSync(join(cwd, 'back/many/3'), { recursive: true });
    writeFileSync(join(cwd, 'back/large.bin'), 'cut');
    const again = await fixture.otter([...down, '--overwrite', '--json'], { cwd });
    expect(JSON.parse(again.stdout)).toMatchObject({ files: 209, downloaded: 30, skipped: 179 });
    expect(describeFolder(join(cwd, 'back'))).toEqual(describeFolder(join(cwd, 'art')));
  });

  test('is one for every tar', async () => {
    const cwd = makeTree();
    const up = await fixture.otter(['upload', 'art', '--archive', '--prefix', 'tar/'], { cwd });
    expect(up.code, up.stderr).toBe(0);
    writeFileSync(join(cwd, 'a.tar'), zstdDecompressSync(await bytesOf('tar/otter-archive.tar.zst')));
    mkdirSync(join(cwd, 'back'));
    const { status, stderr } = spawnSync('tar', ['-xf', '../a.tar'], { cwd: join(cwd, 'back') });
    expect(status, String(stderr)).toBe(0);
    expect(describeFolder(join(cwd, 'back'))).toEqual(describeFolder(join(cwd, 'art')));
    expect(statSync(join(cwd, 'back/run.sh')).mtime).toEqual(TIME);
  });

  const needsNode = {
    skip: isExecutable,
    meta: { excuse: 'the executable has its own runtime, with Zstandard' },
  };

  test('is compressed with gzip by a Node without Zstandard, which reads no other', needsNode, async () => {
    const cwd = fixture.folder({ 'art/a': 'alpha', 'art/b/c': 'beta' });
    const [old, now] = [{ cwd, env: withoutZstd() }, { cwd }];
    const upload = (prefix: string) => ['upload', 'art', '--archive', '--prefix', prefix];
    const download = (prefix: string) => ['download', '--prefix', prefix, '--directory', prefix];
    expect((await fixture.otter(upload('gz/'), old)).code).toBe(0);
    expect(await keysBelow('gz/')).toEqual(['gz/otter-archive.tar.gz', 'gz/otter-manifest.json']);
    expect((await fixture.otter(download('gz/'), now)).code).toBe(0);
    expect(describeFolder(join(cwd, 'gz'))).toEqual(describeFolder(join(cwd, 'art')));
    expect((await fixture.otter(upload('zst/'), now)).code).toBe(0);
    const { code, stderr } = await fixture.otter(download('zst/'), old);
    expect(stderr).toMatch(/compressed with Zstandard, which Node \S+ cannot read: use Node 22\.15 or newer/);
    expect(code).toBe(1);
  });

  test('gives the files that include names, one to standard output, and several artifacts together', async () => {
    const cwd = makeTree();
    for (const name of ['x', 'y']) {
      const args = [
        'upload',
        'art',
        `!art/${name === 'x' ? 'odd' : 'run'}*`,
        '--archive',
        '--prefix',
        `more/${name}/`,
      ];
      expect((await fixture.otter(args, { cwd })).code).toBe(0);
    }
    const some = [
      'download',
      '--prefix',
      'more/x/',
      '--directory',
      'some',
      '--include',
      'many/3',
      '--include',
      'empty',
    ];
    const { code, stderr } = await fixture.otter(some, { cwd });
    expect(code, stderr).toBe(0);
    expect(Object.keys(describeFolder(join(cwd, 'some')))).toHaveLength(30);
    const script = `${otterInShell} download --prefix more/x/ --include large.bin --stdout > large`;
    expect((await start('sh', ['-c', script], { env: fixture.service, cwd }).result).code).toBe(0);
    expect(readFileSync(join(cwd, 'large')).equals(readFileSync(join(cwd, 'art/large.bin')))).toBe(true);
    const merge = ['download', '--prefix', 'more/*/', '--merge-multiple', '--directory', 'merged'];
    const merged = await fixture.otter(merge, { cwd });
    expect(merged.code, merged.stderr).toBe(0);
    expect(describeFolder(join(cwd, 'merged'))).toEqual(describeFolder(join(cwd, 'art')));
  });
});

describe('an archive that is there', () => {
  const files = () => fixture.folder({ 'a/x': 'one', 'a/y': 'two', 'b/x': 'one', 'b/y': 'TWO' });
  const upload = (folder: string, prefix: string, ...more: string[]) => [
    'upload',
    folder,
    '--archive',
    '--json',
    '--quiet',
    '--prefix',
    prefix,
    ...more,
  ];

  test('stays if it has the same files, whatever their times', async () => {
    const cwd = files();
    const args = upload('a', 'same/');
    const first = await fixture.otter(args, { cwd });
    utimesSync(join(cwd, 'a/x'), TIME, TIME);
    const again = await fixture.otter([...args, '--latest', 'same.json'], { cwd });
    expect(again.code, again.stderr).toBe(0);
    const { 'manifest-sha256': digest } = JSON.parse(first.stdout);
    expect(JSON.parse(again.stdout)).toMatchObject({ uploaded: 0, skipped: 2, 'manifest-sha256': digest });
    const forced = await fixture.otter([...args, '--overwrite', '--skip-unchanged'], { cwd });
    expect(JSON.parse(forced.stdout)).toMatchObject({ uploaded: 0, skipped: 2 });
  });

  test('is not replaced by other files, nor by the same as objects, unless overwrite is set', async () => {
    const cwd = files();
    expect((await fixture.otter(upload('a', 'taken/'), { cwd })).code).toBe(0);
    const before = await bytesOf('taken/otter-archive.tar.zst');
    for (const args of [upload('b', 'taken/'), ['upload', 'a', '--prefix', 'taken/']]) {
      const { code, stderr } = await fixture.otter(args, { cwd });
      expect(stderr).toContain('it is the manifest of another upload');
      expect(code).toBe(5);
    }
    expect(await keysBelow('taken/')).toEqual(['taken/otter-archive.tar.zst', 'taken/otter-manifest.json']);
    expect(await bytesOf('taken/otter-archive.tar.zst')).toEqual(before);
    const replaced = await fixture.otter(upload('b', 'taken/', '--overwrite'), { cwd });
    expect(JSON.parse(replaced.stdout)).toMatchObject({ uploaded: 2 });
    const objects = ['upload', 'a', '--prefix', 'taken/', '--overwrite', '--delete'];
    expect((await fixture.otter(objects, { cwd })).code).toBe(0);
    expect(await keysBelow('taken/')).toEqual(['taken/otter-manifest.json', 'taken/x', 'taken/y']);
  });

  test('is missed when it is gone', async () => {
    const cwd = files();
    const args = upload('a', 'gone/');
    await fixture.otter(args, { cwd });
    const Key = 'gone/otter-archive.tar.zst';
    await fixture.client.send(new DeleteObjectCommand({ Bucket: fixture.bucket.bucket, Key }));
    const { code, stderr } = await fixture.otter(args, { cwd });
    expect(stderr).toContain("their archive 'gone/otter-archive.tar.zst' is gone");
    expect(code).toBe(5);
    expect((await fixture.otter([...args, '--overwrite'], { cwd })).code).toBe(0);
  });

  test('is what a dry run foresees, and nothing is sent', async () => {
    const cwd = files();
    const { code, stdout } = await fixture.otter(upload('a', 'dry/', '--dry-run'), { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ files: 2, uploaded: 2, 'dry-run': true });
    expect(code).toBe(0);
    expect(await keysBelow('dry/')).toEqual([]);
  });

  test('is not made of a file that changes meanwhile, nor of what cannot be read, and leaves nothing', async () => {
    const cwd = fixture.folder({ 'a/big': randomBytes(40 * MIB), 'a/x': 'one' });
    const running = fixture.startOtter(
      ['upload', 'a', '--archive', '--prefix', 'torn/', '--part-size', '5MiB'],
      { cwd },
    );
    while ((await fixture.unfinished()).length === 0) await sleep(5);
    writeFileSync(join(cwd, 'a/x'), 'another');
    const { code, stderr } = await running.result;
    expect(stderr).toMatch(/Reading 'x' failed: it (changed|became longer) while it was read/);
    expect(code).toBe(1);
    expect(await keysBelow('torn/')).toEqual([]);
    expect(await fixture.unfinished()).toEqual([]);
  });
});

test('what is killed is done by the next run, and nothing is left over', async () => {
  const cwd = fixture.folder({
    ...Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`a/${index}`, randomBytes(20_000)])),
    'a/zz-big': randomBytes(60 * MIB),
  });
  const up = ['upload', 'a', '--archive', '--prefix', 'killed/', '--part-size', '5MiB'];
  const uploading = fixture.startOtter(up, { cwd });
  while ((await fixture.unfinished()).length === 0) await sleep(5);
  uploading.child.kill('SIGKILL');
  await uploading.result;
  const uploaded = await fixture.otter(up, { cwd });
  expect(uploaded.code, uploaded.stderr).toBe(0);
  expect(await fixture.unfinished()).toEqual([]);
  expect(await keysBelow('killed/')).toEqual(['killed/otter-archive.tar.zst', 'killed/otter-manifest.json']);

  const down = ['download', '--prefix', 'killed/', '--directory', 'back'];
  const downloading = fixture.startOtter(down, { cwd });
  const filesBack = () => (existsSync(join(cwd, 'back')) ? readdirSync(join(cwd, 'back')) : []);
  while (filesBack().length < 20) await sleep(5);
  downloading.child.kill('SIGKILL');
  await downloading.result;
  const kept = filesBack().filter((path) => !path.endsWith('.part')).length;
  const { code, stdout, stderr } = await fixture.otter([...down, '--json'], { cwd });
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ files: 301, skipped: kept });
  expect(describeFolder(join(cwd, 'back'))).toEqual(describeFolder(join(cwd, 'a')));
});

test('a stream, and an archive, exclude each other', async () => {
  const { code, stderr } = await fixture.otter(['upload', '-', '--name', 'n', '--archive'], { input: 'x' });
  expect(stderr).toContain('archive (--archive, OTTER_ARCHIVE) cannot be used with standard input');
  expect(code).toBe(2);
});

import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SessionPolicy } from '../../src/credentials/session-policy.ts';
import { InputError } from '../../src/failure.ts';
import { ObjectStore } from '../../src/s3/object-store.ts';
import type { TransferEvent } from '../../src/transfer/artifact/event.ts';
import { formatLatestPointer } from '../../src/transfer/artifact/latest-pointer.ts';
import { formatManifest, type ManifestFile } from '../../src/transfer/artifact/manifest.ts';
import { checkDownloadInputs, type DownloadSettings } from '../../src/transfer/download/download-inputs.ts';
import { fetchArtifact } from '../../src/transfer/download/download-run.ts';
import { testOnLinux } from '../support/describe-with.ts';
import { bytesBody, keysOf } from '../support/object-store/fixture.ts';
import {
  entry,
  failureOf,
  listAll,
  MIB,
  MTIME,
  makeFolder,
  noise,
  sha256,
  useArtifacts,
} from './artifact-fixture.ts';
import { assumeRole, useSandbox } from './fixture.ts';

const fixture = useSandbox();
const { openStore, give } = useArtifacts(fixture);
const isRoot = process.getuid?.() === 0;

describe('what comes back', () => {
  test('are the files with their modes and times, empty and large ones, and the links', async () => {
    const big = noise(5 * MIB + 7);
    const contents = {
      'a.txt': 'A',
      'bin/run': '#!/bin/sh\n',
      'e/m/p/ty': '',
      big,
      'ü #%?&+.txt': 'ü',
      '.dot/.x': '.',
    };
    const given = await give(contents, {
      files: [...Object.entries(contents).map(([path, content]) => entry(path, content))].map((file) =>
        file.path === 'bin/run' ? { ...file, mode: 0o755 } : file,
      ),
      links: [
        { path: 'bin/start', target: 'run', mtime: MTIME },
        { path: 'e/m/up', target: '../../bin' },
        { path: 'nowhere/dangling', target: 'missing' },
      ],
    });
    const directory = join(makeFolder(), 'made', 'here');
    const result = await given.fetch({ directory, partSize: MIB });
    for (const [path, content] of Object.entries(contents)) {
      expect(readFileSync(join(directory, path)).equals(Buffer.from(content)), path).toBe(true);
      expect(statSync(join(directory, path)).mtime.toISOString()).toBe(MTIME);
    }
    expect(statSync(join(directory, 'bin/run')).mode & 0o7777).toBe(0o755);
    expect(statSync(join(directory, 'a.txt')).mode & 0o7777).toBe(0o644);
    expect(readlinkSync(join(directory, 'bin/start'))).toBe('run');
    expect(lstatSync(join(directory, 'bin/start')).mtime.toISOString()).toBe(MTIME);
    expect(readFileSync(join(directory, 'e/m/up/run'), 'utf8')).toBe('#!/bin/sh\n');
    expect(readlinkSync(join(directory, 'nowhere/dangling'))).toBe('missing');
    expect(listAll(directory).filter((name) => name.includes('.part'))).toEqual([]);
    expect(result).toEqual({
      directory,
      files: 6,
      links: 3,
      bytes: given.manifest.files.reduce((sum, { size }) => sum + size, 0),
      downloaded: 6,
      skipped: 0,
      unverified: 0,
      manifestKey: `${given.prefix}otter-manifest.json`,
      manifestSha256: sha256(given.text),
      artifacts: [expect.objectContaining({ prefix: given.prefix, directory, files: 6 })],
    });
  });

  test('is told as it happens, each file once and each byte', async () => {
    const given = await give({ a: 'aa', b: noise(3 * MIB) });
    const events: TransferEvent[] = [];
    await given.fetch({ onEvent: (event) => events.push(event), partSize: MIB });
    expect(events[0]).toEqual({ kind: 'planned', files: 2, bytes: 2 + 3 * MIB });
    const sent = events.reduce((sum, event) => sum + (event.kind === 'sent' ? event.bytes : 0), 0);
    expect(sent).toBe(2 + 3 * MIB);
    expect(events.filter(({ kind }) => kind === 'file')).toHaveLength(2);
  });

  test('is what the globs name', async () => {
    const given = await give(
      { 'lib/a.js': '1', 'lib/.hidden/b.js': '2', 'lib/c.css': '3', 'd.js': '4' },
      { links: [{ path: 'lib/l.js', target: 'a.js' }] },
    );
    const directory = makeFolder();
    await given.fetch({ directory, include: ['lib/**/*.js'] });
    expect(listAll(directory)).toEqual(['lib', 'lib/.hidden', 'lib/.hidden/b.js', 'lib/a.js', 'lib/l.js']);
    const folder = makeFolder();
    await given.fetch({ directory: folder, include: ['d.*', 'lib/.hidden/'] });
    expect(listAll(folder)).toEqual(['d.js', 'lib', 'lib/.hidden', 'lib/.hidden/b.js']);
  });

  const tree = {
    'sub/a.js': '1',
    'sub/deep/b.map': '2',
    subway: '3',
    'ab/x': '4',
    '[id].js': '5',
    'i.js': '6',
  };
  test.each<[include: string[], paths: string[]]>([
    [['sub'], ['sub/a.js', 'sub/deep/b.map']],
    [['./sub/'], ['sub/a.js', 'sub/deep/b.map']],
    [['subway'], ['subway']],
    [['subway/'], []],
    [['s*'], ['sub/a.js', 'sub/deep/b.map', 'subway']],
    [['s*/'], ['sub/a.js', 'sub/deep/b.map']],
    [['.'], ['[id].js', 'ab/x', 'i.js', 'sub/a.js', 'sub/deep/b.map', 'subway']],
    [['[id].js'], ['[id].js']],
    [['sub', '!**/*.map'], ['sub/a.js']],
    [
      ['!sub', '! ab'],
      ['[id].js', 'i.js', 'subway'],
    ],
    [
      ['sub', '!sub/deep', 'sub/deep/b.*'],
      ['sub/a.js', 'sub/deep/b.map'],
    ],
  ])('is what patterns name as those of an upload do: %j', async (include, paths) => {
    const given = await give({ here: '', ...tree });
    const directory = makeFolder();
    // One file more, so that there is something to take.
    await given.fetch({
      directory,
      include: [...include, ...(include[0]?.startsWith('!') ? ['!here'] : ['here'])],
    });
    const files = listAll(directory).filter((name) => lstatSync(join(directory, name)).isFile());
    expect(files.filter((name) => name !== 'here')).toEqual(paths);
  });

  test('is told of a pattern that matches nothing beside one that does', async () => {
    const given = await give({ a: '1', b: '2' });
    const events: TransferEvent[] = [];
    await given.fetch({ include: ['a', 'typo/**', '!c'], onEvent: (event) => events.push(event) });
    expect(events.filter(({ kind }) => kind === 'note')).toEqual([
      { kind: 'note', text: "include has 'typo/**', which matches nothing in the artifact" },
    ]);
  });

  test('is nothing when the globs match nothing', async () => {
    const given = await give({ a: '1' });
    expect((await failureOf(given.fetch({ include: ['*.js'] }))).kind).toBe('nothing-found');
    await expect(given.fetch({ include: ['../a'] })).rejects.toThrow(InputError);
  });

  test('is an empty artifact too', async () => {
    const directory = makeFolder();
    expect(await (await give({})).fetch({ directory })).toMatchObject({ files: 0, bytes: 0, downloaded: 0 });
    expect(listAll(directory)).toEqual([]);
  });
});

describe('the manifest', () => {
  test('is found through the pointer to the latest', async () => {
    const given = await give({ a: 'A' });
    const pointer = {
      version: 1,
      prefix: given.prefix,
      manifestKey: `${given.prefix}otter-manifest.json`,
      manifestSha256: sha256(given.text),
      createdAt: MTIME,
    } as const;
    await given.store.putObject('latest.json', bytesBody(Buffer.from(formatLatestPointer(pointer))));
    expect(await given.fetch({ prefix: '', latest: 'latest.json' })).toMatchObject({ downloaded: 1 });
    const other = formatLatestPointer({ ...pointer, manifestSha256: sha256('another one') });
    await given.store.putObject('latest.json', bytesBody(Buffer.from(other)));
    const failure = await failureOf(given.fetch({ prefix: '', latest: 'latest.json' }));
    expect(failure.kind).toBe('integrity');
    expect(failure.message).toContain("and the pointer 'latest.json' says");
  });

  test('is read from where it was copied to, with its files', async () => {
    const given = await give({ a: 'A' });
    await given.store.putObject('copy/a', bytesBody(Buffer.from('A')));
    await given.store.putObject('copy/otter-manifest.json', bytesBody(Buffer.from(given.text)));
    await given.store.deleteObjects([`${given.prefix}a`]);
    expect(await given.fetch({ prefix: 'copy' })).toMatchObject({ downloaded: 1 });
  });

  test('that has another name leads to the files that it was written for', async () => {
    const given = await give({ a: 'A' });
    await given.store.putObject('releases/v1.json', bytesBody(Buffer.from(given.text)));
    expect(await given.fetch({ prefix: '', manifestKey: 'releases/v1.json' })).toMatchObject({
      downloaded: 1,
    });
  });

  test('has to be the one that was asked for', async () => {
    const given = await give({ a: 'A' });
    expect(await given.fetch({ manifestSha256: sha256(given.text).toUpperCase() })).toMatchObject({
      files: 1,
    });
    const directory = makeFolder();
    const failure = await failureOf(given.fetch({ directory, manifestSha256: sha256('x') }));
    expect(failure.kind).toBe('integrity');
    expect(listAll(directory)).toEqual([]);
    await expect(given.fetch({ manifestSha256: 'abc' })).rejects.toThrow(/^manifest-sha256 is not a SHA-256/);
  });

  test('that is not there is nothing found', async () => {
    const failure = await failureOf((await give({})).fetch({ prefix: 'no-such-place' }));
    expect(failure.kind).toBe('nothing-found');
    expect(failure.message).toMatch(
      /'no-such-place\/otter-manifest.json' failed: 404 NoSuchKey.*check bucket, prefix/,
    );
  });

  test('may not be read by a session for another prefix', async () => {
    const { accessKey, secretKey, sessionToken } = await assumeRole(fixture, {}, fixture.otherBucket);
    const { endpoint, region } = fixture.sandbox;
    const other = keysOf({ accessKeyId: accessKey, secretAccessKey: secretKey, sessionToken });
    const store = new ObjectStore({ endpoint, region, bucket: 'builds', keys: other, concurrency: 1 });
    onTestFinished(() => store.close());
    expect((await failureOf((await give({ a: 'A' })).fetch({ store }))).kind).toBe('refused');
  });

  const hostile = [
    { name: 'a path that leaves the folder', files: [entry('../x', 'X')] },
    { name: 'an absolute path', files: [entry('/tmp/x', 'X')] },
    { name: 'a file below a link', files: [entry('l/x', 'X')], links: [{ path: 'l', target: 'd' }] },
    { name: 'a link that leads out', files: [], links: [{ path: 'l', target: '../..' }] },
  ];
  test.each(hostile)('with $name leaves nothing behind', async ({ files, links = [] }) => {
    const given = await give(
      { x: 'X' },
      { text: JSON.stringify({ version: 1, prefix: '', createdAt: MTIME, files, links }) },
    );
    const outer = makeFolder();
    const failure = await failureOf(given.fetch({ directory: join(outer, 'in') }));
    expect(failure.kind).toBe('integrity');
    expect(listAll(outer)).toEqual([]);
  });
});

describe('what is there already', () => {
  test('with the right content is not loaded again, and gets its mode and time', async () => {
    const given = await give({ a: 'A', b: 'B' }, { links: [{ path: 'l', target: 'a' }] });
    const directory = makeFolder();
    writeFileSync(join(directory, 'a'), 'A', { mode: 0o600 });
    symlinkSync('a', join(directory, 'l'));
    expect(await given.fetch({ directory })).toMatchObject({ files: 2, downloaded: 1, skipped: 1 });
    expect(given.store.asked).not.toContain(`${given.prefix}a`);
    expect(statSync(join(directory, 'a')).mode & 0o777).toBe(0o644);
    expect(statSync(join(directory, 'a')).mtime.toISOString()).toBe(MTIME);
    expect(await given.fetch({ directory })).toMatchObject({ downloaded: 0, skipped: 2 });
  });

  const linkToContent = (at: string) => {
    const real = join(makeFolder(), 'real');
    writeFileSync(real, 'A');
    symlinkSync(real, at);
  };
  const others: { name: string; make: (at: string) => void }[] = [
    { name: 'another content of the same size', make: (at) => writeFileSync(at, 'X') },
    { name: 'another size', make: (at) => writeFileSync(at, 'AA') },
    { name: 'a link to the right content', make: linkToContent },
    { name: 'a link to nowhere', make: (at) => symlinkSync('nowhere', at) },
    { name: 'a pipe', make: (at) => spawnSync('mkfifo', [at]) },
  ];
  describe.each(others)('with $name', ({ make }) => {
    test('is not touched, and nothing else is loaded', async () => {
      const given = await give({ a: 'A', b: 'B' });
      const directory = makeFolder();
      make(join(directory, 'a'));
      const { ino, mode, size, mtimeMs } = lstatSync(join(directory, 'a'));
      const failure = await failureOf(given.fetch({ directory }));
      expect(failure.kind).toBe('exists');
      expect(failure.message).toMatch(
        /a: Writing 'a' was not tried: .*overwrite is not set\.\nRemove what .*, or set overwrite to replace it\.\n/,
      );
      expect(lstatSync(join(directory, 'a'))).toMatchObject({ ino, mode, size, mtimeMs });
      expect(listAll(directory)).toEqual(['a']);
    });

    test('is replaced where that is asked for', async () => {
      const given = await give({ a: 'A' });
      const directory = makeFolder();
      make(join(directory, 'a'));
      await given.fetch({ directory, overwrite: true });
      expect(lstatSync(join(directory, 'a')).isFile()).toBe(true);
      expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('A');
    });
  });

  test('as a folder is never replaced', async () => {
    const given = await give({ a: 'A' }, { links: [{ path: 'l', target: 'a' }] });
    for (const name of ['a', 'l']) {
      const directory = makeFolder();
      mkdirSync(join(directory, name));
      const failure = await failureOf(given.fetch({ directory, overwrite: true }));
      expect(failure.message).toMatch(
        /a folder is in the way of .*\.\nA folder, .* is never replaced: .*\.\n/,
      );
      expect(failure.message).not.toMatch(/set overwrite/);
    }
  });

  test('as another link is replaced where that is asked for alone', async () => {
    const given = await give({ a: 'A' }, { links: [{ path: 'l', target: 'a' }] });
    const directory = makeFolder();
    symlinkSync('b', join(directory, 'l'));
    expect((await failureOf(given.fetch({ directory }))).kind).toBe('exists');
    await given.fetch({ directory, overwrite: true });
    expect(readlinkSync(join(directory, 'l'))).toBe('a');
    expect(listAll(directory)).toEqual(['a', 'l']);
  });

  test('by the time a file is whole is not replaced either', async () => {
    const given = await give({ a: 'A' });
    const directory = makeFolder();
    given.store.meddle = async (key, _options, get) => {
      if (key.endsWith('/a')) writeFileSync(join(directory, 'a'), 'mine');
      return await get();
    };
    expect((await failureOf(given.fetch({ directory }))).message).toMatch(
      /appeared during the download, and overwrite is not set/,
    );
    expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('mine');
    expect(listAll(directory)).toEqual(['a']);
  });
});

describe('a link on the way to a file', () => {
  test.each([false, true])('is refused, whether overwrite is %s', async (overwrite) => {
    const given = await give({ 'a/b/c': 'C', 'a/b/d/e': 'E' });
    const outside = makeFolder();
    const directory = makeFolder();
    mkdirSync(join(directory, 'a'));
    symlinkSync(outside, join(directory, 'a/b'));
    const failure = await failureOf(given.fetch({ directory, overwrite }));
    expect(failure.kind).toBe('exists');
    expect(failure.message).toMatch(/'a\/b' was not tried: a symbolic link is there/);
    expect(listAll(outside)).toEqual([]);
  });

  test('that an earlier download made is refused', async () => {
    const first = await give({ 'd/x': 'X' }, { links: [{ path: 'l', target: 'd' }] });
    const second = await give({ 'l/x': 'Y' });
    const directory = makeFolder();
    await first.fetch({ directory });
    expect((await failureOf(second.fetch({ directory, overwrite: true }))).kind).toBe('exists');
    expect(readFileSync(join(directory, 'd/x'), 'utf8')).toBe('X');
  });

  test('that appears before the links are made is refused', async () => {
    const given = await give({ 'd/x': 'X' }, { links: [{ path: 'd/e/l', target: '../x' }] });
    const outside = makeFolder();
    const directory = makeFolder();
    mkdirSync(join(directory, 'd/e'), { recursive: true });
    given.store.meddle = async (key, _options, get) => {
      if (key.endsWith('/x')) {
        rmSync(join(directory, 'd/e'), { recursive: true });
        symlinkSync(outside, join(directory, 'd/e'));
      }
      return await get();
    };
    expect((await failureOf(given.fetch({ directory }))).message).toMatch(/a symbolic link is there/);
    expect(listAll(outside)).toEqual([]);
  });

  test('is followed where it is the directory itself', async () => {
    const given = await give({ a: 'A' });
    const real = makeFolder();
    const directory = join(makeFolder(), 'link');
    symlinkSync(real, directory);
    expect((await given.fetch({ directory })).directory).toBe(real);
    expect(listAll(real)).toEqual(['a']);
  });
});

describe('an object that is not what the manifest says', () => {
  const wrong: { name: string; file: Partial<ManifestFile>; says: RegExp }[] = [
    { name: 'another digest', file: { sha256: sha256('B') }, says: /the manifest says [0-9a-f]{64}/ },
    { name: 'fewer bytes', file: { size: 2 }, says: /shorter than the manifest says/ },
    { name: 'fewer bytes than one range has', file: { size: 5 * MIB }, says: /shorter/ },
    { name: 'bytes where there are to be none', file: { size: 0, sha256: sha256('') }, says: /longer/ },
  ];
  test.each(wrong)('but has $name leaves no file of its name', async ({ file, says }) => {
    const given = await give({ a: 'A', b: 'B' }, { files: [entry('a', 'A', file), entry('b', 'B')] });
    const directory = makeFolder();
    const failure = await failureOf(given.fetch({ directory, partSize: MIB }));
    expect(failure.kind).toBe('integrity');
    expect(failure.message).toMatch(says);
    expect(failure.message).toMatch(
      /\.\nAn upload with overwrite is probably under way .*: wait for it, or run it again\./,
    );
    expect(listAll(directory)).toEqual(['b']);
  });

  test('in one of many ranges leaves no file of its name', async () => {
    const content = noise(4 * MIB);
    const damaged = Buffer.from(content);
    damaged[3 * MIB] = (damaged[3 * MIB] ?? 0) ^ 1;
    const given = await give({ a: damaged }, { files: [entry('a', content)] });
    const directory = makeFolder();
    expect((await failureOf(given.fetch({ directory, partSize: MIB }))).kind).toBe('integrity');
    expect(listAll(directory)).toEqual([]);
  });

  test('is not there at all: the others are, and the failure names it', async () => {
    const given = await give({ a: 'A', b: 'B', c: 'C' });
    await given.store.deleteObjects([`${given.prefix}b`]);
    const directory = makeFolder();
    const events: TransferEvent[] = [];
    const failure = await failureOf(given.fetch({ directory, onEvent: (event) => events.push(event) }));
    expect(failure.kind).toBe('partial');
    expect(failure.message).toMatch(
      /failed for 1 of 3 files:\n {2}b: GET .*404 NoSuchKey: it is listed, but the bucket no longer has it\.\nA lifecycle rule \(retention-days\).*: upload the artifact again\.\nComplete and verified: 2 files\. /,
    );
    expect(failure.message).not.toMatch(/check prefix/);
    expect(listAll(directory)).toEqual(['a', 'c']);
    const failed = events.filter((event) => event.kind === 'file' && event.outcome === 'failed');
    expect(failed).toMatchObject([{ path: 'b' }]);
  });

  test('is counted as a file, and links by themselves', async () => {
    const links = ['l', 'm', 'n'].map((path) => ({ path, target: 'a' }));
    const given = await give({ a: 'A', b: 'B' }, { links });
    await given.store.deleteObjects([`${given.prefix}b`]);
    const { message } = await failureOf(given.fetch());
    expect(message).toContain('failed for 1 of 2 files:');
    expect(message).toContain('Not tried or not finished: 3 links.');
    const directory = makeFolder();
    mkdirSync(join(directory, 'l'));
    writeFileSync(join(directory, 'a'), 'X');
    const refused = await failureOf(given.fetch({ directory }));
    expect(refused.message).toContain('failed for 1 of 2 files and 1 of 3 links:');
  });

  test('counts as integrity although others are missing', async () => {
    const given = await give(
      { a: 'A', b: 'B' },
      { files: [entry('a', 'X'), entry('b', 'B'), entry('c', 'C')] },
    );
    expect((await failureOf(given.fetch())).kind).toBe('integrity');
  });
});

describe('an object that is replaced in the middle', () => {
  const before = noise(4 * MIB);
  const after = Buffer.concat([before.subarray(2 * MIB), before.subarray(0, 2 * MIB)]);

  /** Replaces the object as soon as its first range has been asked for. */
  async function giveReplaced(file: ManifestFile) {
    const given = await give({ a: before }, { files: [file] });
    let replaced = false;
    given.store.meddle = async (key, { range }, get) => {
      const opened = await get();
      if (range?.[0] === 0 && !replaced) {
        replaced = true;
        await given.store.putObject(key, bytesBody(after));
      }
      return opened;
    };
    return given;
  }

  test('is never put together from both', async () => {
    const given = await giveReplaced(entry('a', before));
    const directory = makeFolder();
    const failure = await failureOf(given.fetch({ directory, partSize: MIB, concurrency: 1 }));
    expect(failure.kind).toBe('integrity');
    expect(listAll(directory)).toEqual([]);
  });

  test('is read from its beginning when it is the right one then', async () => {
    const given = await giveReplaced(entry('a', after));
    const directory = makeFolder();
    const events: TransferEvent[] = [];
    const onEvent = (event: TransferEvent) => void events.push(event);
    await given.fetch({ directory, partSize: MIB, concurrency: 1, onEvent });
    expect(readFileSync(join(directory, 'a')).equals(after)).toBe(true);
    const sent = events.reduce((sum, event) => sum + (event.kind === 'sent' ? event.bytes : 0), 0);
    expect(sent).toBe(after.length);
  });
});

describe('an end before the end', () => {
  test('by a signal leaves no half file, and the next download goes on', async () => {
    const given = await give({ a: 'A', big: noise(4 * MIB) });
    const directory = makeFolder();
    const stop = new AbortController();
    given.store.meddle = async (_key, { range }, get) => {
      if (range?.[0] === 2 * MIB) stop.abort(new Error('enough'));
      return await get();
    };
    const options = { directory, partSize: MIB, concurrency: 1 };
    await expect(given.fetch({ ...options, signal: stop.signal })).rejects.toThrow('enough');
    expect(listAll(directory)).toEqual(['a']);
    given.store.meddle = (_key, _options, get) => get();
    expect(await given.fetch(options)).toMatchObject({ downloaded: 1, skipped: 1 });
  });

  test('by a kill leaves what the next download removes, and that of a living one it leaves alone', async () => {
    const given = await give({ a: 'A', 'd/b': 'B' });
    const directory = makeFolder();
    mkdirSync(join(directory, 'd'));
    const dead = spawnSync('true').pid;
    const leftover = (folder: string, pid: number | undefined, random: string) =>
      join(directory, folder, `.otter-${pid}-${random.repeat(16)}.part`);
    writeFileSync(leftover('', dead, 'a'), 'half');
    writeFileSync(leftover('d', dead, 'b'), 'half', { mode: 0 });
    symlinkSync('x', leftover('d', dead, 'c'));
    writeFileSync(leftover('d', process.ppid, 'd'), 'of another one');
    // Whole already, and with the time that the artifact gives it.
    utimesSync(leftover('d', process.ppid, 'd'), new Date(0), new Date(0));
    writeFileSync(leftover('d', process.pid, 'f'), 'of one that had the same number in another container');
    writeFileSync(join(directory, '.otter-notes.part'), 'none of ours');
    await given.fetch({ directory });
    expect(listAll(directory)).toEqual(
      [
        '.otter-notes.part',
        'a',
        'd',
        'd/b',
        leftover('d', process.ppid, 'd').slice(directory.length + 1),
      ].sort(),
    );
    // Its number is that of another process by then.
    await given.fetch({ directory, now: () => Date.now() + 48 * 3_600_000 });
    expect(listAll(directory)).toEqual(['.otter-notes.part', 'a', 'd', 'd/b']);
  });

  test('by a name that the file system does not take says so, and leaves nothing', async () => {
    const name = 'n'.repeat(300);
    const given = await give({ [name]: 'N' });
    const directory = makeFolder();
    expect((await failureOf(given.fetch({ directory }))).message).toMatch(/ENAMETOOLONG/);
    expect(listAll(directory)).toEqual([]);
  });

  test('by a file where the directory goes is wrong input', async () => {
    const directory = join(makeFolder(), 'file');
    writeFileSync(directory, '');
    const given = await give({ a: 'A' });
    for (const place of [directory, join(directory, 'below')]) {
      await expect(given.fetch({ directory: place })).rejects.toThrow(/^directory is .*there is a file/);
    }
  });

  test('by a link to nothing where the directory goes, or above it, is said to be one', async () => {
    const directory = join(makeFolder(), 'link');
    symlinkSync('gone', directory);
    const given = await give({ a: 'A' });
    for (const place of [directory, join(directory, 'below')]) {
      await expect(given.fetch({ directory: place })).rejects.toThrow(
        `directory is '${place}', and '${directory}' is a broken symbolic link: create the folder that it leads to, or name another folder.`,
      );
    }
    mkdirSync(join(directory, '../gone'));
    expect(await given.fetch({ directory })).toMatchObject({ downloaded: 1 });
  });

  testOnLinux('/proc', 'by a folder that the system does not let be made is wrong input', async () => {
    const given = await give({ a: 'A' });
    for (const place of ['/proc/no-such-place', '/proc/no-such-place/below']) {
      await expect(given.fetch({ directory: place })).rejects.toThrow(
        /^directory is '\/proc\/no-such-place.*does not allow a folder there \(ENOENT\)/,
      );
    }
  });

  test.runIf(isRoot)('by a full disk says so, and leaves nothing half', async ({ skip }) => {
    const directory = makeFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', directory]);
    skip(mounted.status !== 0, 'nothing can be mounted here');
    onTestFinished(() => void spawnSync('umount', [directory]));
    const given = await give({ a: 'A', b: noise(6 * MIB), c: noise(5 * MIB) });
    const failure = await failureOf(given.fetch({ directory, partSize: MIB }));
    expect(failure.message).toMatch(/the disk is full: free space.*ENOSPC/);
    expect(listAll(directory)).toEqual(['a']);
    expect(failure.kind).toBe('partial');
  });
});

describe('what this system cannot hold', () => {
  test('is refused before anything is written', async () => {
    const given = await give({ 'aux.txt': 'A', b: 'B' });
    const directory = makeFolder();
    const failure = await failureOf(given.fetch({ directory, platform: 'win32' }));
    expect(failure.message).toMatch(/'aux.txt' was not tried: its name has the name of a Windows device/);
    expect(listAll(directory)).toEqual([]);
    await given.fetch({ directory, platform: 'win32', include: ['b'] });
    expect(listAll(directory)).toEqual(['b']);
  });

  test('as a folder that may not be written to is said', async () => {
    const given = await give({ 'd/a': 'A' });
    // The superuser may not write there either.
    const failure = await failureOf(given.fetch({ directory: '/sys/class' }));
    expect(failure.message).toMatch(/EACCES|EPERM|EROFS/);
  });
});

describe('a session for a download reaches no more than it has to', () => {
  interface Scene {
    readonly name: string;
    readonly settings: (prefix: string) => Partial<DownloadSettings>;
    readonly scopes: (prefix: string) => string[];
  }
  const below = (prefix: string) => `${prefix}artifact/`;
  const scenes: Scene[] = [
    {
      name: 'a prefix',
      settings: (prefix) => ({ prefix: below(prefix) }),
      scopes: (prefix) => [below(prefix)],
    },
    {
      name: 'a manifest',
      settings: (prefix) => ({ manifestKey: `${below(prefix)}otter-manifest.json` }),
      scopes: (prefix) => [below(prefix)],
    },
    {
      name: 'a manifest that lies elsewhere',
      settings: (prefix) => ({ manifestKey: `${prefix}releases/v1.json` }),
      scopes: (prefix) => [`${prefix}releases/`, below(prefix)],
    },
    {
      name: 'a pointer',
      settings: (prefix) => ({ latest: `${prefix}latest.json` }),
      scopes: (prefix) => [`${prefix}latest.json`, below(prefix)],
    },
    {
      name: 'a pointer, and a prefix that holds all',
      settings: (prefix) => ({ prefix, latest: `${prefix}latest.json` }),
      scopes: (prefix) => [prefix],
    },
  ];

  let scopes = 0;

  /** An artifact, a copy of its manifest elsewhere, and a pointer above both. */
  async function giveAll(manifestSha256?: string) {
    scopes += 1;
    const prefix = `scoped-${scopes}/`;
    const store = openStore();
    const put = (key: string, text: string) => store.putObject(prefix + key, bytesBody(Buffer.from(text)));
    const manifest = formatManifest({
      version: 1,
      prefix: below(prefix),
      createdAt: MTIME,
      files: [entry('a', 'A')],
      links: [],
    });
    await put('artifact/a', 'A');
    await put('artifact/otter-manifest.json', manifest);
    await put('releases/v1.json', manifest);
    const pointer = formatLatestPointer({
      version: 1,
      prefix: below(prefix),
      manifestKey: `${below(prefix)}otter-manifest.json`,
      manifestSha256: manifestSha256 ?? sha256(manifest),
      createdAt: MTIME,
    });
    await put('latest.json', pointer);
    await put('artifact/latest/latest.json', pointer);
    return prefix;
  }

  /** Downloads with sessions that are as narrow as they are asked for. */
  async function fetchWith(settings: Partial<DownloadSettings>) {
    const scopes: string[] = [];
    const open = async (scope: string) => {
      scopes.push(scope);
      const { json } = SessionPolicy.forScope('builds', 'read', scope) as SessionPolicy;
      const { accessKey, secretKey, sessionToken } = await assumeRole(fixture, { Policy: json });
      const { endpoint, region } = fixture.sandbox;
      const narrow = keysOf({ accessKeyId: accessKey, secretAccessKey: secretKey, sessionToken });
      return new ObjectStore({ endpoint, region, bucket: 'builds', keys: narrow, concurrency: 1 });
    };
    const usual = checkDownloadInputs({}, {}, new Date(), makeFolder());
    const { signal } = new AbortController();
    const context = { signal, platform: 'linux', warn: () => undefined } as const;
    const result = fetchArtifact({ ...usual, ...settings }, open, context);
    return { scopes, result: await result.catch((error: unknown) => error) };
  }

  test.each(scenes)('with $name', async ({ settings, scopes }) => {
    const prefix = await giveAll();
    const fetched = await fetchWith(settings(prefix));
    expect(fetched.result).toMatchObject({ downloaded: 1 });
    expect(fetched.scopes).toEqual(scopes(prefix));
  });

  test('and where a prefix does not hold the artifact, it is the prefix that is wrong', async () => {
    const top = await giveAll();
    const prefix = `${top}artifact/latest/`;
    const { result } = await fetchWith({ prefix, latest: `${prefix}latest.json` });
    expect(result).toBeInstanceOf(InputError);
    expect((result as InputError).message).toBe(
      `prefix is '${prefix}', and latest leads to '${below(top)}', which is not below it: leave out prefix, because latest alone leads to the artifact.`,
    );
    const releases = `${top}releases/`;
    const other = await fetchWith({ prefix: releases, manifestKey: `${releases}v1.json` });
    expect(other.result).toBeInstanceOf(InputError);
  });

  test('and it is the pointer that says what the manifest has to be', async () => {
    const prefix = await giveAll(sha256('another one'));
    const { result } = await fetchWith({ latest: `${prefix}latest.json` });
    expect((result as Error).message).toContain(`and the pointer '${prefix}latest.json' says`);
  });
});

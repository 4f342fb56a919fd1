import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TransferEvent } from '../../src/transfer/artifact/event.ts';
import { checkDownloadInputs, type DownloadInputs } from '../../src/transfer/download/download-inputs.ts';
import { fetchArtifact } from '../../src/transfer/download/download-run.ts';
import { bytesBody } from '../support/object-store/fixture.ts';
import { failureOf, listAll, makeFolder, useArtifacts } from './artifact-fixture.ts';
import { useSandbox } from './fixture.ts';

const fixture = useSandbox();
const { openStore, give, nextPrefix } = useArtifacts(fixture);

type Contents = Readonly<Record<string, string>>;

/** Artifacts below a prefix of their own, by their folders, and a download of them. */
async function giveAll(artifacts: Readonly<Record<string, Contents>>) {
  const prefix = nextPrefix();
  for (const [name, contents] of Object.entries(artifacts)) await give(contents, {}, `${prefix}${name}/`);
  const directory = makeFolder();
  const events: TransferEvent[] = [];
  const scopes: string[] = [];
  const warnings: string[] = [];
  const fetch = (inputs: DownloadInputs, more: { platform?: NodeJS.Platform } = {}) => {
    const settings = checkDownloadInputs({ prefix, directory, ...inputs }, {}, new Date(), '/');
    const open = async (scope: string) => {
      scopes.push(scope);
      return openStore();
    };
    const { signal } = new AbortController();
    const onEvent = (event: TransferEvent) => void events.push(event);
    const warn = (sentence: string) => void warnings.push(sentence);
    return fetchArtifact(settings, open, { signal, platform: 'linux', onEvent, warn, ...more });
  };
  return { prefix, directory, events, scopes, warnings, fetch };
}

const put = (key: string, text = 'x') => openStore().putObject(key, bytesBody(Buffer.from(text)));

describe('each artifact that a pattern matches', () => {
  test('gets its own folder, with the name of its folder in the bucket', async () => {
    const given = await giveAll({
      linux: { 'bin/app': 'L', note: 'same' },
      windows: { 'bin/app.exe': 'W', note: 'same' },
    });
    // Neither is a folder of an artifact.
    await put(`${given.prefix}notes.txt`);
    await put(`${given.prefix}.otter-claims/placeholder`);
    const result = await given.fetch({ prefix: `${given.prefix}*/` });
    const paths = ['', '/bin', '/bin/app', '/note'].map((path) => `linux${path}`);
    paths.push(...['', '/bin', '/bin/app.exe', '/note'].map((path) => `windows${path}`));
    expect(listAll(given.directory)).toEqual(paths);
    expect(given.scopes).toEqual([given.prefix]);
    expect(result).toMatchObject({ files: 4, downloaded: 4, bytes: 10, manifestKey: '', manifestSha256: '' });
    const [linux, windows] = result.artifacts;
    expect(linux).toEqual({
      prefix: `${given.prefix}linux/`,
      directory: join(given.directory, 'linux'),
      files: 2,
      bytes: 5,
      manifestKey: `${given.prefix}linux/otter-manifest.json`,
      manifestSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      unverified: false,
    });
    expect(windows).toMatchObject({ prefix: `${given.prefix}windows/`, files: 2 });
    expect(given.events[0]).toEqual({ kind: 'planned', files: 4, bytes: 10 });
    const again = await given.fetch({ prefix: `${given.prefix}*/` });
    expect(again).toMatchObject({ downloaded: 0, skipped: 4 });
  });

  test('is one by the name of download-artifact’s inputs, several folders down, with exclusions', async () => {
    const given = await giveAll({
      'linux/x64': { a: '1' },
      'linux/arm': { a: '2' },
      'mac/arm': { a: '3' },
      'mac/x64': { a: '4' },
    });
    await given.fetch({ pattern: '*/*\n!linux/arm\n! mac\nmac/x*' });
    expect(listAll(given.directory).filter((path) => path.endsWith('a'))).toEqual([
      'linux/x64/a',
      'mac/x64/a',
    ]);
  });

  test('is found among more folders than a page of a listing has', async () => {
    const given = await giveAll({ wanted: { a: 'A' } });
    const store = openStore();
    const body = bytesBody(Buffer.from('x'));
    const keys = Array.from({ length: 1_100 }, (_, index) => `${given.prefix}other-${index}/x`);
    await Promise.all(keys.map((key) => store.putObject(key, body)));
    expect(await given.fetch({ pattern: 'w*' })).toMatchObject({ files: 1 });
    const failure = await failureOf(given.fetch({ pattern: '*' }));
    expect(failure.kind).toBe('failed');
    expect(failure.message).toContain('more than 1,000 folders');
    expect(listAll(given.directory)).toEqual(['wanted', 'wanted/a']);
  });

  test('is filtered by include, which may match nothing in some of them', async () => {
    const given = await giveAll({ a: { 'x.js': '1', 'x.map': '2' }, b: { 'y.css': '3' } });
    const result = await given.fetch({ pattern: '*', include: '*.js\nnone' });
    expect(listAll(given.directory)).toEqual(['a', 'a/x.js']);
    expect(result.artifacts.map(({ files }) => files)).toEqual([1, 0]);
    expect(given.events).toContainEqual({
      kind: 'note',
      text: "include has 'none', which matches nothing in any of the artifacts",
    });
    const nothing = await failureOf(given.fetch({ pattern: '*', include: 'none' }));
    expect(nothing.message).toContain('include matches none of the 3 files in the artifacts');
  });
});

describe('several artifacts in one folder', () => {
  test('are merged, with one of what they have in common', async () => {
    const given = await giveAll({ a: { one: '1', 'd/both': 'same' }, b: { two: '2', 'd/both': 'same' } });
    const result = await given.fetch({ pattern: '*', mergeMultiple: 'true' });
    expect(listAll(given.directory)).toEqual(['d', 'd/both', 'one', 'two']);
    expect(result).toMatchObject({ files: 3, downloaded: 3, bytes: 6 });
    expect(result.artifacts.map(({ directory }) => directory)).toEqual([given.directory, given.directory]);
  });

  test.each<[name: string, one: Contents, other: Contents, paths: [string, string]]>([
    ['different content', { a: '', x: 'here' }, { b: '', x: 'there' }, ['x', 'x']],
    ['content of the same size', { x: '1' }, { x: '2' }, ['x', 'x']],
    ['a file and a folder', { x: '1' }, { 'x/y': '2' }, ['x', 'x/y']],
  ])('are refused before anything is written: %s', async (_name, one, other, [path, otherPath]) => {
    const given = await giveAll({ one, other });
    const failure = await failureOf(given.fetch({ pattern: '*', mergeMultiple: 'true' }));
    expect(failure.kind).toBe('exists');
    expect(failure.message).toContain(
      `'${path}' of '${given.prefix}one/' and '${otherPath}' of '${given.prefix}other/'`,
    );
    expect(listAll(given.directory)).toEqual([]);
    expect(await given.fetch({ pattern: '*' })).toMatchObject({
      downloaded: Object.keys({ ...one }).length + Object.keys(other).length,
    });
  });

  test('are refused if the disk takes two names for the same', async () => {
    const given = await giveAll({ one: { ReadMe: '1' }, other: { readme: '2' } });
    const merge = { pattern: '*', mergeMultiple: 'true' };
    const failure = await failureOf(given.fetch(merge, { platform: 'darwin' }));
    expect(failure.message).toContain(`'ReadMe' of '${given.prefix}one/' and 'readme' of`);
    expect(await given.fetch(merge)).toMatchObject({ downloaded: 2 });
  });

  test('are refused for links that lead elsewhere, and links that clash with a file', async () => {
    const prefix = nextPrefix();
    await give({ x: '1' }, { links: [{ path: 'l', target: 'x' }] }, `${prefix}one/`);
    await give({ y: '1' }, { links: [{ path: 'l', target: 'y' }] }, `${prefix}two/`);
    await give({ l: '1' }, {}, `${prefix}three/`);
    const { fetch, directory } = await giveAll({ none: {} });
    const merge = { prefix, mergeMultiple: 'true' };
    for (const pattern of ['one\ntwo', 'one\nthree']) {
      expect((await failureOf(fetch({ ...merge, pattern }))).kind).toBe('exists');
    }
    expect(listAll(directory)).toEqual([]);
  });
});

describe('nothing is downloaded', () => {
  test('when no artifact matches', async () => {
    const given = await giveAll({ a: { x: '1' } });
    const failure = await failureOf(given.fetch({ pattern: 'b*' }));
    expect(failure.kind).toBe('nothing-found');
    expect(failure.message).toContain('There is no artifact below');
  });

  test('when one that matches is not complete', async () => {
    const given = await giveAll({ a: { x: '1' } });
    await put(`${given.prefix}b/y`);
    const failure = await failureOf(given.fetch({ pattern: '*' }));
    expect(failure.kind).toBe('partial');
    expect(failure.message).toContain(`without otter-manifest.json: '${given.prefix}b/'.`);
    expect(listAll(given.directory)).toEqual([]);
    expect(await given.fetch({ pattern: '*\n!b' })).toMatchObject({ downloaded: 1 });
  });

  test.each(['.git', '.GIT', 'a\0b'])('when a folder has the hostile name %j', async (name) => {
    const given = await giveAll({ a: { x: '1' } });
    await put(`${given.prefix}${name}/otter-manifest.json`, '{}');
    const failure = await failureOf(given.fetch({ pattern: '*' }));
    expect(failure.kind).toBe('integrity');
    expect(listAll(given.directory)).toEqual([]);
  });

  test('for a folder without a name, or one that leads up', async () => {
    const given = await giveAll({ a: { x: '1' } });
    for (const name of ['', '..', '.']) await put(`${given.prefix}${name}/otter-manifest.json`, '{}');
    expect(await given.fetch({ pattern: '*' })).toMatchObject({ downloaded: 1 });
    expect(listAll(given.directory)).toEqual(['a', 'a/x']);
  });

  test('when one manifest is not valid, and the message names it', async () => {
    const given = await giveAll({ a: { x: '1' } });
    await put(`${given.prefix}b/otter-manifest.json`, '{"version":1,"files":[{"path":"../x"}]}');
    const failure = await failureOf(given.fetch({ pattern: '*' }));
    expect(failure.kind).toBe('integrity');
    expect(failure.message).toContain(`${given.prefix}b/`);
    expect(listAll(given.directory)).toEqual([]);
  });

  test('through a link in place of a folder', async () => {
    const given = await giveAll({ a: { x: '1' }, b: { x: '2' } });
    const outside = makeFolder();
    symlinkSync(outside, join(given.directory, 'b'));
    const failure = await failureOf(given.fetch({ pattern: '*' }));
    expect(failure.kind).toBe('exists');
    expect(listAll(outside)).toEqual([]);
    expect(listAll(given.directory)).toEqual(['b']);
  });
});

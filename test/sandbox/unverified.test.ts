import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { checkDownloadInputs, type DownloadInputs } from '../../src/transfer/download/download-inputs.ts';
import { fetchArtifact } from '../../src/transfer/download/download-run.ts';
import { bytesBody } from '../support/object-store/fixture.ts';
import { failureOf, listAll, type Meddle, MIB, makeFolder, useArtifacts } from './artifact-fixture.ts';
import { useSandbox } from './fixture.ts';

const fixture = useSandbox();
const { openStore, give, nextPrefix } = useArtifacts(fixture);

type Contents = Readonly<Record<string, string | Buffer>>;

/** Objects below a prefix of their own that no manifest lists, and a download of them. */
async function put(contents: Contents, meddle?: Meddle) {
  const prefix = nextPrefix();
  const store = openStore();
  for (const [path, content] of Object.entries(contents)) {
    await store.putObject(prefix + path, bytesBody(Buffer.from(content)));
  }
  const directory = makeFolder();
  const warnings: string[] = [];
  const written: Buffer[] = [];
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      written.push(chunk);
      done();
    },
  });
  const fetch = (inputs: DownloadInputs = {}, isStream = false) => {
    const texts = { prefix, directory, unverified: 'true', ...inputs };
    const open = async () => {
      const opened = openStore();
      if (meddle !== undefined) opened.meddle = meddle;
      return opened;
    };
    const warn = (sentence: string) => void warnings.push(sentence);
    const context = { signal: new AbortController().signal, platform: 'linux', warn } as const;
    const settings = checkDownloadInputs(texts, {}, new Date(), '/');
    return fetchArtifact(settings, open, { ...context, ...(isStream ? { output } : {}) });
  };
  return { prefix, store, directory, warnings, fetch, streamed: () => Buffer.concat(written) };
}

/** An object in two parts, whose ETag is no MD5. */
async function putParts(key: string, content: Buffer): Promise<void> {
  const store = openStore();
  const uploadId = await store.createUpload(key, {});
  const pieces = [content.subarray(0, 5 * MIB), content.subarray(5 * MIB)];
  const parts = await Promise.all(
    pieces.map(async (piece, index) => ({
      number: index + 1,
      ...(await store.uploadPart(key, uploadId, index + 1, bytesBody(piece))),
    })),
  );
  await store.completeUpload(key, uploadId, parts);
}

describe('what has no manifest', () => {
  test('is an error unless it is asked for, and then a warning names it', async () => {
    const large = randomBytes(17 * MIB);
    const { fetch, directory, warnings, prefix } = await put({ a: 'alpha', 'd/b': '', 'd/large': large });
    expect((await failureOf(fetch({ unverified: 'false' }))).kind).toBe('nothing-found');
    expect(warnings).toEqual([]);
    const result = await fetch();
    expect(result).toMatchObject({ files: 3, downloaded: 3, unverified: 3, manifestKey: '' });
    expect(result.artifacts).toEqual([
      expect.objectContaining({ prefix, unverified: true, manifestSha256: '' }),
    ]);
    expect(listAll(directory)).toEqual(['a', 'd', 'd/b', 'd/large']);
    expect(readFileSync(join(directory, 'd/large')).equals(large)).toBe(true);
    expect(statSync(join(directory, 'a')).mode & 0o777).toBe(0o644);
    expect(Date.now() - statSync(join(directory, 'a')).mtimeMs).toBeLessThan(86_400_000);
    expect(warnings).toEqual([
      `'${prefix}' has no manifest, so nothing says that its 3 files are complete, or what was uploaded. They are compared by the MD5 in the listing. Modes, times and links are not restored.`,
    ]);
  });

  test('stays where it is there with the same MD5, and keeps its mode', async () => {
    const { fetch, directory } = await put({ a: 'alpha', b: 'beta' });
    await fetch();
    chmodSync(join(directory, 'a'), 0o755);
    writeFileSync(join(directory, 'b'), 'BETA');
    expect((await failureOf(fetch())).kind).toBe('exists');
    expect(await fetch({ overwrite: 'true' })).toMatchObject({ downloaded: 1, skipped: 1 });
    expect(statSync(join(directory, 'a')).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(directory, 'b'), 'utf8')).toBe('beta');
  });

  test('is compared by its size alone if it was uploaded in parts', async () => {
    const { fetch, directory, warnings, prefix } = await put({ a: 'alpha' });
    const content = randomBytes(17 * MIB);
    await putParts(`${prefix}parts`, content);
    expect(await fetch()).toMatchObject({ downloaded: 2 });
    expect(readFileSync(join(directory, 'parts')).equals(content)).toBe(true);
    expect(warnings[0]).toContain(
      'They are compared 1 by the MD5 in the listing, and 1 by their size alone.',
    );
    const failure = await failureOf(fetch());
    expect(failure.message).toContain(
      'a file of this size is there, and there is no digest to compare it with',
    );
    expect(await fetch({ overwrite: 'true' })).toMatchObject({ downloaded: 1, skipped: 1 });
  });

  test('comes from the version that was listed, or not at all', async () => {
    const large = randomBytes(17 * MIB);
    for (const content of ['first', large]) {
      const { fetch, directory, store, prefix } = await put({ a: content }, async (key, _options, get) => {
        if (key.endsWith('/a'))
          await store.putObject(key, bytesBody(Buffer.from(Buffer.from(content).reverse())));
        return await get();
      });
      expect(prefix).not.toBe('');
      expect((await failureOf(fetch())).kind).toBe('integrity');
      expect(listAll(directory)).toEqual([]);
    }
  });

  test('is refused if it arrives with another MD5', async () => {
    const flip: Meddle = async (key, _options, get) => {
      const opened = await get();
      if (key.endsWith('.json')) return opened;
      async function* flipped() {
        for await (const chunk of opened.body) yield Buffer.from(chunk).fill(0);
      }
      return { ...opened, body: flipped() };
    };
    const { fetch, directory } = await put({ a: 'alpha' }, flip);
    const failure = await failureOf(fetch());
    expect(failure.kind).toBe('integrity');
    const md5 = createHash('md5').update('alpha').digest('hex');
    expect(failure.message).toContain(`and its ETag is ${md5}`);
    expect(listAll(directory)).toEqual([]);
  });

  test('is not asked for what a folder’s own objects, and placeholders, have', async () => {
    const { fetch, directory } = await put({ '': '', 'd/': '', 'd/a': 'alpha', '.otter-claims/x': 'x' });
    expect(await fetch()).toMatchObject({ files: 1 });
    expect(listAll(directory)).toEqual(['d', 'd/a']);
  });

  test.each(['../x', '/x', 'a//x', './x', '.git/config', 'a\0x', 'd/'])(
    'with the name %j is refused before anything is written, unless it is left out',
    async (path) => {
      const { fetch, directory } = await put({ [path]: 'x', ok: 'y' });
      const failure = await failureOf(fetch());
      expect(failure.kind).toBe('integrity');
      expect(listAll(directory)).toEqual([]);
      const [, exclusion = ''] = /Leave it out \(include '(!.*?)'\)/.exec(failure.message) ?? [];
      for (const include of ['ok', exclusion]) expect(await fetch({ include })).toMatchObject({ files: 1 });
      expect(listAll(directory)).toEqual(['ok']);
    },
  );

  test('is refused if one name is the folder of another', async () => {
    const { fetch, directory } = await put({ a: 'file', 'a/b': 'below it' });
    expect((await failureOf(fetch())).message).toContain('is below a file');
    expect(listAll(directory)).toEqual([]);
  });

  test('may be one of several artifacts, of which others have a manifest', async () => {
    const { fetch, directory, warnings, prefix } = await put({ 'raw/a': 'alpha' });
    await give({ b: 'beta' }, {}, `${prefix}built/`);
    expect((await failureOf(fetch({ pattern: '*', unverified: 'false' }))).kind).toBe('partial');
    const result = await fetch({ pattern: '*' });
    expect(result.artifacts.map(({ unverified }) => unverified)).toEqual([false, true]);
    expect(result).toMatchObject({ files: 2, unverified: 1 });
    expect(listAll(directory)).toEqual(['built', 'built/b', 'raw', 'raw/a']);
    expect(warnings).toEqual([expect.stringContaining(`'${prefix}raw/' has no manifest`)]);
  });

  test('goes to standard output too', async () => {
    const content = randomBytes(MIB);
    const { fetch, streamed, warnings } = await put({ a: content, b: 'beta' });
    expect(await fetch({ include: 'a' }, true)).toMatchObject({ files: 1, unverified: 1 });
    expect(streamed().equals(content)).toBe(true);
    expect(warnings).toHaveLength(1);
  });
});

test('a manifest that is there is used, and one that is not valid is refused', async () => {
  const { fetch, prefix, directory, warnings, store } = await put({ other: 'x' });
  await give({ a: 'alpha' }, {}, prefix);
  expect(await fetch()).toMatchObject({
    files: 1,
    unverified: 0,
    manifestKey: `${prefix}otter-manifest.json`,
  });
  expect(listAll(directory)).toEqual(['a']);
  expect(warnings).toEqual([]);
  await store.putObject(`${prefix}otter-manifest.json`, bytesBody(Buffer.from('{}')));
  expect((await failureOf(fetch())).kind).toBe('integrity');
});

test('nothing below the prefix is an error', async () => {
  const { fetch } = await put({});
  const failure = await failureOf(fetch());
  expect(failure.kind).toBe('nothing-found');
  expect(failure.message).toContain('There is nothing below');
});

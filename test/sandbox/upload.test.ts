import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, describe, expect, test } from 'vitest';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import { ObjectStore } from '../../src/s3/object-store.ts';
import type { TransferEvent } from '../../src/transfer/artifact/event.ts';
import { ArtifactFailure } from '../../src/transfer/artifact/failure.ts';
import { parseManifest } from '../../src/transfer/artifact/manifest.ts';
import { selectFiles } from '../../src/transfer/upload/file-selection.ts';
import { placeholderKeyFor } from '../../src/transfer/upload/placeholder.ts';
import { upload } from '../../src/transfer/upload/upload.ts';
import { checkUploadInputs, type UploadInputs } from '../../src/transfer/upload/upload-inputs.ts';
import type { UploadOptions } from '../../src/transfer/upload/upload-options.ts';
import { storesOfCredential } from '../../src/transfer/upload/upload-stores.ts';
import { permanentKeys, s3Client, useSandbox } from './fixture.ts';

const MIB = 1024 ** 2;
const fixture = useSandbox();
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

type Tree = Readonly<Record<string, string | Buffer>>;

function makeFolder(files: Tree): string {
  const folder = mkdtempSync(join(tmpdir(), 'otter-upload-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

interface Run {
  readonly prefix: string;
  /** The whole folder otherwise. */
  readonly patterns?: readonly string[];
  readonly inputs?: UploadInputs;
  readonly latest?: string;
  readonly signal?: AbortSignal;
  readonly now?: () => number;
  readonly events?: TransferEvent[];
  readonly onEvent?: (event: TransferEvent) => void;
  /** Awaited before each look at the pointer. */
  readonly beforeLatest?: () => Promise<void>;
  /** Awaited before each write of the pointer. */
  readonly beforeMove?: () => Promise<void>;
  /** Awaited before the session that deletes is asked for. */
  readonly beforeRemoval?: () => Promise<void>;
  /** A role that lets nothing be deleted. */
  readonly mayDelete?: boolean;
  /** A role that lets no object be read, and so no headers be changed. */
  readonly mayChangeHeaders?: boolean;
  /** A role that lets no manifest be read. */
  readonly mayReadManifest?: boolean;
  readonly run?: UploadOptions['run'];
  /** Told of the number of each part that is sent. */
  readonly onPart?: (number: number) => void;
}

/** Uploads a folder as the programs do, with parts of 5 MiB. */
async function run(folder: string, given: Run) {
  const { prefix, inputs = {}, latest, signal = new AbortController().signal } = given;
  const { serviceAccessKey, serviceSecretKey, roleArn, bucket } = fixture.bucket;
  const { endpoint } = fixture.sandbox;
  const { request } = checkRequest(
    { roleArn, bucket, endpoint, access: 'write', prefix },
    { sessionName: 'upload-test', renewed: true },
  );
  let readings = 0;
  const choices = checkUploadInputs({ partSize: '5MiB', ...inputs });
  const onEvent = (event: TransferEvent) => {
    given.events?.push(event);
    given.onEvent?.(event);
  };
  const { concurrency } = choices;
  const stores = storesOfCredential({
    credential: new ServiceCredential(serviceAccessKey, serviceSecretKey),
    request,
    context: {},
    concurrency,
    latest,
    onEvent,
    signal,
  });
  const selection = await selectFiles({
    patterns: given.patterns ?? ['.'],
    cwd: folder,
    includeHidden: choices.includeHiddenFiles,
    followLinks: choices.followSymlinks,
    takeGrowing: choices.takeGrowing,
    signal,
  });
  const options: UploadOptions = {
    ...choices,
    target: request,
    stores: {
      ...stores,
      ...(given.mayDelete === false ? { placeholders: async () => undefined } : {}),
      ...(given.mayChangeHeaders === false ? { headers: async () => undefined } : {}),
      remove: async () => {
        await given.beforeRemoval?.();
        return stores.remove();
      },
      readManifest: async () => {
        if (given.mayReadManifest === false) return undefined;
        readings += 1;
        // The first is for the manifest.
        if (readings > 1) await given.beforeLatest?.();
        return stores.readManifest();
      },
      write: async () => watchWrites(await stores.write(), given),
    },
    selection,
    prefix,
    latest,
    run: given.run,
    now: given.now ?? (() => Date.parse('2026-01-31T12:00:00.000Z')),
    onEvent,
    signal,
  };
  try {
    return await upload(options);
  } finally {
    await stores.close();
  }
}

function watchWrites(store: ObjectStore, { onPart, latest, beforeMove }: Run): ObjectStore {
  const { uploadPart, putObject } = ObjectStore.prototype;
  store.uploadPart = (...part) => {
    onPart?.(part[2]);
    return uploadPart.apply(store, part);
  };
  store.putObject = async (...put) => {
    if (put[0] === latest) await beforeMove?.();
    return putObject.apply(store, put);
  };
  return store;
}

/** What the upload failed with, as `kind: message`. */
async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ArtifactFailure)) throw error ?? new Error('it succeeded');
  return `${error.kind}: ${error.message}`;
}

const owner = () => s3Client(fixture, permanentKeys(fixture.bucket));
const where = () => ({ Bucket: fixture.bucket.bucket });

const remove = (key: string) => owner().send(new DeleteObjectCommand({ ...where(), Key: key }));

async function keysBelow(prefix: string): Promise<string[]> {
  const { Contents = [] } = await owner().send(new ListObjectsV2Command({ ...where(), Prefix: prefix }));
  return Contents.map(({ Key = '' }) => Key.slice(prefix.length));
}

async function contentOf(key: string): Promise<Buffer> {
  const { Body } = await owner().send(new GetObjectCommand({ ...where(), Key: key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

async function unfinished(prefix: string): Promise<string[]> {
  const { Uploads = [] } = await owner().send(
    new ListMultipartUploadsCommand({ ...where(), Prefix: prefix }),
  );
  return Uploads.map(({ Key = '' }) => Key);
}

/** An upload that was never finished, with these parts of 5 MiB by number. */
async function leaveUnfinished(key: string, parts: Readonly<Record<number, Buffer>>): Promise<string> {
  const { UploadId = '' } = await owner().send(new CreateMultipartUploadCommand({ ...where(), Key: key }));
  for (const [number, Body] of Object.entries(parts)) {
    const part = { ...where(), Key: key, UploadId, PartNumber: Number(number), Body };
    await owner().send(new UploadPartCommand(part));
  }
  return UploadId;
}

async function put(key: string, Body: string | Buffer): Promise<void> {
  await owner().send(new PutObjectCommand({ ...where(), Key: key, Body }));
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

describe('an upload', () => {
  const big = randomBytes(12 * MIB + 7);
  const middle = randomBytes(3 * MIB);

  test.each([
    ['sent in parts', {}, {}],
    ['there already', {}, { skipUnchanged: 'true' }],
    ['there already, sent in parts of another size', { partSize: '7MiB' }, { skipUnchanged: 'true' }],
  ])('lists the parts of a large file that is %s', async (name, before, inputs) => {
    const [folder, prefix] = [makeFolder({ big, middle }), `parts of ${name}/`];
    if ('skipUnchanged' in inputs) await run(folder, { prefix, inputs: before });
    // Otherwise it would stay.
    await remove(`${prefix}otter-manifest.json`);
    const { manifest } = await run(folder, { prefix, inputs: { overwrite: 'true', ...inputs } });
    const [large, small] = manifest.files;
    const size = 5 * MIB;
    const parts = [0, 1, 2].map((index) => sha256(big.subarray(index * size, (index + 1) * size)));
    expect(large).toMatchObject({ path: 'big', sha256: sha256(big), parts: { size, sha256: parts } });
    expect(small).not.toHaveProperty('parts');
  });

  test('brings every file to its key, and then the manifest that lists them', async () => {
    const folder = makeFolder({ 'a.txt': 'alpha', 'sub/b c#%.txt': 'ü', empty: '', 'big.bin': big, middle });
    chmodSync(join(folder, 'a.txt'), 0o755);
    symlinkSync('../a.txt', join(folder, 'sub/link'));
    const events: TransferEvent[] = [];
    const result = await run(folder, { prefix: 'whole/', events });
    expect(await keysBelow('whole/')).toEqual(
      ['a.txt', 'big.bin', 'empty', 'middle', 'otter-manifest.json', 'sub/b c#%.txt'].sort(),
    );
    expect((await contentOf('whole/big.bin')).equals(big), 'same bytes').toBe(true);
    expect((await contentOf('whole/middle')).equals(middle), 'same bytes').toBe(true);
    expect(await contentOf('whole/sub/b c#%.txt')).toEqual(Buffer.from('ü'));
    expect(result).toMatchObject({
      manifestKey: 'whole/otter-manifest.json',
      files: 5,
      bytes: big.length + middle.length + 7,
      uploaded: 5,
      skipped: 0,
      deleted: 0,
      url: `${fixture.sandbox.endpoint}/builds/whole/`,
    });
    const text = await contentOf('whole/otter-manifest.json');
    expect(sha256(text)).toBe(result.manifestSha256);
    const manifest = parseManifest(text.toString());
    expect(manifest).toMatchObject({ prefix: 'whole/', createdAt: '2026-01-31T12:00:00.000Z' });
    expect(manifest.files.map(({ path }) => path)).toEqual(
      ['a.txt', 'big.bin', 'empty', 'middle', 'sub/b c#%.txt'].sort(),
    );
    expect(manifest.files.find(({ path }) => path === 'big.bin')?.sha256).toBe(sha256(big));
    expect(manifest.files.find(({ path }) => path === 'a.txt')?.mode).toBe(0o755);
    expect(manifest.links).toMatchObject([{ path: 'sub/link', target: '../a.txt' }]);
    expect(await unfinished('whole/')).toEqual([]);
    expect(events[0]).toEqual({ kind: 'planned', files: 5, bytes: result.bytes });
    expect(events.filter(({ kind }) => kind === 'file')).toHaveLength(5);
    const sent = events.reduce((sum, event) => sum + (event.kind === 'sent' ? event.bytes : 0), 0);
    expect(sent).toBeGreaterThanOrEqual(result.bytes);
  });

  test('of many small files leaves none out', async () => {
    const names = Array.from({ length: 1_200 }, (_, index) => `f${index}`);
    const folder = makeFolder(Object.fromEntries(names.map((name) => [name, name])));
    const result = await run(folder, { prefix: 'many/' });
    expect(result.entries.map(({ path }) => path)).toEqual(names.sort());
    const manifest = parseManifest((await contentOf('many/otter-manifest.json')).toString());
    expect(manifest.files).toHaveLength(1_200);
    expect(await contentOf('many/f1199')).toEqual(Buffer.from('f1199'));
  });

  test('gives each object its headers, and the tags that a lifecycle rule goes by', async () => {
    const inputs = {
      metadata: 'Commit=abc\nbuild=7',
      cacheControl: 'max-age=60',
      retentionDays: '3',
    };
    const folder = makeFolder({ 'a.html': '<p>', b: '?', 'big.svg': big });
    const { manifest } = await run(folder, { prefix: 'headers/', inputs });
    const head = (name: string) =>
      owner().send(new HeadObjectCommand({ ...where(), Key: `headers/${name}` }));
    expect(await head('a.html')).toMatchObject({
      ContentType: 'text/html; charset=utf-8',
      CacheControl: 'max-age=60',
      Metadata: { commit: 'abc', build: '7' },
    });
    expect(await head('b')).toMatchObject({ ContentType: 'application/octet-stream' });
    expect(await head('big.svg')).toMatchObject({ ContentType: 'image/svg+xml', Metadata: { build: '7' } });
    for (const name of ['a.html', 'big.svg', 'otter-manifest.json']) {
      const tags = new GetObjectTaggingCommand({ ...where(), Key: `headers/${name}` });
      expect((await owner().send(tags)).TagSet, name).toEqual([{ Key: 'retention-days', Value: '3' }]);
    }
    expect(manifest.expiresAt).toBe('2026-02-03T12:00:00.000Z');
  });

  test('gives names of their own kind the headers that browsers need', async () => {
    const folder = makeFolder({
      'a.svgz': 'compressed',
      'b.svg': '<svg/>',
      'main.rs': 'fn main() {}',
      'c.gz': 'x',
    });
    await run(folder, { prefix: 'types/' });
    const head = async (name: string) => {
      const { ContentType, ContentEncoding } = await owner().send(
        new HeadObjectCommand({ ...where(), Key: `types/${name}` }),
      );
      return [ContentType, ContentEncoding];
    };
    expect(await head('a.svgz')).toEqual(['image/svg+xml', 'gzip']);
    expect(await head('b.svg')).toEqual(['image/svg+xml', undefined]);
    expect(await head('main.rs')).toEqual(['text/plain; charset=utf-8', undefined]);
    expect(await head('c.gz')).toEqual(['application/gzip', undefined]);
  });

  test('names itself the latest at the very end, outside of its prefix too', async () => {
    const folder = makeFolder({ a: '1' });
    const { manifestSha256 } = await run(folder, { prefix: 'runs/1/', latest: 'latest.json' });
    expect(JSON.parse((await contentOf('latest.json')).toString())).toEqual({
      version: 1,
      prefix: 'runs/1/',
      manifestKey: 'runs/1/otter-manifest.json',
      manifestSha256,
      createdAt: '2026-01-31T12:00:00.000Z',
      order: { begunAt: '2026-01-31T12:00:00.000Z' },
    });
  });
});

describe('a rerun that changes headers alone', () => {
  const big = randomBytes(6 * MIB);
  const files = { 'a.html': '<p>', 'b%zz ü.js': '1', big };
  const headers = '**: Cache-Control: max-age=60\n**/*.html: Cache-Control: no-cache\nbig: x-amz-meta-a: b';
  const tagsOf = async (key: string) =>
    (await owner().send(new GetObjectTaggingCommand({ ...where(), Key: key }))).TagSet;
  const lookAt = async (key: string) => {
    const look = await owner().send(new HeadObjectCommand({ ...where(), Key: key }));
    const { CacheControl, Metadata, ContentType, ETag } = look;
    return [CacheControl, Metadata, ContentType, ETag?.length];
  };
  const notesOf = (events: readonly TransferEvent[]) =>
    events.flatMap((event) => (event.kind === 'note' ? [event.text] : []));

  test.each([
    // Without overwrite a changed retention would be that of another upload.
    ['', { retentionDays: '3' }],
    [' with overwrite and skip-unchanged', { overwrite: 'true', skipUnchanged: 'true' }],
  ])('gives them to what is there%s, and keeps content, tags and ACL', async (how, inputs) => {
    const [folder, prefix] = [makeFolder(files), `other headers${how}/`];
    await run(folder, { prefix, inputs: { retentionDays: '3' } });
    const own = { headers, ...inputs };
    const foreseen = await run(folder, { prefix, inputs: { ...own, dryRun: 'true' } });
    expect(foreseen).toMatchObject({ uploaded: 0, skipped: 0, headersChanged: 3 });
    expect(await lookAt(`${prefix}a.html`)).toEqual([undefined, {}, 'text/html; charset=utf-8', 34]);

    const changed = await run(folder, { prefix, inputs: own });
    expect(changed).toMatchObject({ uploaded: 0, skipped: 0, headersChanged: 3 });
    expect(await lookAt(`${prefix}a.html`)).toEqual(['no-cache', {}, 'text/html; charset=utf-8', 34]);
    expect(await lookAt(`${prefix}b%zz ü.js`)).toEqual([
      ...['max-age=60', {}, 'text/javascript; charset=utf-8', 34],
    ]);
    expect(await lookAt(`${prefix}big`)).toEqual([
      ...['max-age=60', { a: 'b' }, 'application/octet-stream', 36],
    ]);
    for (const name of Object.keys(files)) {
      expect(await tagsOf(prefix + name), name).toEqual([{ Key: 'retention-days', Value: '3' }]);
      expect((await contentOf(prefix + name)).equals(Buffer.from(files[name as 'big'])), name).toBe(true);
    }
    expect(await run(folder, { prefix, inputs: own })).toMatchObject({ skipped: 3, headersChanged: 0 });
  });

  test('leaves them where it may not read, and says so', async () => {
    const [folder, prefix] = [makeFolder(files), 'headers left/'];
    await run(folder, { prefix });
    const events: TransferEvent[] = [];
    const inputs = { cacheControl: 'no-cache' };
    const result = await run(folder, { prefix, inputs, events, mayChangeHeaders: false });
    expect(result).toMatchObject({ skipped: 3, headersChanged: 0 });
    expect(notesOf(events)).toEqual([
      'warning: files that already exist (3 files) keep their headers, because the session may not read and copy objects. To change them, give this step the service credential of a role that allows it, or set overwrite and leave out skip-unchanged.',
    ]);
    expect(await lookAt(`${prefix}a.html`)).toEqual([undefined, {}, 'text/html; charset=utf-8', 34]);
  });

  test('does not ask for headers of which it says nothing', async () => {
    const [folder, prefix] = [makeFolder(files), 'headers kept/'];
    await run(folder, { prefix, inputs: { headers } });
    const events: TransferEvent[] = [];
    const result = await run(folder, { prefix, events, mayChangeHeaders: false });
    expect(result).toMatchObject({ skipped: 3, headersChanged: 0 });
    expect(notesOf(events)).toEqual([]);
  });

  test('and whose pattern matches no file is told so', async () => {
    const events: TransferEvent[] = [];
    await run(makeFolder({ a: '1' }), {
      prefix: 'headers idle/',
      inputs: { headers: '*.html: Expires:' },
      events,
    });
    expect(notesOf(events)).toEqual([
      "warning: headers has '*.html', which matches no file. Write **/*.html for files in folders too.",
    ]);
  });
});

describe('the pointer to the latest upload', () => {
  const folder = () => makeFolder({ a: '1' });
  const notes = (events: readonly TransferEvent[]) =>
    events.flatMap((event) => (event.kind === 'note' ? [event.text] : []));
  const begun = Date.parse('2026-01-31T12:00:00.000Z');
  const pointed = async (latest: string) => JSON.parse((await contentOf(latest)).toString());
  const numbered = (run: string, attempt = '1', counter = 'ci') => ({ number: { counter, run, attempt } });
  const HOUR = 3_600_000;

  test.each<{ name: string; first: Partial<Run>; second: Partial<Run>; moves: boolean }>([
    { name: 'a later run', first: { run: numbered('99') }, second: { run: numbered('120') }, moves: true },
    { name: 'the same run', first: { run: numbered('120') }, second: { run: numbered('120') }, moves: true },
    {
      name: 'an earlier run',
      first: { run: numbered('120') },
      second: { run: numbered('99') },
      moves: false,
    },
    {
      name: 'a repeated run',
      first: { run: numbered('120', '9') },
      second: { run: numbered('120', '10') },
      moves: true,
    },
    {
      name: 'an earlier attempt',
      first: { run: numbered('120', '2') },
      second: { run: numbered('120', '1') },
      moves: false,
    },
    {
      name: 'a lower number that something else counts',
      first: { run: numbered('120') },
      second: { run: numbered('7', '1', 'another'), now: () => begun + 1 },
      moves: true,
    },
    {
      name: 'an earlier time that something else counts',
      first: { run: numbered('120') },
      second: { run: numbered('130', '1', 'another'), now: () => begun - 1 },
      moves: false,
    },
    { name: 'a later time', first: {}, second: { now: () => begun + 1 }, moves: true },
    { name: 'an earlier time', first: {}, second: { now: () => begun - 1 }, moves: false },
    {
      name: 'the time of a clock that is wrong',
      first: { now: () => begun + HOUR },
      second: {},
      moves: true,
    },
  ])('goes on with $name: $moves', async ({ name, first, second, moves }) => {
    const latest = `pointed ${name}/latest.json`;
    await run(folder(), { prefix: `pointed ${name}/1/`, latest, ...first });
    const events: TransferEvent[] = [];
    await run(folder(), { prefix: `pointed ${name}/2/`, latest, events, ...second });
    expect(await pointed(latest)).toMatchObject({ prefix: `pointed ${name}/${moves ? 2 : 1}/` });
    expect(notes(events)).toEqual(
      moves
        ? []
        : [expect.stringContaining(`warning: latest ('${latest}') still names a newer upload: it names`)],
    );
  });

  test('that an older upload leaves is told with both runs, and how to go back on purpose', async () => {
    const latest = 'kept newer/latest.json';
    await run(folder(), { prefix: 'kept newer/1/', latest, run: numbered('120', '2') });
    const events: TransferEvent[] = [];
    const result = await run(folder(), { prefix: 'kept newer/2/', latest, run: numbered('99'), events });
    expect(result).toMatchObject({ uploaded: 1 });
    expect(notes(events)).toEqual([
      "warning: latest ('kept newer/latest.json') still names a newer upload: it names run 120, attempt 2, and this is run 99, attempt 1. All files of this one are uploaded. To go back on purpose, delete 'kept newer/latest.json' and run this again.",
    ]);
  });

  test('stays with a newer upload that moves it between a look and the write', async () => {
    const latest = 'overtaken/latest.json';
    let moves = 0;
    const events: TransferEvent[] = [];
    await run(folder(), { prefix: 'overtaken/0/', latest, run: numbered('1') });
    await run(folder(), {
      prefix: 'overtaken/slow/',
      latest,
      events,
      run: numbered('2'),
      beforeMove: async () => {
        moves += 1;
        if (moves === 1) await run(folder(), { prefix: 'overtaken/quick/', latest, run: numbered('3') });
      },
    });
    expect(await pointed(latest)).toMatchObject({ prefix: 'overtaken/quick/' });
    expect(moves).toBe(1);
    expect(notes(events)).toEqual([expect.stringContaining('it names run 3, attempt 1, and this is run 2')]);
  });

  test('is written again when a server lets an older upload replace it', async () => {
    const latest = 'ignored/latest.json';
    let looks = 0;
    const older = {
      version: 1,
      prefix: 'ignored/old/',
      manifestKey: 'ignored/old/m',
      manifestSha256: 'a'.repeat(64),
    };
    const createdAt = new Date(begun).toISOString();
    const order = { ...numbered('1'), begunAt: createdAt };
    await run(folder(), {
      prefix: 'ignored/new/',
      latest,
      run: numbered('2'),
      beforeLatest: async () => {
        looks += 1;
        // As if it had been read before, and written in spite of its condition.
        if (looks === 2) await put(latest, JSON.stringify({ ...older, createdAt, order }));
      },
    });
    expect(await pointed(latest)).toMatchObject({ prefix: 'ignored/new/' });
    expect(looks).toBe(3);
  });

  test('is that of the newest of many uploads at the same time', async () => {
    const latest = 'raced/latest.json';
    const order = [3, 7, 1, 8, 2, 6, 5, 4];
    await Promise.all(
      order.map((number) =>
        run(folder(), { prefix: `raced/${number}/`, latest, run: numbered(String(number)) }),
      ),
    );
    expect(await pointed(latest)).toMatchObject({ prefix: 'raced/8/' });
  });

  test.each([
    ['a page', '<h1>It works</h1>'],
    ['a manifest', JSON.stringify({ version: 1, files: [], links: [] })],
    ['nothing in it', ''],
    ['a list', '[]'],
  ])('is not written over an object that is none, with %s, unless overwrite is set', async (name, text) => {
    const latest = `other ${name}/latest.json`;
    await put(latest, text);
    const failure = await run(folder(), { prefix: `other ${name}/1/`, latest }).catch(
      (error: unknown) => error,
    );
    expect((failure as Error).message).toContain(`'${latest}' is not a pointer, and was not replaced.`);
    expect((await contentOf(latest)).toString()).toBe(text);
    await run(folder(), { prefix: `other ${name}/1/`, latest, inputs: { overwrite: 'true' } });
    expect(await pointed(latest)).toMatchObject({ prefix: `other ${name}/1/` });
  });

  test.each([
    [
      'a pointer of an old release',
      JSON.stringify({ version: 1, runId: '999', createdAt: '2999-01-01T00:00:00Z' }),
    ],
    ['an order that is not one', JSON.stringify({ version: 1, order: { number: { run: '-1' } } })],
  ])('is written over %s, without a word', async (name, text) => {
    const latest = `odd ${name}/latest.json`;
    await put(latest, text);
    const events: TransferEvent[] = [];
    await run(folder(), { prefix: `odd ${name}/1/`, latest, run: { runId: '1' }, events });
    expect(await pointed(latest)).toMatchObject({ runId: '1' });
    expect(notes(events)).toEqual([]);
  });

  test('that may not be read is written, and a note says what was not looked at', async () => {
    const latest = 'unseen/latest.json';
    const events: TransferEvent[] = [];
    await run(folder(), { prefix: 'unseen/1/', latest, run: numbered('2'), mayReadManifest: false, events });
    expect(notes(events)).toEqual([]);
    await run(folder(), { prefix: 'unseen/2/', latest, run: numbered('1'), mayReadManifest: false, events });
    expect(await pointed(latest)).toMatchObject({ prefix: 'unseen/2/' });
    expect(notes(events)).toEqual([expect.stringContaining('was written without checking what it named')]);
  });

  test('is not written over an object that is far too large to be one', async () => {
    const latest = 'large/latest.json';
    await put(latest, 'x'.repeat(100_000));
    const failure = await run(folder(), { prefix: 'large/1/', latest }).catch((error: unknown) => error);
    expect((failure as Error).message).toMatch(
      /^All files and their manifest are uploaded, but latest .*Check the key/,
    );
  });
});

describe('pages', () => {
  test('are sent when all that they may show is there', async () => {
    const assets = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`assets/${index}.js`, 'x']));
    const folder = makeFolder({
      'index.html': '<p>',
      'about/index.HTM': '<p>',
      ...assets,
      big: randomBytes(6 * MIB),
    });
    const events: TransferEvent[] = [];
    await run(folder, { prefix: 'site/', events });
    const order = events.flatMap((event) => (event.kind === 'file' ? [event.path] : []));
    expect(order).toHaveLength(43);
    expect(order.slice(-2).sort()).toEqual(['about/index.HTM', 'index.html']);
  });

  test('stay as they are when something that they may show failed', async () => {
    await put('broken/index.html', 'old');
    const folder = makeFolder({ 'index.html': '<p>', [`${'x'.repeat(200)}.js`]: '1', 'b.js': '2' });
    chmodSync(join(folder, 'b.js'), 0o644);
    const failing = run(folder, {
      prefix: 'broken/',
      inputs: { overwrite: 'true', concurrency: '1' },
      onEvent: (event) => {
        if (event.kind === 'planned') writeFileSync(join(folder, 'b.js'), 'changed meanwhile');
      },
    });
    const failure = await failureOf(failing);
    expect(failure).toMatch(/^partial: 1 of 3 files failed, 1 are in the bucket/);
    expect(failure).toContain(
      'Not tried, because pages and what else names files are uploaded after these: 1 file.',
    );
    expect((await contentOf('broken/index.html')).toString()).toBe('old');
  });
});

describe('without overwrite', () => {
  const big = randomBytes(6 * MIB);

  test('what is there with the same content is skipped, so that an interrupted run goes on', async () => {
    const folder = makeFolder({ a: 'same', b: 'new', big });
    await put('again/a', 'same');
    await put('again/big', big);
    const result = await run(folder, { prefix: 'again/' });
    expect(result.entries.map(({ path, outcome }) => `${path} ${outcome}`)).toEqual([
      'a skipped',
      'b uploaded',
      'big skipped',
    ]);
  });

  test('the same upload a second time changes nothing and succeeds', async () => {
    const folder = makeFolder({ a: 'same', big });
    const first = await run(folder, { prefix: 'twice/' });
    const second = await run(folder, { prefix: 'twice/' });
    expect(second).toMatchObject({ uploaded: 0, skipped: 2 });
    expect(second.entries.map(({ sha256: digest }) => digest)).toEqual(
      first.entries.map(({ sha256: digest }) => digest),
    );
  });

  test('of many files that are there the rest are told by one listing, and none is sent', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `f${index}`);
    const folder = makeFolder(Object.fromEntries(names.map((name) => [name, name])));
    const given = { prefix: 'rerun/', inputs: { concurrency: '4' } };
    await run(folder, given);
    let sent = 0;
    const onEvent = (event: TransferEvent) => {
      if (event.kind === 'sent' && event.bytes > 0) sent += 1;
    };
    expect(await run(folder, { ...given, onEvent })).toMatchObject({ uploaded: 0, skipped: 100 });
    expect(sent).toBeLessThan(30);
  });

  test.each([
    {
      name: 'other files',
      files: { b: '2' },
      inputs: {},
      says: /lists 'a', which this upload does not have: .*overwrite/,
    },
    {
      name: 'more files',
      files: { a: '1', b: '2' },
      inputs: {},
      says: /does not list 'b', which this upload has/,
    },
    {
      name: 'another retention',
      files: { a: '1' },
      inputs: { retentionDays: '3' },
      says: /with a different retention/,
    },
  ])(
    'an upload of $name to the same prefix is refused, and the manifest stays',
    async ({ name, files, ...given }) => {
      const { inputs, says } = given;
      const prefix = `shared/${name}/`;
      const { manifestSha256 } = await run(makeFolder({ a: '1' }), { prefix });
      const dryRun = { ...inputs, dryRun: 'true' };
      expect(await failureOf(run(makeFolder(files), { prefix, inputs: dryRun }))).toMatch(says);
      expect(await keysBelow(prefix)).toEqual(['a', 'otter-manifest.json']);
      const failure = await failureOf(run(makeFolder(files), { prefix, inputs }));
      expect(failure).toMatch(/^exists: 'shared\/.*otter-manifest\.json' already exists /);
      expect(failure).toMatch(says);
      expect(await keysBelow(prefix)).toEqual(['a', 'otter-manifest.json']);
      expect(sha256(await contentOf(`${prefix}otter-manifest.json`))).toBe(manifestSha256);
      const replaced = await run(makeFolder(files), { prefix, inputs: { ...inputs, overwrite: 'true' } });
      expect(sha256(await contentOf(`${prefix}otter-manifest.json`))).toBe(replaced.manifestSha256);
    },
  );

  test.each([
    { name: 'that can be read', mayReadManifest: true },
    { name: 'that the role does not let be read', mayReadManifest: false },
  ])(
    "of another's upload with a manifest $name no file is tagged, nor a header changed",
    async ({ name, ...given }) => {
      const prefix = `others ${name}/`;
      await run(makeFolder({ a: '1', b: '2', big }), { prefix, inputs: { retentionDays: '90' } });
      const headerOf = async (path: string) =>
        (await owner().send(new HeadObjectCommand({ ...where(), Key: `${prefix}${path}` }))).CacheControl;
      const tagsOf = async (path: string) =>
        (await owner().send(new GetObjectTaggingCommand({ ...where(), Key: `${prefix}${path}` }))).TagSet;
      const inputs = { retentionDays: '1', cacheControl: 'max-age=1' };
      const again = run(makeFolder({ a: '1', big }), { prefix, inputs, ...given });
      expect(await failureOf(again)).toMatch(/^exists: /);
      for (const path of ['a', 'b', 'big', 'otter-manifest.json']) {
        expect(await tagsOf(path), path).toEqual([{ Key: 'retention-days', Value: '90' }]);
        expect(await headerOf(path), path).not.toBe('max-age=1');
      }
    },
  );

  test('what is no manifest is not replaced either', async () => {
    await put('foreign/otter-manifest.json', '{}');
    const failure = await failureOf(run(makeFolder({ a: '1' }), { prefix: 'foreign/' }));
    expect(failure).toMatch(/^exists: .* and is not a manifest/);
    expect((await contentOf('foreign/otter-manifest.json')).toString()).toBe('{}');
  });

  test('a run that is made again leaves the manifest as it is, to the byte', async () => {
    const first = await run(makeFolder({ a: '1' }), { prefix: 'made-again/' });
    const later = makeFolder({ a: '1' });
    utimesSync(join(later, 'a'), 1, 1);
    const second = await run(later, { prefix: 'made-again/' });
    expect(second.manifestSha256).toBe(first.manifestSha256);
    expect(second.manifest).toEqual(first.manifest);
  });

  test.each([
    { name: 'small', mine: 'mine', theirs: 'theirs' },
    { name: 'in parts', mine: big, theirs: randomBytes(6 * MIB) },
    { name: 'empty', mine: big, theirs: Buffer.alloc(0) },
  ])('other content is refused and left alone: $name', async ({ name, mine, theirs }) => {
    const prefix = `taken ${name}/`;
    await put(`${prefix}a`, theirs);
    const failure = await failureOf(run(makeFolder({ a: mine }), { prefix }));
    expect(failure).toMatch(/^exists: /);
    expect(failure).toContain('overwrite');
    expect((await contentOf(`${prefix}a`)).equals(Buffer.from(theirs)), 'same bytes').toBe(true);
    expect(await keysBelow(prefix)).toEqual(['a']);
    expect(await unfinished(prefix)).toEqual([]);
  });

  test.each([
    { name: 'small', size: 100 },
    { name: 'parts', size: 6 * MIB },
  ])('of ten that race for one key exactly one wins: $name', async ({ name, size }) => {
    const contents = Array.from({ length: 10 }, () => randomBytes(size));
    const prefix = `race ${name}/`;
    const outcomes = await Promise.allSettled(
      contents.map((a) => run(makeFolder({ a }), { prefix, inputs: { concurrency: '4' } })),
    );
    const winners = outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
    expect(winners).toHaveLength(1);
    expect(
      (await contentOf(`${prefix}a`)).equals(contents[winners[0] ?? -1] ?? Buffer.alloc(0)),
      'same bytes',
    ).toBe(true);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ kind: 'exists' });
    }
    expect(await unfinished(prefix)).toEqual([]);
  });

  test('with a role that lets nothing be deleted nothing is replaced either, and nothing left', async () => {
    const folder = makeFolder({ a: big });
    expect(await run(folder, { prefix: 'kept/', mayDelete: false })).toMatchObject({ uploaded: 1 });
    expect(await keysBelow('kept/')).toEqual(['a', 'otter-manifest.json']);
    const other = makeFolder({ a: randomBytes(6 * MIB) });
    expect(await failureOf(run(other, { prefix: 'kept/', mayDelete: false }))).toMatch(/^exists: /);
  });

  /** What a run that was killed while it put a file together has left beside it. */
  const leavePlaceholder = (prefix: string, content: Buffer) =>
    put(
      placeholderKeyFor(prefix, `${prefix}a`),
      `otter-sts is putting a file together, and removes this afterwards. SHA-256: ${sha256(content)}\n`,
    );

  test('a run that was killed between its placeholder and the completion is taken up again', async () => {
    await leavePlaceholder('killed/', big);
    await leaveUnfinished('killed/a', { 1: big.subarray(0, 5 * MIB), 2: big.subarray(5 * MIB) });
    const result = await run(makeFolder({ a: big }), { prefix: 'killed/' });
    expect(result).toMatchObject({ uploaded: 1 });
    expect((await contentOf('killed/a')).equals(big), 'same bytes').toBe(true);
    expect(await keysBelow('killed/')).toEqual(['a', 'otter-manifest.json']);
    expect(await unfinished('killed/')).toEqual([]);
  });

  test('the placeholder of a run that was killed right after the completion is removed by the next', async () => {
    await put('left/a', big);
    await leavePlaceholder('left/', big);
    expect(await run(makeFolder({ a: big }), { prefix: 'left/' })).toMatchObject({ skipped: 1 });
    expect(await keysBelow('left/')).toEqual(['a', 'otter-manifest.json']);
  });

  test('the placeholder of a run that was killed minutes ago, with other content, is taken over', async () => {
    await leavePlaceholder('stale/', randomBytes(6 * MIB));
    const now = () => Date.now() + 300_000;
    expect(await run(makeFolder({ a: big }), { prefix: 'stale/', now })).toMatchObject({ uploaded: 1 });
    expect((await contentOf('stale/a')).equals(big), 'same bytes').toBe(true);
    expect(await keysBelow('stale/')).toEqual(['a', 'otter-manifest.json']);
  });

  test('a run whose key has a placeholder waits, and gives way to the file that comes', async () => {
    const theirs = randomBytes(6 * MIB);
    await leavePlaceholder('waiting/', theirs);
    const failing = failureOf(
      run(makeFolder({ a: big }), {
        prefix: 'waiting/',
        onEvent: (event) => {
          // All is sent, so that nothing but the placeholder keeps it.
          if (event.kind === 'sent') setTimeout(() => void put('waiting/a', theirs), 100);
        },
      }),
    );
    expect(await failing).toMatch(/^exists: .*'waiting\/a' already exists with different content/s);
    expect((await contentOf('waiting/a')).equals(theirs), 'same bytes').toBe(true);
    expect(await unfinished('waiting/')).toEqual([]);
  });

  test('a run that was killed before it could tag what it had put together is run again, and tags it', async () => {
    const folder = makeFolder({ a: big });
    await run(folder, { prefix: 'tags/' });
    await remove('tags/otter-manifest.json');
    const result = await run(folder, { prefix: 'tags/', inputs: { retentionDays: '3' } });
    expect(result).toMatchObject({ skipped: 1 });
    const tags = new GetObjectTaggingCommand({ ...where(), Key: 'tags/a' });
    expect((await owner().send(tags)).TagSet).toEqual([{ Key: 'retention-days', Value: '3' }]);
  });
});

describe('with overwrite', () => {
  test('what is unchanged gets the retention of the upload', async () => {
    const folder = makeFolder({ a: '1' });
    await run(folder, { prefix: 'retag/', inputs: { retentionDays: '7' } });
    const inputs = { overwrite: 'true', skipUnchanged: 'true', retentionDays: '30' };
    expect(await run(folder, { prefix: 'retag/', inputs })).toMatchObject({ skipped: 1 });
    const tags = new GetObjectTaggingCommand({ ...where(), Key: 'retag/a' });
    expect((await owner().send(tags)).TagSet).toEqual([{ Key: 'retention-days', Value: '30' }]);
  });

  test('what is there is replaced, and what is unchanged is not sent where that is asked for', async () => {
    const big = randomBytes(6 * MIB);
    await run(makeFolder({ a: '1', b: '2', big }), { prefix: 'over/' });
    const folder = makeFolder({ a: '1', b: 'two', big });
    const inputs = { overwrite: 'true', skipUnchanged: 'true' };
    const { entries } = await run(folder, { prefix: 'over/', inputs });
    expect(entries.map(({ path, outcome }) => `${path} ${outcome}`)).toEqual([
      'a skipped',
      'b uploaded',
      'big skipped',
    ]);
    expect(await contentOf('over/b')).toEqual(Buffer.from('two'));
    const all = await run(folder, { prefix: 'over/', inputs: { overwrite: 'true' } });
    expect(all).toMatchObject({ uploaded: 3, skipped: 0 });
  });
});

test('an overwrite that sends nothing leaves the manifest as it is, to the byte', async () => {
  const folder = makeFolder({ a: '1' });
  const first = await run(folder, { prefix: 'unsent/' });
  const inputs = { overwrite: 'true', skipUnchanged: 'true' };
  const later = { prefix: 'unsent/', inputs, now: () => Date.parse('2026-02-01T12:00:00.000Z') };
  expect((await run(folder, later)).manifestSha256).toBe(first.manifestSha256);
  const retained = await run(folder, { ...later, inputs: { ...inputs, retentionDays: '3' } });
  expect(retained.manifest.expiresAt).toBe('2026-02-04T12:00:00.000Z');
});

describe('delete', () => {
  test('makes the prefix what the folder is, and touches nothing beside it', async () => {
    await put('mirror/old', 'x');
    await put('mirror/deep/older', 'x');
    await put('mirror-other/kept', 'x');
    const events: TransferEvent[] = [];
    const result = await run(makeFolder({ a: '1' }), {
      prefix: 'mirror/',
      inputs: { delete: 'true' },
      latest: 'mirror/latest.json',
      events,
    });
    expect(result.deleted).toBe(2);
    expect(await keysBelow('mirror/')).toEqual(['a', 'latest.json', 'otter-manifest.json']);
    expect(await keysBelow('mirror-other/')).toEqual(['kept']);
    expect(events.filter((event) => event.kind === 'file' && event.outcome === 'deleted')).toHaveLength(2);
  });

  test('needs a prefix', async () => {
    const folder = makeFolder({ a: '1' });
    await expect(run(folder, { prefix: '', inputs: { delete: 'true' } })).rejects.toThrow(/^delete /);
  });

  test('keeps what path excludes, what is hidden, and what is protected', async () => {
    const there = [
      'a.map',
      'm/b.map',
      '.well-known/x',
      'm/.x',
      '.otter-claims/0',
      'old',
      'user[1]/x',
      'up/a',
      'up/b',
    ];
    for (const path of there) await put(`protected/${path}`, 'x');
    const given = { prefix: 'protected/', patterns: ['.', '!**/*.map'] };
    const inputs = { delete: 'true', keep: 'user[1]\nup/*\n!up/b' };
    const folder = makeFolder({ a: '1', 'a.map': '1' });
    const foreseen = await run(folder, { ...given, inputs: { ...inputs, dryRun: 'true' } });
    expect(foreseen).toMatchObject({ uploaded: 1, deleted: 3 });
    expect(await run(folder, { ...given, inputs })).toMatchObject({ uploaded: 1, deleted: 3 });
    const kept = ['a.map', 'm/b.map', '.well-known/x', 'm/.x', 'user[1]/x', 'up/a'];
    expect(await keysBelow('protected/')).toEqual([...kept, 'a', 'otter-manifest.json'].sort());
    const hidden = { ...given, inputs: { ...inputs, includeHiddenFiles: 'true', skipUnchanged: 'true' } };
    expect(await run(folder, hidden)).toMatchObject({ skipped: 1, deleted: 2 });
  });

  test('keeps everything else if keep has exceptions only', async () => {
    for (const path of ['old/a', 'up/b', 'c']) await put(`exceptions/${path}`, 'x');
    const inputs = { delete: 'true', keep: '!old/' };
    const result = await run(makeFolder({ a: '1' }), { prefix: 'exceptions/', inputs });
    expect(result).toMatchObject({ uploaded: 1, deleted: 1 });
    expect(await keysBelow('exceptions/')).toEqual(['a', 'c', 'otter-manifest.json', 'up/b']);
  });

  test('names a pattern of keep that matches nothing, also in a dry run', async () => {
    const inputs = { delete: 'true', keep: 'up/\nuplods/\nuser[1]' };
    for (const path of ['up/a', 'uploads/b', 'user[1]/c']) await put(`idle/${path}`, 'x');
    for (const dryRun of ['true', 'false']) {
      const events: TransferEvent[] = [];
      await run(makeFolder({ a: '1' }), { prefix: 'idle/', inputs: { ...inputs, dryRun }, events });
      const notes = events.flatMap((event) => (event.kind === 'note' ? [event.text] : []));
      expect(notes).toEqual(["warning: keep has 'uplods/', which matches nothing below the prefix."]);
    }
  });

  describe('of more objects than delete-at-most', () => {
    const inputs = { delete: 'true', deleteAtMost: '2', keep: 'kept' };
    const fill = async (prefix: string, count: number) => {
      for (let index = 0; index < count; index += 1) await put(`${prefix}${index}`, 'x');
      await put(`${prefix}kept`, 'x');
    };

    test('is refused before anything is sent', async () => {
      await fill('at-most/', 3);
      const events: TransferEvent[] = [];
      const work = run(makeFolder({ a: '1' }), { prefix: 'at-most/', inputs, events });
      expect(await failureOf(work)).toBe(
        "refused: Nothing was sent or deleted: below 'at-most/', delete would remove 3 objects, such as '0', '1', '2', and delete-at-most is 2. Check path and prefix. If all of them are to go, raise delete-at-most.",
      );
      expect(await keysBelow('at-most/')).toEqual(['0', '1', '2', 'kept']);
      expect(events.filter(({ kind }) => kind === 'file')).toEqual([]);
    });

    test('is shown by a dry run, which fails too', async () => {
      await fill('at-most dry/', 3);
      const events: TransferEvent[] = [];
      const given = { prefix: 'at-most dry/', inputs: { ...inputs, dryRun: 'true' }, events };
      expect(await failureOf(run(makeFolder({ a: '1' }), given))).toMatch(
        /^refused: This is a dry run: below /,
      );
      const outcomes = events.flatMap((event) =>
        event.kind === 'file' ? [`${event.outcome} ${event.path}`] : [],
      );
      expect(outcomes).toEqual(['uploaded a', 'deleted 0', 'deleted 1', 'deleted 2']);
    });

    test('is refused at the end too, for objects that came meanwhile', async () => {
      await fill('at-most later/', 2);
      const work = run(makeFolder({ a: '1' }), {
        prefix: 'at-most later/',
        inputs,
        latest: 'at-most-later.json',
        // The session that deletes is asked for after everything is sent.
        beforeRemoval: () => put('at-most later/2', 'x'),
      });
      expect(await failureOf(work)).toMatch(
        /^refused: All files and their manifest are uploaded, latest still /,
      );
      expect(await keysBelow('at-most later/')).toEqual(['0', '1', '2', 'a', 'kept', 'otter-manifest.json']);
    });

    test('happens up to it', async () => {
      await fill('at-most all/', 2);
      expect(await run(makeFolder({ a: '1' }), { prefix: 'at-most all/', inputs })).toMatchObject({
        deleted: 2,
      });
      expect(await keysBelow('at-most all/')).toEqual(['a', 'kept', 'otter-manifest.json']);
    });
  });

  test('does not happen when a file failed', async () => {
    await put('undeleted/old', 'x');
    await put('undeleted/a', 'other');
    const folder = makeFolder({ a: '1' });
    await failureOf(run(folder, { prefix: 'undeleted/', inputs: { delete: 'true' } }));
    expect(await keysBelow('undeleted/')).toEqual(['a', 'old']);
  });
});

test('a dry run says what would be done and writes nothing', async () => {
  await put('dry/a', 'same');
  await put('dry/old', 'x');
  const inputs = { dryRun: 'true', delete: 'true' };
  const folder = makeFolder({ a: 'same', b: 'new', big: randomBytes(6 * MIB) });
  const result = await run(folder, { prefix: 'dry/', inputs, latest: 'dry-latest.json' });
  expect(result).toMatchObject({ uploaded: 2, skipped: 1, deleted: 1, manifestSha256: '' });
  expect(await keysBelow('dry')).toEqual(['/a', '/old']);
  expect(await unfinished('dry/')).toEqual([]);
});

describe('an upload in parts that an earlier run has left', () => {
  const big = randomBytes(12 * MIB);
  const part = (number: number) => big.subarray((number - 1) * 5 * MIB, number * 5 * MIB);

  /** @returns the numbers of the parts that were sent */
  async function partsSentAfter(prefix: string, parts: Readonly<Record<number, Buffer>>): Promise<number[]> {
    await leaveUnfinished(`${prefix}big`, parts);
    expect(await unfinished(prefix)).toEqual([`${prefix}big`]);
    const sent: number[] = [];
    await run(makeFolder({ big }), { prefix, onPart: (number) => sent.push(number) });
    expect((await contentOf(`${prefix}big`)).equals(big), 'same bytes').toBe(true);
    expect(await unfinished(prefix)).toEqual([]);
    return sent.sort();
  }

  test('is continued when its parts are those of the file', async () => {
    expect(await partsSentAfter('resume/', { 1: part(1), 3: part(3) })).toEqual([2]);
  });

  test.each([
    { name: 'of other content', parts: { 1: part(1), 2: randomBytes(5 * MIB) } },
    { name: 'of another size', parts: { 1: big.subarray(0, 6 * MIB) } },
    { name: 'of which the file has fewer', parts: { 1: part(1), 4: part(2) } },
    { name: 'none at all', parts: {} },
  ])('is removed, and the file sent anew, when its parts are $name', async ({ name, parts }) => {
    expect(await partsSentAfter(`resume ${name}/`, parts)).toEqual([1, 2, 3]);
  });
});

describe('a cancel', () => {
  test('ends at once with the reason, and leaves no unfinished upload behind', async () => {
    const folder = makeFolder({ big: randomBytes(40 * MIB), small: '1' });
    const controller = new AbortController();
    const reason = new Error('ended by SIGINT');
    let sent = 0;
    const work = run(folder, {
      prefix: 'cancelled/',
      signal: controller.signal,
      inputs: { concurrency: '2' },
      onEvent: (event) => {
        if (event.kind !== 'sent') return;
        sent += event.bytes;
        if (sent > 6 * MIB) controller.abort(reason);
      },
    });
    await expect(work).rejects.toBe(reason);
    expect(await unfinished('cancelled/')).toEqual([]);
    expect(await keysBelow('cancelled/')).not.toContain('big');
    expect(await keysBelow('cancelled/')).not.toContain('otter-manifest.json');
  });
});

describe('files that still grow', () => {
  const start = randomBytes(12 * MIB);
  const files = {
    'big.log': start,
    'small.log': start.subarray(0, 100),
    'middle.log': start.subarray(0, MIB),
  };

  /** Uploads them while each gets more bytes, or loses them. */
  async function runWhile(prefix: string, change: (path: string) => void, inputs: UploadInputs = {}) {
    const folder = makeFolder(files);
    const changeAll = () => Object.keys(files).forEach((name) => void change(join(folder, name)));
    const onEvent = ({ kind }: TransferEvent) => {
      if (kind === 'planned' || kind === 'sent') changeAll();
    };
    return await run(folder, { prefix, inputs: { concurrency: '2', ...inputs }, onEvent });
  }

  test('are uploaded as they were listed where that is asked for, with the digest of these bytes', async () => {
    const grow = (path: string) => appendFileSync(path, 'more\n');
    const { manifest } = await runWhile('growing/', grow, { takeGrowing: 'true' });
    const listed = manifest.files.map(({ path, size, sha256: digest }) => [path, size, digest]);
    const entries = Object.entries(files).map(([path, content]) => [path, content.length, sha256(content)]);
    expect(listed).toEqual(entries.sort());
    for (const [name, content] of Object.entries(files)) {
      expect((await contentOf(`growing/${name}`)).equals(content), name).toBe(true);
    }
  });

  test('are an error otherwise, which names the setting', async () => {
    const failure = await failureOf(runWhile('growing not/', (path) => appendFileSync(path, 'more\n')));
    expect(failure).toContain('it became longer while it was read, or after it was listed (take-growing');
    expect(await keysBelow('growing not/')).toEqual([]);
  });

  test('and are cut off meanwhile are an error', async () => {
    const failing = runWhile('cut off/', (path) => truncateSync(path, 10), { takeGrowing: 'true' });
    expect(await failureOf(failing)).toContain('it became shorter while it was read');
    expect(await keysBelow('cut off/')).toEqual([]);
    expect(await unfinished('cut off/')).toEqual([]);
  });
});

describe('a file that fails', () => {
  test('does not stop the others, but then there is no manifest', async () => {
    const folder = makeFolder({ a: 'mine', b: '2', c: '3' });
    await put('partly/b', 'theirs');
    const failure = await failureOf(run(folder, { prefix: 'partly/' }));
    expect(failure).toMatch(/^exists: 1 of 3 files failed, 2 are in the bucket/);
    expect(failure).toContain("'partly/b' already exists with different content");
    expect(await keysBelow('partly/')).toEqual(['a', 'b', 'c']);
  });
});

describe('inputs that contradict the files are refused before anything is sent', () => {
  test.each([
    { name: 'a file with the manifest’s name', files: { 'otter-manifest.json': '{}' }, message: /^path / },
    { name: 'a key over 1,024 bytes', files: { [`${'d/'.repeat(80)}x`]: '1' }, message: /^path .*1,024/ },
    { name: 'a file at the key of the latest', files: { 'l.json': '1' }, message: /^latest / },
  ])('$name', async ({ files, message }) => {
    const prefix = `${'p'.repeat(880)}/`;
    const work = run(makeFolder(files), { prefix, latest: `${prefix}l.json` });
    await expect(work).rejects.toThrow(message);
    expect(await keysBelow(prefix)).toEqual([]);
  });
});

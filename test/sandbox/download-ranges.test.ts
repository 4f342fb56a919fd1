/** Large files: in ranges, and continued. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoreFailure } from '../../src/s3/failure.ts';
import type { TransferEvent } from '../../src/transfer/artifact/event.ts';
import type { ManifestFile } from '../../src/transfer/artifact/manifest.ts';
import type { DownloadOptions } from '../../src/transfer/download/download.ts';
import { bytesBody } from '../support/object-store/fixture.ts';
import {
  entry,
  failureOf,
  type Given,
  listAll,
  type Meddle,
  MIB,
  makeFolder,
  noise,
  sha256,
  useArtifacts,
} from './artifact-fixture.ts';
import { useSandbox } from './fixture.ts';

const { give, openStore } = useArtifacts(useSandbox());
const isRoot = process.getuid?.() === 0;

/** The smallest that an upload can have. */
const PART = 5 * MIB;
const CONTENT = noise(3 * PART + 7);
const DIGESTS = [0, 1, 2, 3].map((index) => sha256(CONTENT.subarray(index * PART, (index + 1) * PART)));
const PARTS = { size: PART, sha256: DIGESTS };
/** One part after the other, so that the progress at each moment is known. */
const ONE_BY_ONE = { partSize: PART, concurrency: 1 };

const giveBig = (file: Partial<ManifestFile> = {}) =>
  give({ big: CONTENT }, { files: [entry('big', CONTENT, { parts: PARTS, ...file })] });

/** The starts of the requested ranges, in parts. */
function watch(given: Given, meddle: Meddle = (_key, _options, get) => get()): number[] {
  const starts: number[] = [];
  given.store.meddle = async (key, options, get) => {
    if (options.range !== undefined) starts.push(options.range[0] / PART);
    return await meddle(key, options, get);
  };
  return starts;
}

const outage = new StoreFailure({ kind: 'network', tried: 'GET', cameBack: 'no answer', remedy: 'Wait.' });

/** Fails from the third part on. */
const failLate: Meddle = async (_key, { range = [0, 0] }, get) => {
  if (range[0] >= 2 * PART) throw outage;
  return await get();
};

/** Changes a byte of the answer. */
async function damage(get: Parameters<Meddle>[2]) {
  const opened = await get();
  const chunks: Buffer[] = [];
  for await (const chunk of opened.body) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return {
    ...opened,
    body: (async function* () {
      yield bytes;
    })(),
  };
}

/** A folder in which a download got two of four parts, and then lost its connection. */
async function begin(given: Given) {
  const directory = makeFolder();
  watch(given, failLate);
  const failure = await failureOf(given.fetch({ directory, ...ONE_BY_ONE }));
  const [name = ''] = listAll(directory);
  return { directory, failure, leftover: join(directory, name) };
}

/** Continues with the next download. */
async function goOn(given: Given, directory: string, more: Partial<DownloadOptions> = {}) {
  const starts = watch(given);
  const events: TransferEvent[] = [];
  await given.fetch({ directory, ...ONE_BY_ONE, onEvent: (event) => events.push(event), ...more });
  expect(readFileSync(join(directory, 'big')).equals(CONTENT)).toBe(true);
  const notes = events.flatMap((event) => (event.kind === 'note' ? [event.text] : []));
  const sent = events.reduce((sum, event) => sum + (event.kind === 'sent' ? event.bytes : 0), 0);
  return { starts, notes, sent };
}

describe('a file in ranges', () => {
  test('is of one version: each range but the first requires the same ETag', async () => {
    const given = await giveBig();
    const asked: (string | undefined)[] = [];
    watch(given, async (_key, { range, ifMatch }, get) => {
      if (range !== undefined) asked.push(ifMatch);
      return await get();
    });
    const directory = makeFolder();
    await given.fetch({ directory, partSize: PART });
    expect(readFileSync(join(directory, 'big')).equals(CONTENT)).toBe(true);
    expect(asked).toHaveLength(4);
    expect(new Set(asked.slice(1)).size).toBe(1);
    expect(asked[0]).toBeUndefined();
    expect(asked[1]).toMatch(/^[0-9a-f]{32}/);
  });

  test('of which one was damaged in transit is requested again, and no other', async () => {
    const given = await giveBig();
    let isDamaged = false;
    const starts = watch(given, async (_key, { range }, get) => {
      if (range?.[0] !== PART || isDamaged) return await get();
      isDamaged = true;
      return await damage(get);
    });
    const directory = makeFolder();
    await given.fetch({ directory, partSize: PART });
    expect(readFileSync(join(directory, 'big')).equals(CONTENT)).toBe(true);
    expect(starts.toSorted()).toEqual([0, 1, 1, 2, 3]);
  });

  test('of which one is always damaged leaves nothing', async () => {
    const given = await giveBig();
    watch(given, async (_key, { range }, get) => (range?.[0] === PART ? await damage(get) : await get()));
    const directory = makeFolder();
    expect((await failureOf(given.fetch({ directory, partSize: PART }))).kind).toBe('integrity');
    expect(listAll(directory)).toEqual([]);
  });

  test('must have the digest of the whole, whatever the digests of its parts are', async () => {
    const right = await giveBig({ parts: { size: PART, sha256: DIGESTS.toReversed() } });
    const directory = makeFolder();
    await right.fetch({ directory });
    expect(readFileSync(join(directory, 'big')).equals(CONTENT)).toBe(true);
    const wrong = await giveBig({ sha256: sha256('another') });
    const failure = await failureOf(wrong.fetch());
    expect(failure.kind).toBe('integrity');
    expect(failure.message).toContain(`the SHA-256 ${sha256(CONTENT)}, and the manifest says`);
  });

  test('arrives whole from a server without ranges', async () => {
    const given = await giveBig();
    const plain = openStore();
    const starts = watch(given, async (key, { range }, get) =>
      range === undefined ? await get() : await plain.getObject(key),
    );
    const directory = makeFolder();
    await given.fetch({ directory, partSize: PART });
    expect(readFileSync(join(directory, 'big')).equals(CONTENT)).toBe(true);
    expect(starts).toEqual([0]);
  });

  test.each([
    ['longer', CONTENT.subarray(0, 3 * PART)],
    ['shorter', Buffer.concat([CONTENT, CONTENT])],
  ])('of an object that is %s than the manifest says is refused at the first range', async (how, content) => {
    const given = await give({ big: CONTENT }, { files: [entry('big', content)] });
    const starts = watch(given);
    const directory = makeFolder();
    const failure = await failureOf(given.fetch({ directory, partSize: PART }));
    expect(failure.kind).toBe('integrity');
    expect(failure.message).toContain(`the object is ${how} than the manifest says`);
    expect(starts).toEqual([0, 0]);
    expect(listAll(directory)).toEqual([]);
  });

  test('that fails in one does not wait for the rest of the others', async () => {
    const given = await giveBig();
    watch(given, async (_key, { range }, get) => {
      if (range?.[0] === PART) throw new StoreFailure({ ...outage, kind: 'refused' });
      const opened = await get();
      const endless = async function* () {
        for (;;) {
          yield Buffer.alloc(10);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      };
      return range?.[0] === 0 ? { ...opened, body: endless() } : opened;
    });
    expect((await failureOf(given.fetch({ partSize: PART }))).kind).toBe('refused');
  });
});

describe('a download that lost its connection inside a file', () => {
  test('says that it can be continued, and leaves private files', async () => {
    const given = await giveBig();
    const { directory, failure, leftover } = await begin(given);
    expect(failure.message).toContain(
      'Begun: 1 file. The next download to this directory continues where it stopped.',
    );
    expect(failure.message).not.toContain('Nothing was written');
    expect(listAll(directory)).toHaveLength(1);
    expect(statSync(leftover).mode & 0o777).toBe(0o600);
  });

  test('is continued with the parts that are missing, and every byte counts once', async () => {
    const given = await giveBig();
    const { directory } = await begin(given);
    const { starts, notes, sent } = await goOn(given, directory);
    expect(starts).toEqual([2, 3]);
    expect(notes).toEqual([
      "continuing 'big': an earlier download left 10.0 MiB of 15.0 MiB, which are verified",
    ]);
    expect(sent).toBe(CONTENT.length);
    expect(listAll(directory)).toEqual(['big']);
  });

  test('is continued by one of two that start at once', async () => {
    const given = await giveBig();
    const { directory } = await begin(given);
    const starts = watch(given);
    await Promise.all([1, 2].map(() => given.fetch({ directory, ...ONE_BY_ONE, overwrite: true })));
    expect(readFileSync(join(directory, 'big')).equals(CONTENT)).toBe(true);
    expect(listAll(directory)).toEqual(['big']);
    expect(starts.filter((start) => start < 2)).toEqual([0, 1]);
  });

  test('leaves nothing if there is too little to continue, or no digests of parts', async () => {
    const given = await giveBig();
    const directory = makeFolder();
    watch(given, async (_key, { range }, get) =>
      range === undefined ? await get() : Promise.reject(outage),
    );
    expect((await failureOf(given.fetch({ directory }))).message).toContain('Nothing was written.');
    const { parts: _, ...plain } = entry('big', CONTENT);
    const without = await give({ big: CONTENT }, { files: [plain] });
    watch(without, failLate);
    await failureOf(without.fetch({ directory, ...ONE_BY_ONE }));
    expect(listAll(directory)).toEqual([]);
  });

  test('leaves nothing if the next one is for another file', async () => {
    const given = await giveBig();
    const { directory } = await begin(given);
    const other = await give({ small: 's' });
    await other.fetch({ directory });
    expect(listAll(directory)).toEqual(['small']);
  });

  const PLACE = /-[0-9a-f]{8}-(?=[0-9a-f]{32})/;
  const rename = (path: string, owner: number | undefined, place?: string) => {
    const name = path.replace('.otter-0-', `.otter-${owner}-`);
    renameSync(path, place === undefined ? name : name.replace(PLACE, `-${place}-`));
  };

  test('is continued when it was killed', async () => {
    const given = await giveBig();
    const { directory, leftover } = await begin(given);
    rename(leftover, spawnSync('true').pid);
    expect((await goOn(given, directory)).starts).toEqual([2, 3]);
  });

  test.each([
    ['by a process that lives', process.ppid, undefined],
    ['by a process of another container', 1, 'ffffffff'],
  ])('is left alone while it is written %s', async (_, owner, place) => {
    const given = await giveBig();
    const { directory, leftover } = await begin(given);
    rename(leftover, owner, place);
    expect((await goOn(given, directory)).starts).toEqual([0, 1, 2, 3]);
    expect(listAll(directory)).toHaveLength(2);
    unlinkSync(join(directory, 'big'));
    const later = await goOn(given, directory, { now: () => Date.now() + 2 * 3_600_000 });
    expect(later.starts).toEqual([2, 3]);
    expect(listAll(directory)).toEqual(['big']);
  });
});

describe('a partial file that cannot be trusted', () => {
  const precious = () => {
    const path = join(makeFolder(), 'precious');
    writeFileSync(path, 'precious', { mode: 0o600 });
    return path;
  };
  const replaceBy = (path: string, make: (path: string) => void) => {
    rmSync(path);
    make(path);
  };
  const overwriteByte = (path: string, position: number) => {
    const descriptor = openSync(path, 'r+');
    writeSync(descriptor, Buffer.from([(CONTENT[position] ?? 0) ^ 1]), 0, 1, position);
    closeSync(descriptor);
  };
  const hostile: { name: string; make: (path: string, victim: string) => void; starts: number[] }[] = [
    { name: 'a part with another byte', make: (path) => overwriteByte(path, PART - 1), starts: [0, 2, 3] },
    { name: 'noise', make: (path) => writeFileSync(path, noise(4 * PART).reverse()), starts: [0, 1, 2, 3] },
    { name: 'more than the file has', make: (path) => appendFileSync(path, CONTENT), starts: [2, 3] },
    { name: 'a file that others may write to', make: (path) => chmodSync(path, 0o666), starts: [0, 1, 2, 3] },
    {
      name: 'a symbolic link',
      make: (path, victim) => replaceBy(path, () => symlinkSync(victim, path)),
      starts: [0, 1, 2, 3],
    },
    {
      name: 'a second name of another file',
      make: (path, victim) => replaceBy(path, () => linkSync(victim, path)),
      starts: [0, 1, 2, 3],
    },
    {
      name: 'a pipe',
      make: (path) => replaceBy(path, () => spawnSync('mkfifo', ['-m', '600', path])),
      starts: [0, 1, 2, 3],
    },
  ];
  test.each(hostile)('such as $name is not used, and nothing else is touched', async ({ make, starts }) => {
    const given = await giveBig();
    const { directory, leftover } = await begin(given);
    const victim = precious();
    make(leftover, victim);
    expect((await goOn(given, directory)).starts).toEqual(starts);
    expect(listAll(directory)).toEqual(['big']);
    expect(statSync(join(directory, 'big')).size).toBe(CONTENT.length);
    expect(statSync(join(directory, 'big')).mode & 0o777).toBe(0o644);
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });

  test.runIf(isRoot)('such as another user’s file is not used', async () => {
    const given = await giveBig();
    const { directory, leftover } = await begin(given);
    chownSync(leftover, 65_534, 65_534);
    expect((await goOn(given, directory)).starts).toEqual([0, 1, 2, 3]);
    expect(statSync(join(directory, 'big')).uid).toBe(process.getuid?.());
  });

  test('of a replaced object is not combined with the new one', async () => {
    const given = await giveBig();
    const { directory } = await begin(given);
    const other = Buffer.concat([CONTENT.subarray(PART), CONTENT.subarray(0, PART)]);
    await given.store.putObject(`${given.prefix}big`, bytesBody(other));
    watch(given);
    expect((await failureOf(given.fetch({ directory, ...ONE_BY_ONE }))).kind).toBe('integrity');
    expect(listAll(directory)).toEqual([]);
  });
});

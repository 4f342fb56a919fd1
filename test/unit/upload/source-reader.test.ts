import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ArtifactFailure } from '../../../src/transfer/artifact/failure.ts';
import { backgroundDisk } from '../../../src/transfer/disk.ts';
import type { SourceFile } from '../../../src/transfer/upload/file-selection.ts';
import {
  assertUnchanged,
  openSource,
  readFrom,
  readRange,
  readWhole,
  scanRange,
} from '../../../src/transfer/upload/source-reader.ts';
import { projectFolder } from '../../support/command.ts';

const CONTENT = Buffer.from('0123456789'.repeat(300_000));
const GOES_ON = new AbortController().signal;

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otter-reader-'));
  path = join(folder, 'a file');
});

afterEach(() => {
  expect(openFiles()).toEqual([]);
  rmSync(folder, { recursive: true });
});

/** The files in the test's folder that this process holds open. */
function openFiles(): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${descriptor}`);
      return target.startsWith(folder) ? [target] : [];
    } catch {
      return [];
    }
  });
}

function list(content: Uint8Array = CONTENT): SourceFile {
  writeFileSync(path, content);
  const { size, mode, mtimeMs } = lstatSync(path);
  return { absolute: path, path: 'a file', size, mode: mode & 0o777, mtimeMs };
}

/** The whole content, for each way of reading the file. */
const WAYS: readonly [string, (file: SourceFile, signal?: AbortSignal) => Promise<Buffer>][] = [
  ['whole', (file, signal = GOES_ON) => readWhole(file, signal)],
  ['whole, in the background', (file, signal = GOES_ON) => readFrom(backgroundDisk, file, signal)],
  ['as a stream', (file, signal = GOES_ON) => readStream(file, signal)],
];

async function readStream(file: SourceFile, signal: AbortSignal, meanwhile = () => {}): Promise<Buffer> {
  const handle = await openSource(file);
  try {
    const chunks = await gather(readRange(handle, file, 0, file.size, signal), meanwhile);
    await assertUnchanged(handle, file);
    return Buffer.concat(chunks);
  } finally {
    await handle.close();
  }
}

async function gather(reading: AsyncIterable<Buffer>, afterFirst = () => {}): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of reading) {
    chunks.push(Buffer.from(chunk));
    if (chunks.length === 1) afterFirst();
  }
  return chunks;
}

async function failureOf(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ArtifactFailure);
  expect(error).toMatchObject({ kind: 'failed' });
  return String(error instanceof Error && error.message);
}

// Only Linux has /proc.
test.skipIf(process.platform !== 'linux').each([
  ['whole', (file: SourceFile) => readWhole(file, GOES_ON)],
  ['in the background', (file: SourceFile) => readFrom(backgroundDisk, file, GOES_ON)],
] as const)(
  'a file that the system generates while it is read is reported as such when it is read %s',
  async (_way, read) => {
    const absolute = '/proc/cpuinfo';
    const { size, mode, mtimeMs } = lstatSync(absolute);
    const file = { absolute, path: 'cpuinfo', size, mode: mode & 0o777, mtimeMs };
    const message = await failureOf(read(file));
    expect(await failureOf(read({ ...file, mayGrow: true }))).toBe(message);
    expect(message).toMatch(
      /^Reading 'cpuinfo' failed: its content is longer or shorter than its size, as with files of \/proc/,
    );
    expect(message).toContain('Copy it to a regular file and upload that, or exclude it.');
  },
);

describe.each(WAYS)('a file that is read %s', (_way, read) => {
  test.each([0, 1, 4096, 256 * 1024, 256 * 1024 + 1, CONTENT.length])('has its %i bytes', async (size) => {
    const content = CONTENT.subarray(0, size);
    expect((await read(list(content))).equals(content)).toBe(true);
  });

  test.each<[string, () => void, string]>([
    ['vanished', () => rmSync(path), 'it disappeared after it was listed'],
    ['grew', () => appendFileSync(path, 'x'), 'it became longer while it was read'],
    ['shrank', () => truncateSync(path, 5), 'it became shorter while it was read'],
    ['was truncated', () => truncateSync(path, 0), 'it became shorter while it was read'],
    ['was changed without changing its size', () => utimesSync(path, 1, 1), 'it changed while it was read'],
    ['became a folder', () => replaceBy(() => mkdirSync(path)), 'it is no longer a regular file'],
    [
      'became a link to the same bytes',
      () => replaceBy(() => symlinkSync('before', path)),
      'replaced by a link',
    ],
    [
      'became a named pipe',
      () => replaceBy(() => spawnSync('mkfifo', [path])),
      'it is no longer a regular file',
    ],
    ['became a device', () => replaceBy(() => symlinkSync('/dev/zero', path)), 'replaced by a link'],
  ])('is refused when it %s after it was listed', async (_name, change, sentence) => {
    const file = list();
    change();
    const message = await failureOf(read(file));
    expect(message).toContain("Reading 'a file' failed: ");
    expect(message).toContain(sentence);
    expect(message).toContain('exclude it');
  });

  test.each([0, 1, 5_000, CONTENT.length])(
    'may grow if that is allowed, and yields its first %i bytes',
    async (size) => {
      const file = { ...list(CONTENT.subarray(0, size)), mayGrow: true as const };
      appendFileSync(path, CONTENT);
      expect((await read(file)).equals(CONTENT.subarray(0, size))).toBe(true);
    },
  );

  test('may grow, but not become shorter', async () => {
    const file = { ...list(), mayGrow: true as const };
    truncateSync(path, CONTENT.length - 1);
    expect(await failureOf(read(file))).toContain('it became shorter while it was read');
  });

  test('is not read after an abort', async () => {
    await expect(read(list(), AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    await expect(read(list(), AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});

function replaceBy(make: () => void): void {
  renameSync(path, join(folder, 'before'));
  make();
}

describe('a file that is streamed', () => {
  test.each<[string, () => void]>([
    ['grows', () => appendFileSync(path, 'x')],
    ['shrinks', () => truncateSync(path, CONTENT.length - 1)],
    ['loses its unread rest', () => truncateSync(path, 1024 * 1024)],
    ['is written to', () => writeFileSync(path, CONTENT.toReversed())],
  ])('is refused when it %s meanwhile', async (_name, change) => {
    const file = list();
    utimesSync(path, 1, 1);
    const listed = { ...file, mtimeMs: lstatSync(path).mtimeMs };
    expect(await failureOf(readStream(listed, GOES_ON, change))).toMatch(
      /it (changed|became \w+) while it was read/,
    );
  });

  test('is the opened one, whatever takes its name meanwhile', async () => {
    const file = list();
    const bytes = await readStream(file, GOES_ON, () => replaceBy(() => writeFileSync(path, 'another')));
    expect(bytes.equals(CONTENT)).toBe(true);
  });

  test('stops between chunks after an abort', async () => {
    const controller = new AbortController();
    const reading = readStream(list(), controller.signal, () => controller.abort(new Error('enough')));
    await expect(reading).rejects.toThrow('enough');
  });

  test('yields any range of its bytes', async () => {
    const file = list();
    const handle = await openSource(file);
    for (const [start, end] of [
      [0, 1],
      [7, 7],
      [3, 1_000_003],
      [CONTENT.length - 5, CONTENT.length],
    ] as const) {
      const chunks = await gather(readRange(handle, file, start, end, GOES_ON));
      expect(Buffer.concat(chunks).equals(CONTENT.subarray(start, end))).toBe(true);
    }
    await handle.close();
  });

  test('yields chunks that stay valid while the next one is read', async () => {
    const file = list();
    const handle = await openSource(file);
    const content: Buffer[] = [];
    const buffers = new Set<ArrayBufferLike>();
    let last: Buffer = Buffer.alloc(0);
    for await (const chunk of readRange(handle, file, 0, file.size, GOES_ON)) {
      content.push(Buffer.from(last));
      buffers.add(chunk.buffer);
      last = chunk;
    }
    await handle.close();
    expect(Buffer.concat([...content, last]).equals(CONTENT)).toBe(true);
    expect(buffers.size).toBe(2);
  });

  test('fills its chunks if the file system returns less than requested', async () => {
    const file = list();
    const handle = await openSource(file);
    const sizes: number[] = [];
    const content: Buffer[] = [];
    // As FUSE and network file systems do.
    const grudging = {
      read: (buffer: Buffer, offset: number, length: number, position: number) =>
        handle.read(buffer, offset, Math.min(length, 4_093), position),
    } as unknown as FileHandle;
    for await (const chunk of readRange(grudging, file, 5, file.size, GOES_ON)) {
      sizes.push(chunk.length);
      content.push(Buffer.from(chunk));
    }
    await handle.close();
    expect(Buffer.concat(content).equals(CONTENT.subarray(5))).toBe(true);
    expect(Math.min(...sizes.slice(0, -1))).toBe(sizes[0]);
    expect(sizes[0]).toBeGreaterThan(100_000);
  });

  test('passes the same bytes to a hash, and keeps one chunk of them', async () => {
    const file = list();
    const handle = await openSource(file);
    const hash = createHash('sha256');
    const buffers = new Set<ArrayBufferLike>();
    for await (const chunk of scanRange(handle, file, 10, CONTENT.length, GOES_ON)) {
      hash.update(chunk);
      buffers.add(chunk.buffer);
    }
    await handle.close();
    expect(hash.digest('hex')).toBe(createHash('sha256').update(CONTENT.subarray(10)).digest('hex'));
    expect(buffers.size).toBe(1);
  });
});

test('a file that this user may not read is refused', () => {
  list(Buffer.from('x'));
  chmodSync(path, 0);
  chmodSync(folder, 0o755);
  const program = `
    const { readWhole, openSource } = await import(${JSON.stringify(join(projectFolder, 'src/transfer/upload/source-reader.ts'))});
    if (process.getuid() === 0) process.setuid(65534);
    const file = { absolute: ${JSON.stringify(path)}, path: 'a file', size: 1, mode: 0, mtimeMs: 0 };
    for (const reading of [readWhole(file, new AbortController().signal), openSource(file)]) {
      console.log(await reading.catch(({ kind, message }) => kind + ' ' + message));
    }`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const line = "failed Reading 'a file' failed: this user may not read it (EACCES).";
  expect(stdout.split('\n').map((text) => text.slice(0, line.length))).toEqual([line, line, '']);
});

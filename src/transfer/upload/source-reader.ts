import { constants, type Stats } from 'node:fs';
import { type FileHandle, open as openHandle } from 'node:fs/promises';
import { printable } from '../../printable.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { type Disk, PacedDisk } from '../disk.ts';
import type { Digest, Hashing } from '../hashing.ts';
import type { SourceFile } from './file-selection.ts';

/** The size of a chunk that is sent, in bytes. Each request in flight holds two. */
const SENT_CHUNK = 256 * 1024;

/**
 * The size of a chunk that is hashed, in bytes. There is one per file. 1 GiB with its SHA-256 takes 0.75 s instead of 1.0
 * s.
 */
const SCANNED_CHUNK = 1024 * 1024;

/**
 * If something else takes the file's place meanwhile, a link must not be followed, and a named pipe must not block. Windows
 * has neither flag.
 */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

const NO_FILE = 'it is no longer a regular file';

const GROWN =
  'it became longer while it was read, or after it was listed (take-growing uploads such a file as long as it was)';
const SHORTER = 'it became shorter while it was read, or after it was listed';

/** What system errors mean for a file that existed when it was listed. */
const CODES: Readonly<Record<string, string>> = {
  ENOENT: 'it disappeared after it was listed',
  ENOTDIR: 'it disappeared after it was listed',
  ELOOP: 'it was replaced by a link after it was listed',
  EISDIR: NO_FILE,
  ESPIPE: NO_FILE,
  ENXIO: NO_FILE,
  EACCES: 'this user may not read it (EACCES)',
  EPERM: 'the system does not let this user read it (EPERM)',
};

/** One for all uploads of this process, because its speed is that of the disk. */
const sources = new PacedDisk();

/**
 * Reads a small file into its own buffer.
 *
 * @throws ArtifactFailure (`failed`) if it has vanished, cannot be read, or has changed; the signal's reason if that is
 *   aborted
 */
export async function readWhole(file: SourceFile, signal: AbortSignal): Promise<Buffer> {
  signal.throwIfAborted();
  return await sources.use((disk) => readFrom(disk, file, signal));
}

/** Like {@link readWhole}, from a given disk. */
export async function readFrom(disk: Disk, file: SourceFile, signal: AbortSignal): Promise<Buffer> {
  return await explain(file, async () => {
    const descriptor = await disk.open(file.absolute, FLAGS);
    try {
      const buffer = roomFor(file);
      let bytes = 0;
      for (;;) {
        signal.throwIfAborted();
        const bytesRead = await disk.read(descriptor, buffer, bytes, bytes);
        bytes += bytesRead;
        if (isAll(bytesRead, bytes, buffer)) break;
      }
      return checked(file, buffer, bytes, await disk.stat(descriptor));
    } finally {
      await disk.close(descriptor);
    }
  });
}

/** One byte more than the size, so that a file that has grown is noticed without a second call. */
function roomFor(file: SourceFile): Buffer {
  return Buffer.allocUnsafe(file.size + 1);
}

/** A regular file returns less than requested only at its end. */
function isAll(bytesRead: number, bytes: number, { length }: Buffer): boolean {
  return bytesRead === 0 || bytes >= length - 1;
}

function checked(file: SourceFile, buffer: Buffer, bytes: number, stats: Stats): Buffer {
  assertSame(stats, file);
  const hasGrown = file.mayGrow && bytes > file.size && stats.size >= bytes;
  if (bytes !== file.size && !hasGrown) throw madeUp(file);
  return buffer.subarray(0, file.size);
}

/**
 * Opens the file. The caller closes the handle.
 *
 * @throws ArtifactFailure (`failed`) if it has vanished, cannot be opened, or has changed
 */
export async function openSource(file: SourceFile): Promise<FileHandle> {
  const handle = await explain(file, () => openHandle(file.absolute, FLAGS));
  try {
    await assertUnchanged(handle, file);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The bytes from `start` up to, not including, `end`. A chunk is valid until the one after the next is requested, because
 * whoever asks for a chunk has sent the one before. Allocating a buffer for each chunk took a third of the time for 1 GiB.
 *
 * @throws ArtifactFailure (`failed`) if the file is shorter or cannot be read; the signal's reason if that is aborted
 */
export function readRange(
  handle: FileHandle,
  file: SourceFile,
  start: number,
  end: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const bytes = Math.min(SENT_CHUNK, Math.max(0, end - start));
  let [next, last] = [Buffer.allocUnsafeSlow(bytes), Buffer.allocUnsafeSlow(bytes)];
  return readChunks(handle, file, { start, end }, signal, (left) => {
    [next, last] = [last, next];
    return last.subarray(0, left);
  });
}

/**
 * Like {@link readRange}, for hashing. All chunks share one buffer, so a chunk is valid until the next one is requested.
 */
export function scanRange(
  handle: FileHandle,
  file: SourceFile,
  start: number,
  end: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(Math.min(SCANNED_CHUNK, Math.max(0, end - start)));
  return readChunks(handle, file, { start, end }, signal, (left) => buffer.subarray(0, left));
}

/**
 * Reads a range into digests, in the hashing thread.
 *
 * @throws ArtifactFailure (`failed`) if the file is shorter or cannot be read; the signal's reason if that is aborted
 */
export async function digestRange(
  hashing: Hashing,
  digests: readonly Digest[],
  handle: FileHandle,
  file: SourceFile,
  { start, end }: { readonly start: number; readonly end: number },
  signal: AbortSignal,
): Promise<void> {
  const bytes = await explain(file, () => hashing.read(digests, handle.fd, start, end, signal));
  if (bytes !== end - start) throw changed(file);
}

async function* readChunks(
  handle: FileHandle,
  file: SourceFile,
  { start, end }: { readonly start: number; readonly end: number },
  signal: AbortSignal,
  room: (left: number) => Buffer,
): AsyncGenerator<Buffer> {
  for (let position = start; position < end; ) {
    signal.throwIfAborted();
    const buffer = room(end - position);
    // Fills each buffer, although a network file system may return less. A socket accepts more than one small chunk before
    // it signals backpressure, and would then hold buffers that are used again.
    for (let filled = 0; filled < buffer.length; ) {
      const into = [buffer, filled, buffer.length - filled, position] as const;
      const { bytesRead } = await explain(file, () => handle.read(...into));
      if (bytesRead === 0) throw changed(file);
      filled += bytesRead;
      position += bytesRead;
    }
    yield buffer;
  }
}

/**
 * Verifies that the opened file is unchanged since it was listed, so that everything read from it was what was listed.
 *
 * @throws ArtifactFailure (`failed`) if its size or time differs
 */
export async function assertUnchanged(handle: FileHandle, file: SourceFile): Promise<void> {
  assertSame(await explain(file, () => handle.stat()), file);
}

function assertSame(stats: Stats, file: SourceFile): void {
  if (!stats.isFile()) throw failure(file, NO_FILE);
  if (file.mayGrow && stats.size >= file.size) return;
  if (stats.size > file.size) throw failure(file, GROWN);
  if (stats.size < file.size) throw failure(file, SHORTER);
  if (stats.mtimeMs !== file.mtimeMs) throw changed(file);
}

/**
 * Its size and time are unchanged, but its content has another length: /proc/cpuinfo reports 0 bytes, a file in /sys 4,096.
 */
function madeUp(file: SourceFile): ArtifactFailure {
  return new ArtifactFailure(
    'failed',
    `Reading '${printable(file.path)}' failed: its content is longer or shorter than its size, as with files of /proc and /sys. Copy it to a regular file and upload that, or exclude it.`,
  );
}

function changed(file: SourceFile): ArtifactFailure {
  return failure(file, 'it changed while it was read, or after it was listed');
}

async function explain<Answer>(file: SourceFile, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw explained(file, error);
  }
}

function explained(file: SourceFile, error: unknown): unknown {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  // The signal's reason, an explained failure, or a bug.
  if (syscall === undefined) return error;
  return failure(file, CODES[code] ?? `the system answered ${code}`, error);
}

function failure(file: SourceFile, cameBack: string, cause?: unknown): ArtifactFailure {
  return new ArtifactFailure(
    'failed',
    `Reading '${printable(file.path)}' failed: ${cameBack}. Make sure that it can be read and that nothing writes to it, or exclude it.`,
    { cause },
  );
}

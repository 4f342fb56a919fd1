import { close, constants, fstat, open, read, type Stats } from 'node:fs';
import { type FileHandle, open as openHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ArtifactFailure } from '../artifact/failure.ts';
import { visible } from '../progress/visible.ts';
import type { SourceFile } from './file-selection.ts';

/** Bytes of a chunk that is sent: each request in flight holds some. */
const SENT_CHUNK = 256 * 1024;

/** Bytes of a chunk that is hashed, of which there is one a file. 1 GiB, with its SHA-256: 0.75 s instead of 1.0. */
const SCANNED_CHUNK = 1024 * 1024;

/**
 * What takes the place of a file meanwhile must neither lead elsewhere nor, as a named pipe does, keep the opening waiting
 * for a writer. Windows has neither.
 */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

// Without FileHandle, whose bookkeeping is half the cost of a small file (5,000 of 8 KiB: 160 ms instead of 250).
const openDescriptor = promisify(open);
const readDescriptor = promisify(read);
const statDescriptor = promisify(fstat);
const closeDescriptor = promisify(close);

const NO_FILE = 'it is a regular file no more';

/** What the system's errors mean for a file that was there when it was listed. */
const CODES: Readonly<Record<string, string>> = {
  ENOENT: 'it vanished since it was listed',
  ENOTDIR: 'it vanished since it was listed',
  ELOOP: 'it was replaced by a link since it was listed',
  EISDIR: NO_FILE,
  ESPIPE: NO_FILE,
  ENXIO: NO_FILE,
  EACCES: 'its permissions do not allow to read it (EACCES)',
  EPERM: 'the system does not allow to read it (EPERM)',
};

/**
 * The whole file, in a buffer of its own.
 *
 * @throws ArtifactFailure (`failed`) when it has vanished, cannot be read, or is not as it was listed; the signal's reason
 * when that is aborted
 */
export async function readWhole(file: SourceFile, signal: AbortSignal): Promise<Buffer> {
  signal.throwIfAborted();
  const descriptor = await explain(file, openDescriptor(file.absolute, FLAGS));
  try {
    // One byte more than there should be: a file that has grown shows at once, and without a second call.
    const buffer = Buffer.allocUnsafe(file.size + 1);
    const bytes = await explain(file, fill(descriptor, buffer, signal));
    assertSame(await explain(file, statDescriptor(descriptor)), file);
    if (bytes !== file.size) throw changed(file);
    return buffer.subarray(0, bytes);
  } finally {
    await closeDescriptor(descriptor);
  }
}

/** Fills the buffer from the file's beginning, up to the file's end. Returns how many bytes there were. */
async function fill(descriptor: number, buffer: Buffer, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  while (bytes < buffer.length) {
    signal.throwIfAborted();
    const { bytesRead } = await readDescriptor(descriptor, buffer, bytes, buffer.length - bytes, bytes);
    bytes += bytesRead;
    // A regular file gives less than was asked for at its end alone.
    if (bytesRead === 0 || bytes === buffer.length - 1) return bytes;
  }
  return bytes;
}

/**
 * A handle of the file, which the caller closes.
 *
 * @throws ArtifactFailure (`failed`) when it has vanished, cannot be opened, or is not as it was listed
 */
export async function openSource(file: SourceFile): Promise<FileHandle> {
  const handle = await explain(file, openHandle(file.absolute, FLAGS));
  try {
    await assertUnchanged(handle, file);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The bytes from `start` on, up to `end`, which is not among them. Each chunk is a buffer of its own: a client may hold
 * it until it is sent.
 *
 * @throws ArtifactFailure (`failed`) when the file is shorter or cannot be read; the signal's reason when that is aborted
 */
export function readRange(
  handle: FileHandle,
  file: SourceFile,
  start: number,
  end: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const room = (left: number): Buffer => Buffer.allocUnsafeSlow(Math.min(SENT_CHUNK, left));
  return readChunks(handle, file, { start, end }, signal, room);
}

/** As {@link readRange}, for hashing: a chunk holds until the next one is asked for, as all share one buffer. */
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
    const { bytesRead } = await explain(file, handle.read(buffer, 0, buffer.length, position));
    if (bytesRead === 0) throw changed(file);
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/**
 * Whether the file that was opened is as it was listed: what was read of it between is then what was listed.
 *
 * @throws ArtifactFailure (`failed`) when its size or time differ
 */
export async function assertUnchanged(handle: FileHandle, file: SourceFile): Promise<void> {
  assertSame(await explain(file, handle.stat()), file);
}

function assertSame(stats: Stats, file: SourceFile): void {
  if (!stats.isFile()) throw failure(file, NO_FILE);
  if (stats.size !== file.size || stats.mtimeMs !== file.mtimeMs) throw changed(file);
}

function changed(file: SourceFile): ArtifactFailure {
  return failure(file, 'it changed while it was read, or since it was listed');
}

async function explain<Answer>(file: SourceFile, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const { code = '', syscall } = error as NodeJS.ErrnoException;
    // The signal's reason, or an error of the program.
    if (syscall === undefined) throw error;
    throw failure(file, CODES[code] ?? `the system answered ${code}`, error);
  }
}

function failure(file: SourceFile, cameBack: string, cause?: unknown): ArtifactFailure {
  return new ArtifactFailure(
    'failed',
    `Reading '${visible(file.path)}' failed: ${cameBack}. Upload it once nothing writes to it any more and it can be read, or exclude it.`,
    { cause },
  );
}

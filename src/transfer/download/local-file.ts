import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import type { ManifestFile } from '../artifact/manifest.ts';
import { type Checked, checkOf, differenceIn, startCheck } from './content-check.ts';
import { inTheWay, isSystemError } from './local-failure.ts';

/** The number of bytes that are read and hashed at a time. */
const CHUNK = 256 * 1024;

/**
 * What is in a file's place: nothing, the same content (its mode and time are then corrected), something else, a file that
 * this user may not read, or one that cannot be compared, because only the size is known.
 *
 * @throws ArtifactFailure of kind `exists` if it is a folder, which is never replaced
 */
export async function compare(
  absolute: string,
  file: ManifestFile & Checked,
  signal: AbortSignal,
): Promise<'absent' | 'same' | 'different' | 'unreadable' | 'incomparable'> {
  const found = await statOf(absolute);
  if (found === undefined) return 'absent';
  if (found.isDirectory()) throw inTheWay(file.path, 'a folder is in the way of a file');
  if (!found.isFile() || found.size !== file.size) return 'different';
  if (checkOf(file).digest === undefined) return 'incomparable';
  const handle = await openUnfollowed(absolute);
  if (typeof handle === 'string') return handle;
  try {
    const hash = startCheck(file);
    for await (const chunk of readSpan(handle, 0, file.size, signal)) hash.update(chunk);
    if (differenceIn(file, hash.digest('hex')) !== undefined) return 'different';
    // Without a manifest, its mode and time are not known.
    if (file.etag === undefined) await restore(handle, file);
    return 'same';
  } finally {
    await handle.close();
  }
}

/** The entry itself, without following a link. Undefined if there is none. */
export async function statOf(absolute: string): Promise<Stats | undefined> {
  return await lstat(absolute).catch((error: unknown) => {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** The bytes from `start` up to, not including, `end`, or to the end of the file. Each chunk is overwritten by the next. */
async function* readSpan(
  handle: FileHandle,
  start: number,
  end: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK, end - start));
  for (let at = start; at < end; ) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - at), at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** If something has taken the file's place meanwhile, it counts as different. */
async function openUnfollowed(absolute: string): Promise<FileHandle | 'different' | 'unreadable'> {
  // O_NONBLOCK is for a pipe that has taken the file's place. Windows has neither flag.
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants as Readonly<Record<string, number | undefined>>;
  try {
    return await open(absolute, (O_RDONLY ?? 0) | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === 'EACCES' || error.code === 'EPERM' ? 'unreadable' : 'different';
  }
}

async function restore(handle: FileHandle, { mode, mtime }: ManifestFile): Promise<void> {
  const { mode: before, mtimeMs } = await handle.stat();
  const time = new Date(mtime);
  try {
    if ((before & 0o777) !== mode) await handle.chmod(mode);
    if (Math.floor(mtimeMs) !== time.getTime()) await handle.utimes(time, time);
  } catch (error) {
    // For a file of another user, only the content counts.
    if (!isSystemError(error) || error.code !== 'EPERM') throw error;
  }
}

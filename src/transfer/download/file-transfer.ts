import type { FileHandle } from 'node:fs/promises';
import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { startContentDigest } from '../artifact/content-digest.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import type { ManifestFile } from '../artifact/manifest.ts';
import { inParallel } from '../in-parallel.ts';
import { EntryFailure } from './entry.ts';
import { readSpan } from './local-file.ts';

/** How a file is transferred. */
export interface Transfer {
  readonly store: ObjectStore;
  /** Bytes of a range. */
  readonly partSize: number;
  /** Ranges at once. */
  readonly concurrency: number;
  /** Bytes that have come; negative when they are to come again. */
  readonly onReceived: (bytes: number) => void;
}

/** SHA-256 of no bytes. */
const OF_NOTHING = startContentDigest().digest('hex');

/**
 * Writes an object's bytes to a new file and verifies them. An object that is replaced meanwhile, or damaged on the way,
 * is read once more from its beginning.
 *
 * @throws ArtifactFailure of kind `integrity` when it is not what the manifest says
 * @throws StoreFailure, and the system's errors
 */
export async function fetchFile(
  transfer: Transfer,
  key: string,
  file: ManifestFile,
  handle: FileHandle,
  signal: AbortSignal,
): Promise<void> {
  for (let again = true; ; again = false) {
    const { counted, takeBack } = countedBy(transfer);
    try {
      return await fetchOnce(counted, key, file, handle, signal);
    } catch (error) {
      takeBack();
      signal.throwIfAborted();
      if (!again || !isIntegrity(error)) throw error;
    }
    await handle.truncate(0);
  }
}

function countedBy(transfer: Transfer) {
  let received = 0;
  const onReceived = (bytes: number) => {
    received += bytes;
    transfer.onReceived(bytes);
  };
  const takeBack = () => {
    if (received > 0) transfer.onReceived(-received);
  };
  return { counted: { ...transfer, onReceived }, takeBack };
}

function isIntegrity(error: unknown): boolean {
  return (error instanceof ArtifactFailure || error instanceof StoreFailure) && error.kind === 'integrity';
}

async function fetchOnce(
  transfer: Transfer,
  key: string,
  file: ManifestFile,
  handle: FileHandle,
  signal: AbortSignal,
): Promise<void> {
  const { size } = file;
  const ranges = size > transfer.partSize;
  const sha256 = ranges
    ? await fetchRanges(transfer, key, size, handle, signal)
    : await fetchWhole(transfer, key, size, handle, signal);
  if (sha256 === file.sha256) return;
  throw otherContent(
    key,
    `its ${size} bytes have the SHA-256 ${sha256}, and the manifest says ${file.sha256}`,
  );
}

async function fetchWhole(
  transfer: Transfer,
  key: string,
  size: number,
  handle: FileHandle,
  signal: AbortSignal,
): Promise<string> {
  const hash = startContentDigest();
  const { body, size: found } = await transfer.store.getObject(key, { signal });
  let at = 0;
  for await (const chunk of body) {
    if (found !== size) break;
    hash.update(chunk);
    await writeAll(handle, chunk, at);
    at += chunk.length;
    transfer.onReceived(chunk.length);
  }
  if (found !== size) throw wrongLength(key, found > size ? 'longer' : 'shorter');
  return size === 0 ? OF_NOTHING : hash.digest('hex');
}

/**
 * Ranges in parallel, each at its place in the file. The hash follows behind, reading what has been written: with the
 * bytes the network's part is verified, and the disk's.
 */
async function fetchRanges(
  transfer: Transfer,
  key: string,
  size: number,
  handle: FileHandle,
  signal: AbortSignal,
): Promise<string> {
  const { partSize, concurrency } = transfer;
  const hash = new FollowingHash(handle, size, partSize, signal);
  const first = await openRange(transfer, { key, start: 0, end: partSize }, signal);
  const { etag } = first;
  await inParallel(starts(size, partSize), concurrency, signal, async (start, either) => {
    const range = { key, start, end: Math.min(start + partSize, size), etag };
    const { body } = start === 0 ? first : await openRange(transfer, range, either);
    let at = start;
    for await (const chunk of body) {
      await writeAll(handle, chunk, at);
      at += chunk.length;
      transfer.onReceived(chunk.length);
    }
    if (at !== range.end) throw wrongLength(key, 'shorter');
    await hash.written(start);
  });
  return hash.digest();
}

interface ObjectRange {
  readonly key: string;
  readonly start: number;
  /** The byte after the last. */
  readonly end: number;
  /** What the object has to be still. */
  readonly etag?: string;
}

async function openRange({ store }: Transfer, { key, start, end, etag }: ObjectRange, signal: AbortSignal) {
  try {
    return await store.getObject(key, { range: [start, end - 1], ifMatch: etag, signal });
  } catch (error) {
    if (error instanceof StoreFailure && error.httpStatus === 416) throw wrongLength(key, 'shorter');
    throw error;
  }
}

function wrongLength(key: string, how: 'longer' | 'shorter'): EntryFailure {
  return otherContent(key, `the object is ${how} than the manifest says`);
}

/** An upload writes its manifest last: until then the one that is there does not fit what has been replaced. */
function otherContent(key: string, problem: string): EntryFailure {
  return new EntryFailure(
    'integrity',
    `Reading '${printable(key)}' failed: ${problem}`,
    'An upload with overwrite is probably under way at this prefix, or was interrupted: wait for it, or run it again. Otherwise the content was replaced or damaged: find out who else writes there, and upload the artifact again.',
  );
}

function* starts(size: number, partSize: number): Generator<number> {
  for (let start = 0; start < size; start += partSize) yield start;
}

/** Hashes a file in order while its parts arrive in any. */
class FollowingHash {
  readonly #hash = startContentDigest();
  readonly #handle: FileHandle;
  readonly #size: number;
  readonly #partSize: number;
  readonly #signal: AbortSignal;
  readonly #written = new Set<number>();
  #at = 0;
  #walking = false;

  constructor(handle: FileHandle, size: number, partSize: number, signal: AbortSignal) {
    this.#handle = handle;
    this.#size = size;
    this.#partSize = partSize;
    this.#signal = signal;
  }

  /** Takes note of a part, and hashes all that follows without a gap. Whoever closes a gap does the work. */
  async written(start: number): Promise<void> {
    this.#written.add(start);
    if (this.#walking) return;
    this.#walking = true;
    while (this.#written.delete(this.#at)) {
      const end = Math.min(this.#at + this.#partSize, this.#size);
      for await (const chunk of readSpan(this.#handle, this.#at, end, this.#signal)) this.#hash.update(chunk);
      this.#at = end;
    }
    this.#walking = false;
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

/** `write` may write less than it is given, as on a disk that is about to be full. */
async function writeAll(handle: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, position + done);
    done += bytesWritten;
  }
}

import type { FileHandle } from 'node:fs/promises';
import type { Span } from './span.ts';

/** Bytes and pieces that are written at once: each write by itself costs as much as what it writes (measured with 64 KiB). */
const BATCH_BYTES = 512 * 1024;
const BATCH_PIECES = 256;

/**
 * Writes a body to its place in a file, and nothing beyond it.
 *
 * @param onWritten told of the pieces once they are in the file
 * @returns where the body ends; after the end of its place when it is longer
 * @throws what the body threw, the system's errors, and the signal's reason when it is aborted
 */
export async function writeBody(
  handle: FileHandle,
  body: AsyncIterable<Buffer>,
  { start, end }: Span,
  onWritten: (pieces: readonly Buffer[]) => void,
  signal: AbortSignal,
): Promise<number> {
  let at = start;
  let pieces: Buffer[] = [];
  let bytes = 0;
  const flush = async () => {
    await writeAll(handle, pieces, bytes, at);
    onWritten(pieces);
    at += bytes;
    pieces = [];
    bytes = 0;
  };
  for await (const chunk of body) {
    signal.throwIfAborted();
    if (at + bytes + chunk.length > end) return at + bytes + chunk.length;
    pieces.push(chunk);
    bytes += chunk.length;
    if (bytes >= BATCH_BYTES || pieces.length >= BATCH_PIECES) await flush();
  }
  if (bytes > 0) await flush();
  return at;
}

/** A write may take less than it is given, as on a disk that is about to be full. */
async function writeAll(
  handle: FileHandle,
  pieces: readonly Buffer[],
  bytes: number,
  position: number,
): Promise<void> {
  const { bytesWritten } = await handle.writev(pieces, position);
  if (bytesWritten === bytes) return;
  const left = Buffer.concat(pieces).subarray(bytesWritten);
  for (let done = 0; done < left.length; ) {
    const at = position + bytesWritten + done;
    done += (await handle.write(left, done, left.length - done, at)).bytesWritten;
  }
}

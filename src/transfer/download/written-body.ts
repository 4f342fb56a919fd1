import type { FileHandle } from 'node:fs/promises';
import type { Span } from './span.ts';

/** How much is collected for one write, in bytes and pieces: a write of 64 KiB costs as much as its data (measured). */
const BATCH_BYTES = 512 * 1024;
const BATCH_PIECES = 256;

/**
 * Writes a body to its range of a file, and nothing beyond it.
 *
 * @param onWritten receives each piece once it is in the file
 * @returns the position at which the body ends. It is after the range if the body is too long.
 * @throws the body's error, the system's error, or the signal's reason if it is aborted
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

/** A write may accept less than it is given, such as on a disk that is almost full. */
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

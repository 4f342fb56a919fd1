import { StoreFailure } from '../../s3/failure.ts';
import type { OpenObject } from '../../s3/store-types.ts';
import type { ManifestFile } from '../artifact/manifest.ts';
import { inParallel } from '../in-parallel.ts';
import { checkOf } from './content-check.ts';
import { type FileFetch, leave, type Transfer, wrongLength } from './file-fetch.ts';
import { FollowingHash } from './following-hash.ts';
import { bytesOfSpans, cutSpans, type Span } from './span.ts';
import { writeBody } from './written-body.ts';

/** How many ranges of one file at the same time. These fill the bandwidth and leave room for other files. */
const MOST_RANGES_AT_ONCE = 8;

/** Which parts of a file exist and are verified, and which to fetch. */
export interface FilePlan {
  readonly there: readonly Span[];
  readonly missing: readonly Span[];
}

export function planWhole(size: number): FilePlan {
  return { there: [], missing: [{ start: 0, end: size }] };
}

/**
 * Fetches the missing parts of a file in ranges, several at the same time. All ranges come from one version of the object.
 *
 * @returns the digest of the complete file, in hexadecimal
 * @throws ArtifactFailure of kind `integrity` if the object is longer or shorter than the file
 * @throws StoreFailure of kind `integrity` if the object is replaced meanwhile, or of other kinds
 */
export async function fetchRanges(
  transfer: Transfer,
  fetch: FileFetch,
  { there, missing }: FilePlan,
  signal: AbortSignal,
): Promise<string> {
  const { hashing } = transfer;
  const digest = hashing.begin(checkOf(fetch.file).algorithm);
  const hash = new FollowingHash(hashing, digest, fetch.handle, signal);
  try {
    transfer.onReceived(bytesOfSpans(there));
    for (const span of there) hash.written(span);
    await fetchMissing(transfer, fetch, missing, (span) => hash.written(span), signal);
    return await hash.digest();
  } finally {
    await hash.close();
  }
}

async function fetchMissing(
  transfer: Transfer,
  fetch: FileFetch,
  missing: readonly Span[],
  onWritten: (span: Span) => void,
  signal: AbortSignal,
): Promise<void> {
  const ranges = [...cutSpans(missing, rangeSizeFor(transfer.partSize, fetch.file))];
  const [head] = ranges;
  if (head === undefined) return;
  const first = await openRange(transfer, fetch, head, fetch.file.etag, signal);
  const whole = { start: 0, end: fetch.file.size };
  // A server without range support sends the complete object, which is used as it arrives.
  const isWhole = head.start === 0 && first.size === whole.end;
  const atOnce = Math.min(transfer.concurrency, MOST_RANGES_AT_ONCE);
  await inParallel(isWhole ? [whole] : ranges, atOnce, signal, async (range, either) => {
    const isFirst = range.start === head.start;
    const opened = isFirst ? first : await openRange(transfer, fetch, range, first.etag, either);
    await writeRange(transfer, fetch, range, opened, either);
    onWritten(range);
  });
}

/** Ranges consist of complete parts if these are small enough, so that an interrupted range can be verified. */
function rangeSizeFor(partSize: number, { parts }: ManifestFile): number {
  return parts === undefined || parts.size > partSize ? partSize : partSize - (partSize % parts.size);
}

/** @param etag the ETag that the object must still have */
async function openRange(
  { store }: Transfer,
  { key, file }: FileFetch,
  { start, end }: Span,
  etag: string | undefined,
  signal: AbortSignal,
): Promise<OpenObject> {
  const range = [start, end - 1] as const;
  const opened = await store.getObject(key, { range, ifMatch: etag, signal }).catch((error: unknown) => {
    throw error instanceof StoreFailure && error.httpStatus === 416 ? wrongLength(key, false) : error;
  });
  const { total = file.size, body } = opened;
  if (total === file.size) return opened;
  await leave(body);
  throw wrongLength(key, total > file.size);
}

async function writeRange(
  { onReceived }: Transfer,
  { key, handle }: FileFetch,
  { start, end }: Span,
  { size, body }: OpenObject,
  signal: AbortSignal,
): Promise<void> {
  if (size !== end - start) {
    await leave(body);
    throw wrongLength(key, size > end - start);
  }
  const onWritten = (pieces: readonly Buffer[]) => {
    for (const { length } of pieces) onReceived(length);
  };
  const reached = await writeBody(handle, body, { start, end }, onWritten, signal);
  if (reached !== end) throw wrongLength(key, reached > end);
}

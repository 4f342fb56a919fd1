import { checkOf, differenceIn } from './content-check.ts';
import {
  type FileFetch,
  isIntegrity,
  leave,
  otherContent,
  type Transfer,
  wrongLength,
} from './file-fetch.ts';
import { type FilePlan, fetchRanges, planWhole } from './range-transfer.ts';
import { bytesOfSpans } from './span.ts';
import { verifyParts } from './verified-parts.ts';
import { writeBody } from './written-body.ts';

/**
 * Writes an object's bytes to a file and verifies them. If the object was replaced meanwhile, or data was damaged in
 * transit, it reads once more what is wrong: single parts if the manifest has their digests, otherwise everything.
 *
 * @throws ArtifactFailure of kind `integrity` if it does not match the manifest
 * @throws StoreFailure, and the system's errors
 */
export async function fetchFile(transfer: Transfer, fetch: FileFetch, signal: AbortSignal): Promise<void> {
  let plan = await planFetch(transfer, fetch, fetch.isContinued, signal);
  const there = bytesOfSpans(plan.there);
  if (there > 0) transfer.onContinued(fetch.file, there);
  for (let again = true; ; again = false) {
    const { counted, takeBack } = countedBy(transfer);
    try {
      return await fetchOnce(counted, fetch, plan, signal);
    } catch (error) {
      takeBack();
      signal.throwIfAborted();
      if (!again || !isIntegrity(error)) throw error;
    }
    plan = await planFetch(transfer, fetch, true, signal);
  }
}

/** Which bytes exist and are verified, and which to fetch. */
async function planFetch(
  { hashing }: Transfer,
  { file, handle }: FileFetch,
  isSomeThere: boolean,
  signal: AbortSignal,
): Promise<FilePlan> {
  const { size, parts } = file;
  if (isSomeThere && parts !== undefined) return await verifyParts(hashing, handle, size, parts, signal);
  if (isSomeThere) await handle.truncate(0);
  return planWhole(size);
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

async function fetchOnce(
  transfer: Transfer,
  fetch: FileFetch,
  plan: FilePlan,
  signal: AbortSignal,
): Promise<void> {
  const { key, file } = fetch;
  const inRanges = file.parts !== undefined || file.size > transfer.partSize;
  const digest = inRanges
    ? await fetchRanges(transfer, fetch, plan, signal)
    : await fetchWhole(transfer, fetch, signal);
  const difference = differenceIn(file, digest);
  if (difference !== undefined) throw otherContent(key, `its ${file.size} bytes have ${difference}`);
}

async function fetchWhole(
  { store, hashing, onReceived }: Transfer,
  { key, file, handle }: FileFetch,
  signal: AbortSignal,
): Promise<string> {
  const { size, etag } = file;
  const { body, size: found } = await store.getObject(key, { ifMatch: etag, size, signal });
  if (found !== size) {
    await leave(body);
    throw wrongLength(key, found > size);
  }
  const onWritten = (pieces: readonly Buffer[]) => {
    for (const { length } of pieces) onReceived(length);
  };
  const end = await writeBody(handle, body, { start: 0, end: size }, onWritten, signal);
  if (end !== size) throw wrongLength(key, end > size);
  const digest = hashing.begin(checkOf(file).algorithm);
  await hashing.read([digest], handle.fd, 0, size, signal);
  return await hashing.finish(digest);
}

import type { FileHandle } from 'node:fs/promises';
import type { FileParts } from '../artifact/manifest.ts';
import type { Hashing } from '../hashing.ts';
import { planParts } from '../part-plan.ts';
import type { FilePlan } from './range-transfer.ts';
import { joinSpans, type Span } from './span.ts';

/**
 * Reads a partial file and separates the parts that match the manifest from the others. Only a part's digest counts, not
 * who wrote it or why.
 *
 * @param size the complete file's size, in bytes
 */
export async function verifyParts(
  hashing: Hashing,
  handle: FileHandle,
  size: number,
  parts: FileParts,
  signal: AbortSignal,
): Promise<FilePlan> {
  const there: Span[] = [];
  const missing: Span[] = [];
  const { size: bytes } = await handle.stat();
  for (const { number, start, end } of planParts(size, parts.size)) {
    const isThere =
      end <= bytes && (await digestOf(hashing, handle, { start, end }, signal)) === parts.sha256[number - 1];
    (isThere ? there : missing).push({ start, end });
  }
  return { there: joinSpans(there), missing: joinSpans(missing) };
}

async function digestOf(
  hashing: Hashing,
  handle: FileHandle,
  { start, end }: Span,
  signal: AbortSignal,
): Promise<string> {
  const digest = hashing.begin();
  await hashing.read([digest], handle.fd, start, end, signal);
  return await hashing.finish(digest);
}

import type { FileHandle } from 'node:fs/promises';
import { StoreFailure } from '../../s3/failure.ts';
import type { Body } from '../../s3/request.ts';
import { bodyOf } from '../../s3/request.ts';
import { LARGEST_SMALL } from '../../s3/slots.ts';
import type { Digest, Hashing } from '../hashing.ts';
import { type Part, planParts } from '../part-plan.ts';
import type { SourceFile } from './file-selection.ts';
import type { ContentDigests } from './file-upload.ts';
import { assertUnchanged, digestRange, openSource, readRange, readWhole } from './source-reader.ts';

interface Source {
  readonly file: SourceFile;
  readonly hashing: Hashing;
  /** Bytes. */
  readonly partSize: number;
  readonly signal: AbortSignal;
}

type WholeBody = Body & ContentDigests;

/**
 * Opens a whole file as a body while `use` runs, and verifies afterwards that the file has not changed. A small one is read
 * once and kept. A larger one is read once for hashing and once for sending.
 */
export async function withBody<T>(source: Source, use: (body: WholeBody) => Promise<T>): Promise<T> {
  const { file, signal } = source;
  if (file.size <= LARGEST_SMALL) {
    return use(bodyOf(await readWhole(file, signal)));
  }
  const handle = await openSource(file);
  try {
    const digests = await digestWhole(source, handle);
    const open = () => readRange(handle, file, 0, file.size, signal);
    const result = await use({ ...digests, bytes: file.size, open });
    await assertUnchanged(handle, file);
    return result;
  } catch (error) {
    // A change of the file explains more than the server's answer does.
    if (!signal.aborted) await assertUnchanged(handle, file);
    throw error;
  } finally {
    await handle.close();
  }
}

/** The digests of a file that is not sent. */
export function digestsOf(source: Source): Promise<ContentDigests> {
  return withBody(source, async (body) => contentOf(body));
}

export function contentOf({ sha256, parts }: ContentDigests): ContentDigests {
  return parts === undefined ? { sha256 } : { sha256, parts };
}

async function digestWhole(
  { file, hashing, partSize, signal }: Source,
  handle: FileHandle,
): Promise<ContentDigests> {
  const whole = hashing.begin();
  if (file.size <= partSize) {
    await digestRange(hashing, [whole], handle, file, { start: 0, end: file.size }, signal);
    return { sha256: await hashing.finish(whole) };
  }
  const digests: string[] = [];
  for await (const part of hashParts(
    file,
    handle,
    planParts(file.size, partSize),
    { hashing, whole },
    signal,
  ))
    digests.push(part.body.sha256);
  return { sha256: await hashing.finish(whole), parts: { size: partSize, sha256: digests } };
}

export interface HashedPart extends Part {
  readonly body: Body;
}

/**
 * Reads a file's parts in order, and hashes each part and the whole file in one pass.
 *
 * @param whole the digest of the whole file
 */
export async function* hashParts(
  file: SourceFile,
  handle: FileHandle,
  parts: Iterable<Part>,
  { hashing, whole }: { readonly hashing: Hashing; readonly whole: Digest },
  signal: AbortSignal,
): AsyncGenerator<HashedPart> {
  for (const part of parts) {
    const { start, end } = part;
    const digest = hashing.begin();
    await digestRange(hashing, [digest, whole], handle, file, part, signal);
    const open = () => readRange(handle, file, start, end, signal);
    yield { ...part, body: { sha256: await hashing.finish(digest), bytes: end - start, open } };
  }
}

/** Whether the server received bytes that do not match the digest. */
export function isDamage(error: unknown): boolean {
  return error instanceof StoreFailure && error.kind === 'integrity';
}

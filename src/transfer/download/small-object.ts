import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { type LatestPointer, LONGEST_POINTER, parseLatestPointer } from '../artifact/latest-pointer.ts';

/** A complete object in memory. */
export interface SmallObject {
  readonly content: Buffer;
  /** Without quotes. */
  readonly etag: string;
}

/**
 * Reads a complete small object, such as a manifest.
 *
 * @param most the maximum size, in bytes
 * @throws ArtifactFailure of kind `nothing-found` if there is none, of kind `integrity` if it is larger
 * @throws StoreFailure if it cannot be read
 */
export async function readSmallObject(
  store: ObjectStore,
  key: string,
  most: number,
  signal: AbortSignal,
): Promise<SmallObject> {
  const { body, size, etag } = await store.getObject(key, { signal }).catch((error: unknown) => {
    throw error instanceof StoreFailure && error.kind === 'not-found' ? notThere(key, error) : error;
  });
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    // Checked inside the loop, because an unread body would hold its connection.
    if (size > most) break;
    chunks.push(chunk);
  }
  if (size > most) throw tooLong(key, size, most);
  return { content: Buffer.concat(chunks), etag };
}

function notThere(key: string, cause: StoreFailure): ArtifactFailure {
  const remedy =
    cause.code === 'NoSuchBucket'
      ? cause.remedy
      : 'There is no complete upload there: check bucket, prefix, manifest-key or latest. The manifest is written last, so the upload may still be running.';
  return new ArtifactFailure(
    'nothing-found',
    `Reading '${printable(key)}' failed: ${cause.cameBack}. ${remedy}`,
    { cause },
  );
}

function tooLong(key: string, size: number, most: number): ArtifactFailure {
  return new ArtifactFailure(
    'integrity',
    `Reading '${printable(key)}' failed: it has ${size} bytes, and an upload writes at most ${most} there. Check the key.`,
  );
}

/**
 * Reads the latest pointer.
 *
 * @throws ArtifactFailure of kind `nothing-found` if there is none, of kind `integrity` if it is something else
 * @throws StoreFailure if it cannot be read
 */
export async function readLatest(
  store: ObjectStore,
  key: string,
  signal: AbortSignal,
): Promise<LatestPointer> {
  const { content } = await readSmallObject(store, key, LONGEST_POINTER, signal);
  return parseLatestPointer(content.toString('utf8'));
}

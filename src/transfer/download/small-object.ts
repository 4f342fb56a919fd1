import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { type LatestPointer, LONGEST_POINTER, parseLatestPointer } from '../artifact/latest-pointer.ts';

/**
 * Reads an object that leads to an artifact, whole.
 *
 * @param most the bytes that it has at most
 * @throws ArtifactFailure of kind `nothing-found` when there is none, of kind `integrity` when it is larger
 * @throws StoreFailure when it cannot be read
 */
export async function readSmallObject(
  store: ObjectStore,
  key: string,
  most: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const { body, size } = await store.getObject(key, { signal }).catch((error: unknown) => {
    throw error instanceof StoreFailure && error.kind === 'not-found' ? notThere(key, error) : error;
  });
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    // Looked at here, since a body that nobody begins to read holds its connection.
    if (size > most) break;
    chunks.push(chunk);
  }
  if (size > most) throw tooLong(key, size, most);
  return Buffer.concat(chunks);
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
 * Reads the object that names the latest artifact.
 *
 * @throws ArtifactFailure of kind `nothing-found` when there is none, of kind `integrity` when it is something else
 * @throws StoreFailure when it cannot be read
 */
export async function readLatest(
  store: ObjectStore,
  key: string,
  signal: AbortSignal,
): Promise<LatestPointer> {
  const bytes = await readSmallObject(store, key, LONGEST_POINTER, signal);
  return parseLatestPointer(bytes.toString('utf8'));
}

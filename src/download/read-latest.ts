import { ArtifactFailure } from '../artifact/failure.ts';
import { type LatestPointer, LONGEST_POINTER, parseLatestPointer } from '../artifact/latest-pointer.ts';
import { StoreFailure } from '../object-store/failure.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import { printable } from '../printable.ts';

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
  const { body } = await store.getObject(key, { signal }).catch((error: unknown) => {
    if (!(error instanceof StoreFailure) || error.kind !== 'not-found') throw error;
    throw new ArtifactFailure(
      'nothing-found',
      `There is no object '${printable(key)}' that names a latest artifact: check latest, or whether an upload has written it yet.`,
      { cause: error },
    );
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > LONGEST_POINTER) break;
  }
  return parseLatestPointer(Buffer.concat(chunks).toString('utf8'));
}

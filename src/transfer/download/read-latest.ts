import type { ObjectStore } from '../../s3/object-store.ts';
import { type LatestPointer, LONGEST_POINTER, parseLatestPointer } from '../artifact/latest-pointer.ts';
import { readSmallObject } from './small-object.ts';

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

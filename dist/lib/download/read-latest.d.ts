import { type LatestPointer } from '../artifact/latest-pointer.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
/**
 * Reads the object that names the latest artifact.
 *
 * @throws ArtifactFailure of kind `nothing-found` when there is none, of kind `integrity` when it is something else
 * @throws StoreFailure when it cannot be read
 */
export declare function readLatest(store: ObjectStore, key: string, signal: AbortSignal): Promise<LatestPointer>;

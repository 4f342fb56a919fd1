import type { ObjectStore } from '../object-store/object-store.ts';
/**
 * Reads an object that leads to an artifact, whole.
 *
 * @param most the bytes that it has at most
 * @throws ArtifactFailure of kind `nothing-found` when there is none, of kind `integrity` when it is larger
 * @throws StoreFailure when it cannot be read
 */
export declare function readSmallObject(store: ObjectStore, key: string, most: number, signal: AbortSignal): Promise<Buffer>;

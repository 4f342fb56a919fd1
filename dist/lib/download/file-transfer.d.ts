import type { FileHandle } from 'node:fs/promises';
import type { ManifestFile } from '../artifact/manifest.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
/** How a file is transferred. */
export interface Transfer {
    readonly store: ObjectStore;
    /** Bytes of a range. */
    readonly partSize: number;
    /** Ranges at once. */
    readonly concurrency: number;
    /** Bytes that have come; negative when they are to come again. */
    readonly onReceived: (bytes: number) => void;
}
/**
 * Writes an object's bytes to a new file and verifies them. An object that is replaced meanwhile, or damaged on the way,
 * is read once more from its beginning.
 *
 * @throws ArtifactFailure of kind `integrity` when it is not what the manifest says
 * @throws StoreFailure, and the system's errors
 */
export declare function fetchFile(transfer: Transfer, key: string, file: ManifestFile, handle: FileHandle, signal: AbortSignal): Promise<void>;

import { type StoredManifest } from './existing-manifest.ts';
import type { UploadEntry, UploadOptions } from './upload-options.ts';
/**
 * Puts the manifest of an upload, or leaves the one that is there when it says the same.
 *
 * @returns the one that is there then; without a digest in a dry run, which puts none
 * @throws ArtifactFailure of kind `exists` when that of another upload is there, and is not to be replaced
 * @throws StoreFailure
 */
export declare function putManifest(options: UploadOptions, key: string, entries: readonly UploadEntry[]): Promise<StoredManifest>;
/**
 * Makes sure before anything is sent that a download will read the manifest.
 *
 * @throws ArtifactFailure of kind `failed` when it would be too long, or has a path that is refused
 */
export declare function assertListable(options: UploadOptions): void;
/**
 * Looks before anything is sent or tagged whether the prefix is another upload's.
 *
 * @throws ArtifactFailure of kind `exists` when it is, and nothing is to be replaced
 */
export declare function assertOwnPrefix(options: UploadOptions, key: string): Promise<void>;

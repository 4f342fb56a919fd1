/**
 * The public library: the core, and the transfers, which load what the core does not need.
 *
 * ```ts
 * const selection = await selectFiles({ patterns: ['dist'], cwd, includeHidden: false, followLinks: false });
 * const stores = storesOfCredential({ credential, request, surroundings: {}, concurrency: 32, signal });
 * const choices = checkUploadInputs({ overwrite: 'true' });
 * const result = await upload({ ...choices, target: request, stores, selection, prefix: request.prefix, now: Date.now, signal });
 * await stores.close();
 * ```
 */

export type { TransferEvent } from './artifact/event.ts';
export { ArtifactFailure, type ArtifactFailureKind, exitCodeOf } from './artifact/failure.ts';
export { MANIFEST_NAME } from './artifact/key.ts';
export {
  type Manifest,
  type ManifestFile,
  type ManifestLink,
  parseManifest,
} from './artifact/manifest.ts';
export { type DownloadOptions, type DownloadResult, download } from './download/download.ts';
export * from './index.ts';
export { keysOfEnvironment, keysOfRenewal } from './s3/credentials.ts';
export { StoreFailure, type StoreFailureKind } from './s3/failure.ts';
export type { KeySource } from './s3/key-source.ts';
export { ObjectStore } from './s3/object-store.ts';
export { type OpenStoreOptions, openStore } from './s3/open-store.ts';
export type { ObjectStoreOptions } from './s3/store-types.ts';
export { type Selection, type SelectionOptions, selectFiles } from './upload/file-selection.ts';
export { upload } from './upload/upload.ts';
export { checkUploadInputs, type UploadChoices, type UploadInputs } from './upload/upload-inputs.ts';
export type { UploadEntry, UploadOptions, UploadResult } from './upload/upload-options.ts';
export { storesOfCredential, storesOfEnvironment, type UploadStores } from './upload/upload-stores.ts';

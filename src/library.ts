/**
 * The public library: sessions, their renewal, masking, and the transfers.
 *
 * ```ts
 * const selection = await selectFiles({ patterns: ['dist'], cwd, includeHidden: false, followLinks: false });
 * const stores = storesOfCredential({ credential, request, context: {}, concurrency: 32, signal });
 * const choices = checkUploadInputs({ overwrite: 'true' });
 * const result = await upload({ ...choices, target: request, stores, selection, prefix: request.prefix, now: Date.now, signal });
 * await stores.close();
 * ```
 */

export {
  ACCESS_CHOICES,
  type Access,
  checkRequest,
  childEnvironment,
  DEFAULTS,
  type ExchangeContext,
  type Exchanged,
  ExchangeFailure,
  encodings,
  exchange,
  type FailureDetail,
  type FailureKind,
  type FailureOutlook,
  type FreshCredentials,
  fixedToken,
  InputError,
  MaskedOutputs,
  Masker,
  MaskingStream,
  type Obtain,
  obtainer,
  parseDuration,
  Renewal,
  type RenewalOptions,
  type RenewalStatus,
  type RequestContext,
  type RequestInputs,
  readCaBundle,
  redact,
  refreshVariables,
  remainingSeconds,
  ServiceCredential,
  type Session,
  SessionPolicy,
  type SessionRequest,
  type SessionSource,
  sessionSecrets,
  sessionVariables,
  startFreshCredentials,
  type TokenSupply,
  targetVariables,
  tokenFile,
  type Variables,
  WebIdentity,
} from './index.ts';
export { keysOfEnvironment } from './s3/credentials.ts';
export { StoreFailure, type StoreFailureKind } from './s3/failure.ts';
export type { KeySource } from './s3/key-source.ts';
export { ObjectStore } from './s3/object-store.ts';
export type { ObjectStoreOptions } from './s3/store-types.ts';
export type { TransferEvent } from './transfer/artifact/event.ts';
export { ArtifactFailure, type ArtifactFailureKind, exitCodeOf } from './transfer/artifact/failure.ts';
export { MANIFEST_NAME } from './transfer/artifact/key.ts';
export {
  type Manifest,
  type ManifestFile,
  type ManifestLink,
  parseManifest,
} from './transfer/artifact/manifest.ts';
export { type DownloadOptions, type DownloadResult, download } from './transfer/download/download.ts';
export { type OpenStoreOptions, openStore } from './transfer/open-store.ts';
export { keysOfRenewal } from './transfer/renewed-keys.ts';
export { type Selection, type SelectionOptions, selectFiles } from './transfer/upload/file-selection.ts';
export { upload } from './transfer/upload/upload.ts';
export { checkUploadInputs, type UploadChoices, type UploadInputs } from './transfer/upload/upload-inputs.ts';
export type { UploadEntry, UploadOptions, UploadResult } from './transfer/upload/upload-options.ts';
export {
  storesOfCredential,
  storesOfEnvironment,
  type UploadStores,
} from './transfer/upload/upload-stores.ts';

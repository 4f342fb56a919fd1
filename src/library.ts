/**
 * The public library: sessions, their renewal, masking, and the transfers.
 *
 * ```ts
 * const selection = await selectFiles({ patterns: ['dist'], cwd, includeHidden: false, followLinks: false });
 * const stores = storesOfCredential({ credential, request, context: {}, concurrency: 64, signal });
 * const choices = checkUploadInputs({ overwrite: 'true' });
 * const result = await upload({ ...choices, target: request, stores, selection, prefix: request.prefix, now: Date.now, signal });
 * await stores.close();
 * ```
 */

export { parseDuration } from './credentials/duration.ts';
export {
  childEnvironment,
  refreshVariables,
  sessionVariables,
  targetVariables,
  type Variables,
} from './credentials/environment.ts';
export { ServiceCredential } from './credentials/service-credential.ts';
export { remainingSeconds, type Session, sessionSecrets } from './credentials/session.ts';
export { ACCESS_CHOICES, type Access, SessionPolicy } from './credentials/session-policy.ts';
export {
  checkRequest,
  DEFAULTS,
  type RequestContext,
  type RequestInputs,
  type SessionRequest,
} from './credentials/session-request.ts';
export type { SessionSource } from './credentials/session-source.ts';
export { fixedToken, type TokenSupply, tokenFile } from './credentials/token-supply.ts';
export { WebIdentity } from './credentials/web-identity.ts';
export { ExchangeFailure, type FailureDetail, type FailureKind, InputError } from './failure.ts';
export { readCaBundle } from './http/ca-bundle.ts';
export { encodings, MaskedOutputs, Masker, MaskingStream, redact } from './masking/index.ts';
export { type FreshCredentials, obtainer, startFreshCredentials } from './refresh/fresh-credentials.ts';
export {
  type FailureOutlook,
  type Obtain,
  Renewal,
  type RenewalOptions,
  type RenewalStatus,
} from './refresh/renewal.ts';
export { keysOfEnvironment } from './s3/credentials.ts';
export { StoreFailure, type StoreFailureKind } from './s3/failure.ts';
export type { KeySource } from './s3/key-source.ts';
export { ObjectStore } from './s3/object-store.ts';
export type { ObjectStoreOptions } from './s3/store-types.ts';
export { type ExchangeContext, type Exchanged, exchange } from './sts/exchange.ts';
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
export { uploadSelection as upload } from './transfer/upload/selected-upload.ts';
export { checkUploadInputs, type UploadChoices, type UploadInputs } from './transfer/upload/upload-inputs.ts';
export type { UploadEntry, UploadOptions, UploadResult } from './transfer/upload/upload-options.ts';
export {
  storesOfCredential,
  storesOfEnvironment,
  type UploadStores,
} from './transfer/upload/upload-stores.ts';

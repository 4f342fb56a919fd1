import type { UploadEntry, UploadOptions } from './upload-options.ts';
/**
 * Tags what was there already: it may have other tags, and a run that was interrupted may not have tagged what it put
 * together. Only when the manifest is there: before that the files may turn out to be another upload's.
 *
 * @throws ArtifactFailure when not all of them could be tagged, although the upload is whole
 */
export declare function tagSkipped(options: UploadOptions, entries: readonly UploadEntry[]): Promise<void>;

import type { Selection } from './file-selection.ts';
import type { UploadChoices } from './upload-inputs.ts';
/**
 * What is to be said of a selection: the patterns that took nothing, and what was perhaps meant.
 *
 * @returns sentences; none where `if-no-files-found` is `ignore`
 * @throws ArtifactFailure of kind `nothing-found` when a pattern took nothing and that is an error: with
 *   `if-no-files-found: error`, and with `delete`, which would delete the bucket's copy of what was not built
 */
export declare function noticesOf(selection: Pick<Selection, 'files' | 'links' | 'unmatched' | 'misread' | 'hidden'>, { ifNoFilesFound, delete: deletes }: Pick<UploadChoices, 'ifNoFilesFound' | 'delete'>): string[];

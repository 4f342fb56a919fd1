import { type LatestPointer } from '../artifact/latest-pointer.ts';
import type { UploadOptions } from './upload-options.ts';
/**
 * Writes the pointer that names an upload the latest, and warns when that moves it back: a run that began earlier and took
 * longer, or one that was run again, replaces what a newer one has written.
 *
 * @param begunAt when this upload began, in milliseconds since the epoch
 * @throws ArtifactFailure when it cannot be put, although the upload is whole
 */
export declare function updateLatest(options: UploadOptions, key: string, pointer: LatestPointer, begunAt: number): Promise<void>;

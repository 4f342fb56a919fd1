import type { UploadOptions, UploadResult } from './upload-options.ts';
/**
 * Uploads a selection below a prefix: the files, at last the manifest that lists them, then what `delete` and `latest` ask
 * for. A file that fails does not stop the others, but then there is no manifest; what would fail for each file stops all.
 *
 * @throws InputError before anything is sent
 * @throws ArtifactFailure when not all of it is done
 * @throws StoreFailure, ExchangeFailure when the work cannot begin or end
 * @throws the signal's reason when it is aborted
 */
export declare function upload(options: UploadOptions): Promise<UploadResult>;

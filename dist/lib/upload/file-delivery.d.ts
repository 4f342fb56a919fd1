import type { FileUpload, UploadedFile } from './file-upload.ts';
/**
 * Brings one file to its key, whole or not at all.
 *
 * @throws ArtifactFailure when the file cannot be read or changed, or with `exists` when something else is at its key
 * @throws StoreFailure when the store does not take it
 */
export declare function uploadFile(upload: FileUpload): Promise<UploadedFile>;

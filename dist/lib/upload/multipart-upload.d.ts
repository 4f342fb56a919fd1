import type { FileUpload, UploadedFile } from './file-upload.ts';
/** Uploads a file in parts, continuing what an interrupted run has left. Its upload is completed or aborted, never left. */
export declare function uploadInParts(upload: FileUpload): Promise<UploadedFile>;

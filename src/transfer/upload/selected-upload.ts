import { uploadArchive } from './archive-upload.ts';
import { upload } from './upload.ts';
import type { UploadOptions, UploadResult } from './upload-options.ts';

/** Uploads a selection, as one archive if the options say so. @throws as `upload` */
export async function uploadSelection(options: UploadOptions): Promise<UploadResult> {
  // Links alone need no object.
  const isArchive = options.archive && options.selection.files.length > 0;
  return await (isArchive ? uploadArchive : upload)(options);
}

/*
 * Transfers need more code than the rest of the program. One module for both, so that it is loaded once and only for them.
 */
export { runDownload } from './download-run.ts';
export { runUpload } from './upload-run.ts';

/*
 * What transfers need, which is more than all the rest of the program: one module, so that the bundle has it once, as a
 * chunk that no other command reads.
 */
export { runDownload } from './download-run.ts';
export { runUpload } from './upload-run.ts';

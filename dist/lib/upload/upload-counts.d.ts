import type { UploadResult } from './upload-options.ts';
type Counts = Pick<UploadResult, 'files' | 'bytes' | 'uploaded' | 'skipped' | 'deleted'>;
/** What became of the files, in a phrase. */
export declare function describeCounts({ files, bytes, uploaded, skipped, deleted }: Counts, dryRun: boolean): string;
export {};

import { formatBytes, formatCount, formatFiles } from '../progress/units.ts';
import type { UploadResult } from './upload-options.ts';

type Counts = Pick<UploadResult, 'files' | 'bytes' | 'uploaded' | 'skipped' | 'deleted'>;

/** What became of the files, in a phrase. */
export function describeCounts(
  { files, bytes, uploaded, skipped, deleted }: Counts,
  dryRun: boolean,
): string {
  const would = dryRun ? 'would be ' : '';
  return [
    `${formatFiles(files)}, ${formatBytes(bytes)}: ${formatCount(uploaded)} ${would}uploaded`,
    ...(skipped === 0 ? [] : [`${formatCount(skipped)} there already`]),
    ...(deleted === 0 ? [] : [`${formatCount(deleted)} ${would}deleted`]),
  ].join(', ');
}

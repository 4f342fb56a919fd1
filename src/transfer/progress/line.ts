import type { ProgressState } from './tally.ts';
import { formatBytes, formatCount, formatFiles, formatShare, formatStretch } from './units.ts';

const LONGEST_BAR = 24;
const SHORTEST_BAR = 6;

/** A line for a log: `1,234 of 5,000 files, 120.5 of 400.0 MiB, 24.1 MiB/s, 12 s left`. */
export function formatLine(state: ProgressState): string {
  const { files, totalFiles, bytes, totalBytes, failed, rate, left, finishing } = state;
  return [
    `${formatCount(files)} of ${formatFiles(totalFiles)}`,
    totalBytes === undefined ? formatBytes(bytes) : formatShare(bytes, totalBytes, ' of '),
    ...(failed === 0 ? [] : [`${formatCount(failed)} failed`]),
    ...(rate === undefined ? [] : [`${formatBytes(rate)}/s`]),
    ...(left === undefined ? [] : [`${formatStretch(left)} left`]),
    ...(finishing ? ['finishing'] : []),
  ].join(', ');
}

/** A line for a terminal, at most `width` columns. The least important part is left out first. */
export function formatBar(state: ProgressState, width: number): string {
  const { files, totalFiles, bytes, totalBytes, failed, rate, left, finishing } = state;
  const share = shareOf(state);
  const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
  const parts = [
    ...(totalBytes === undefined ? [] : [percent]),
    ...(failed === 0 ? [] : [`${formatCount(failed)} failed`]),
    ...(left === undefined ? [] : [`${formatStretch(left)} left`]),
    ...(finishing ? ['finishing'] : []),
    totalBytes === undefined ? formatBytes(bytes) : formatShare(bytes, totalBytes, '/'),
    `${formatCount(files)}/${formatFiles(totalFiles)}`,
    ...(rate === undefined ? [] : [`${formatBytes(rate)}/s`]),
  ];
  while (parts.length > 1 && parts.join('  ').length > width) parts.pop();
  const text = parts.join('  ');
  // Two brackets, and two spaces before the text.
  const cells = Math.min(width - text.length - 4, LONGEST_BAR);
  const line =
    totalBytes === undefined || cells < SHORTEST_BAR ? text : `[${drawBar(share, cells)}]  ${text}`;
  return line.slice(0, width);
}

/** By bytes, or by files if all of them are empty. */
function shareOf({ files, totalFiles, bytes, totalBytes }: ProgressState): number {
  if (totalBytes === undefined) return 0;
  if (totalBytes > 0) return bytes / totalBytes;
  return totalFiles === 0 ? 0 : Math.min(files / totalFiles, 1);
}

function drawBar(share: number, cells: number): string {
  const filled = Math.floor(share * cells);
  const head = filled < cells ? '>' : '';
  return `${'='.repeat(filled)}${head}`.padEnd(cells, ' ');
}

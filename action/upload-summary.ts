import { formatTime } from '../src/credentials/session.ts';
import { printable } from '../src/printable.ts';
import { formatBytes, formatCount } from '../src/transfer/progress/units.ts';
import type { FileLink } from '../src/transfer/upload/links.ts';
import { describeCounts, type UploadResult } from '../src/transfer/upload/upload-options.ts';
import { escapeHtml, formatTable } from './summary.ts';

/** The most files that a summary lists. */
export const MOST_LISTED = 100;

export interface UploadSummary {
  readonly bucket: string;
  readonly result: UploadResult;
  readonly dryRun: boolean;
  /** Links to the first files, if requested. */
  readonly links: readonly FileLink[];
}

/** The section of the job summary for an upload, with its first files. */
export function formatUploadSummary(summary: UploadSummary, largest: number): string {
  const head = formatHead(summary);
  const { entries } = summary.result;
  const links = new Map(summary.links.map((link) => [link.path, link]));
  const rows: string[] = [];
  // Leave room for what surrounds the rows.
  let left = largest - Buffer.byteLength(head) - 1_000;
  for (const entry of entries.slice(0, MOST_LISTED)) {
    const row = formatRow(entry, links.get(entry.path));
    left -= Buffer.byteLength(row) + 1;
    if (left < 0) break;
    rows.push(row);
  }
  return `${head}${formatList(rows, links.size > 0, entries.length - rows.length)}\n`;
}

function formatHead({ bucket, result, dryRun }: UploadSummary): string {
  const { prefix, url, manifestKey, manifestSha256, manifest } = result;
  const rows: [string, string][] = [
    ['Files', describeCounts(result, dryRun)],
    ['Where', url],
    ['Prefix', prefix === '' ? 'the whole bucket' : prefix],
    ['Manifest', manifestKey],
    ['SHA-256 of the manifest', manifestSha256],
    ['Kept until', manifest.expiresAt ?? ''],
  ];
  const title = dryRun ? 'An upload to' : 'Uploaded to';
  const ending = dryRun ? ', as it would be (dry-run)' : '';
  const filled = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name, printable(value)] as const);
  return `### ${title} ${escapeHtml(bucket)}${ending}\n\n${formatTable(filled)}\n`;
}

function formatRow({ path, size, sha256 }: UploadResult['entries'][number], link?: FileLink): string {
  const name = `<code>${escapeHtml(printable(path))}</code>`;
  const cells = [
    link === undefined ? name : `<a href="${escapeHtml(link.url)}">${name}</a>`,
    formatBytes(size),
    `<code>${sha256.slice(0, 12)}</code>`,
    ...(link === undefined ? [] : [formatTime(link.endsAt)]),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function formatList(rows: readonly string[], linked: boolean, more: number): string {
  if (rows.length === 0) return '';
  const names = ['File', 'Size', 'SHA-256', ...(linked ? ['Link works until'] : [])];
  const head = `<tr>${names.map((name) => `<th align="left">${name}</th>`).join('')}</tr>`;
  const rest = more === 0 ? '' : `\n… and ${formatCount(more)} more, which the manifest lists.\n`;
  const note = linked ? '\nWhoever can read this page can use the links until then.\n' : '';
  return `<table>\n${[head, ...rows].join('\n')}\n</table>\n${rest}${note}`;
}

import { formatTime } from '../src/credentials/session.ts';
import { jsonLine, printable } from '../src/printable.ts';
import { formatCount } from '../src/transfer/progress/units.ts';
import type { FileLink } from '../src/transfer/upload/links.ts';
import { describeCounts, type UploadResult } from '../src/transfer/upload/upload-options.ts';

/** How many links are shown to people, as in the action's summary. Programs get all. */
export const MOST_LINKS = 100;

/** The result of an upload, with the names of the action's outputs. */
export interface UploadOutcome
  extends Pick<
    UploadResult,
    | 'manifestKey'
    | 'manifestSha256'
    | 'files'
    | 'bytes'
    | 'uploaded'
    | 'skipped'
    | 'headersChanged'
    | 'deleted'
    | 'prefix'
    | 'url'
  > {
  /** Present if requested. */
  readonly links?: readonly FileLink[];
}

export function formatJsonOutcome(outcome: UploadOutcome, dryRun: boolean): string {
  const { manifestKey, manifestSha256, files, bytes, uploaded, skipped, headersChanged } = outcome;
  const { deleted, prefix, url, links } = outcome;
  return jsonLine({
    'manifest-key': manifestKey,
    'manifest-sha256': manifestSha256,
    files,
    bytes,
    uploaded,
    skipped,
    'headers-changed': headersChanged,
    deleted,
    prefix,
    url,
    ...(dryRun ? { 'dry-run': true } : {}),
    ...(links === undefined ? {} : { links: links.map(toJsonLink) }),
  });
}

function toJsonLink({ path, url, endsAt }: FileLink) {
  return { path, url, 'ends-at': formatTime(endsAt) };
}

export function formatOutcome(outcome: UploadOutcome, dryRun: boolean): string {
  const { manifestKey, manifestSha256, url, links = [] } = outcome;
  const rows: [string, string][] = [
    ['manifest', manifestKey],
    ['sha256', manifestSha256],
    ['url', url],
  ];
  const lines = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name.padEnd(9)} ${printable(value)}`);
  return `${[describeCounts(outcome, dryRun), ...lines, ...describeLinks(links)].join('\n')}\n`;
}

function describeLinks(links: readonly FileLink[]): string[] {
  const more = links.length - MOST_LINKS;
  return [
    ...links.slice(0, MOST_LINKS).flatMap(describeLink),
    ...(more > 0 ? [`and ${formatCount(more)} more links, which otter-sts upload --json gives`] : []),
  ];
}

function describeLink({ path, url, endsAt }: FileLink): string[] {
  return [`link      ${printable(path)}, until ${formatTime(endsAt)}`, `          ${url}`];
}

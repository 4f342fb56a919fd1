import type { TransferEvent } from '../artifact/event.ts';
import type { Manifest } from '../artifact/manifest.ts';
import { formatBytes, formatCount, formatFiles } from '../progress/units.ts';
import type { Selection } from './file-selection.ts';
import type { UploadedFile } from './file-upload.ts';
import type { FileChoices } from './upload-inputs.ts';
import type { UploadStores } from './upload-stores.ts';

export interface UploadOptions extends FileChoices {
  readonly target: { readonly endpoint: string; readonly region: string; readonly bucket: string };
  readonly stores: UploadStores;
  readonly selection: Selection;
  /** Empty, or with a slash at its end. */
  readonly prefix: string;
  /** The key of an object that names this upload the latest, put last of all. */
  readonly latest?: string | undefined;
  /** What the CI system calls the run, for `latest`. */
  readonly runId?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly onEvent?: ((event: TransferEvent) => void) | undefined;
  /** Stops it at once; what was unfinished is removed, and the signal's reason thrown. */
  readonly signal: AbortSignal;
}

export interface UploadEntry extends UploadedFile {
  readonly path: string;
  readonly key: string;
  readonly size: number;
}

export interface UploadResult {
  readonly manifestKey: string;
  /** Hexadecimal; empty after a dry run, as each entry's is. */
  readonly manifestSha256: string;
  /** Files of the artifact, links not counted. */
  readonly files: number;
  readonly bytes: number;
  readonly uploaded: number;
  readonly skipped: number;
  readonly deleted: number;
  readonly prefix: string;
  /** Where it is, for who has a key: no link that works by itself. */
  readonly url: string;
  readonly entries: readonly UploadEntry[];
  readonly manifest: Manifest;
}

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

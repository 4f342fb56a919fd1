import type { RunFacts } from '../../ci/system.ts';
import type { ManifestArchive } from '../artifact/archive.ts';
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
  /** The key of the latest pointer, which is written last. */
  readonly latest?: string | undefined;
  /** The CI system's ID and number of the run, for `latest`. */
  readonly run?: Pick<RunFacts, 'runId' | 'number'> | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly onEvent?: ((event: TransferEvent) => void) | undefined;
  /** Stops the upload at once. Unfinished work is removed, and the signal's reason is thrown. */
  readonly signal: AbortSignal;
}

export interface UploadEntry extends UploadedFile {
  readonly path: string;
  readonly key: string;
  readonly size: number;
}

/** A file of the artifact, and its SHA-256 in hexadecimal. */
export type FileDigest = Pick<UploadEntry, 'path' | 'sha256' | 'parts'>;

/** What an upload has put below the prefix. */
export interface UploadedContent {
  readonly objects: readonly UploadEntry[];
  /** The files of the artifact. Without an archive, these are the objects. */
  readonly files: readonly FileDigest[];
  readonly archive?: ManifestArchive;
}

export interface UploadResult {
  readonly manifestKey: string;
  /** Hexadecimal. Empty after a dry run, like that of each entry. */
  readonly manifestSha256: string;
  /** The number of files of the artifact, without links. */
  readonly files: number;
  readonly bytes: number;
  readonly uploaded: number;
  readonly skipped: number;
  /** Of files that were there already, with the same content. */
  readonly headersChanged: number;
  readonly deleted: number;
  readonly prefix: string;
  /** The URL of the upload. It needs a key, unlike a presigned link. */
  readonly url: string;
  /** The objects that were uploaded or skipped: one for each file, or the archive. */
  readonly entries: readonly UploadEntry[];
  /** Present if all files are in one object. Its digest is empty after a dry run. */
  readonly archive?: ManifestArchive;
  readonly manifest: Manifest;
}

type Counts = Pick<
  UploadResult,
  'files' | 'bytes' | 'uploaded' | 'skipped' | 'headersChanged' | 'deleted' | 'archive'
>;

export function describeCounts(
  { files, bytes, uploaded, skipped, headersChanged, deleted, archive }: Counts,
  dryRun: boolean,
): string {
  const size = archive === undefined || dryRun ? '' : ` of ${formatBytes(archive.size)}`;
  const as = archive === undefined || uploaded === 0 ? '' : ` as one archive${size}`;
  const would = dryRun ? 'would be ' : '';
  return [
    `${formatFiles(files)}, ${formatBytes(bytes)}: ${formatCount(uploaded)} ${would}uploaded${as}`,
    ...(skipped === 0 ? [] : [`${formatCount(skipped)} there already`]),
    ...(headersChanged === 0 ? [] : [`${formatCount(headersChanged)} ${would}given other headers`]),
    ...(deleted === 0 ? [] : [`${formatCount(deleted)} ${would}deleted`]),
  ].join(', ');
}

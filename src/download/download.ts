import type { TransferEvent } from '../artifact/event.ts';
import type { ObjectStore } from '../object-store/object-store.ts';

export interface DownloadOptions {
  readonly store: ObjectStore;
  /** Where the artifact is, when neither `manifestKey` nor `latest` says so. */
  readonly prefix: string;
  readonly manifestKey?: string | undefined;
  /** Hexadecimal: what the manifest has to be. */
  readonly manifestSha256?: string | undefined;
  /** The key of the pointer to the latest artifact. */
  readonly latest?: string | undefined;
  /** Made when it is not there. */
  readonly directory: string;
  /** Files and ranges at once. */
  readonly concurrency: number;
  /** Bytes of a range of a big file; 16 MiB. */
  readonly partSize?: number | undefined;
  /** Whether files with other content are replaced. */
  readonly overwrite: boolean;
  /** Globs; a file or link is taken when one of them matches its path. */
  readonly include?: readonly string[] | undefined;
  readonly onEvent?: ((event: TransferEvent) => void) | undefined;
  readonly signal: AbortSignal;
  readonly platform: NodeJS.Platform;
}

export interface DownloadResult {
  /** Absolute. */
  readonly directory: string;
  /** All that were asked for, the links not counted. */
  readonly files: number;
  readonly bytes: number;
  readonly downloaded: number;
  readonly skipped: number;
  readonly manifestKey: string;
  readonly manifestSha256: string;
}

export declare function download(options: DownloadOptions): Promise<DownloadResult>;

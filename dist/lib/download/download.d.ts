import type { TransferEvent } from '../artifact/event.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import { type FoundArtifact } from './artifact-source.ts';
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
    /** Files at once, and ranges of a big one; how many requests are in flight is the store's to limit. */
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
    /** Milliseconds since the epoch. */
    readonly now?: (() => number) | undefined;
}
/** What a download needs once the artifact has been found. */
export type RestoreOptions = Omit<DownloadOptions, 'prefix' | 'manifestKey' | 'manifestSha256' | 'latest'>;
export interface DownloadResult {
    /** Absolute, and without symbolic links. */
    readonly directory: string;
    /** All that were asked for, the links not counted; as `bytes`, `downloaded` and `skipped`. */
    readonly files: number;
    readonly links: number;
    readonly bytes: number;
    readonly downloaded: number;
    readonly skipped: number;
    readonly manifestKey: string;
    readonly manifestSha256: string;
}
/**
 * Fetches the files that a manifest lists, verifies them, and gives them their names, modes and times; then makes the
 * links. What is there with the right content is left alone, so that a download that was interrupted goes on. Nothing is
 * changed when something may not be replaced.
 *
 * @throws InputError when the prefix, the digest or a glob is wrong
 * @throws ArtifactFailure when not everything is at its place. No file under its final name is unfinished or unverified.
 * @throws the signal's reason when it is aborted, with nothing unfinished left
 */
export declare function download(options: DownloadOptions): Promise<DownloadResult>;
/**
 * The same for an artifact that has been found.
 *
 * @throws as {@link download}
 */
export declare function restoreArtifact(artifact: FoundArtifact, options: RestoreOptions): Promise<DownloadResult>;

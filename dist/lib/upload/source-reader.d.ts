import { type FileHandle } from 'node:fs/promises';
import type { SourceFile } from './file-selection.ts';
import type { Digest, Hashing } from './hashing.ts';
/**
 * The whole of a small file, in a buffer of its own. It is read at once as long as the disk is quick, as it is with what a
 * job has just written: each of the four calls costs more on its way to another thread and back than by itself (5,000 files
 * of 8 KiB: a tenth of the whole upload).
 *
 * @throws ArtifactFailure (`failed`) when it has vanished, cannot be read, or is not as it was listed; the signal's reason
 * when that is aborted
 */
export declare function readWhole(file: SourceFile, signal: AbortSignal): Promise<Buffer>;
/** {@link readWhole}, for a disk that may let one wait. */
export declare function readInBackground(file: SourceFile, signal: AbortSignal): Promise<Buffer>;
/**
 * A handle of the file, which the caller closes.
 *
 * @throws ArtifactFailure (`failed`) when it has vanished, cannot be opened, or is not as it was listed
 */
export declare function openSource(file: SourceFile): Promise<FileHandle>;
/**
 * The bytes from `start` on, up to `end`, which is not among them. A chunk holds until the one after the next is asked for:
 * whoever asks for a chunk has sent the one before to its end. With a new buffer for each chunk, a third of the time that
 * 1 GiB takes went into getting and freeing them.
 *
 * @throws ArtifactFailure (`failed`) when the file is shorter or cannot be read; the signal's reason when that is aborted
 */
export declare function readRange(handle: FileHandle, file: SourceFile, start: number, end: number, signal: AbortSignal): AsyncGenerator<Buffer>;
/** As {@link readRange}, for hashing: a chunk holds until the next one is asked for, as all share one buffer. */
export declare function scanRange(handle: FileHandle, file: SourceFile, start: number, end: number, signal: AbortSignal): AsyncGenerator<Buffer>;
/**
 * Reads a range into digests, in the thread that hashes.
 *
 * @throws ArtifactFailure (`failed`) when the file is shorter or cannot be read; the signal's reason when that is aborted
 */
export declare function digestRange(hashing: Hashing, digests: readonly Digest[], handle: FileHandle, file: SourceFile, { start, end }: {
    readonly start: number;
    readonly end: number;
}, signal: AbortSignal): Promise<void>;
/**
 * Whether the file that was opened is as it was listed: what was read of it between is then what was listed.
 *
 * @throws ArtifactFailure (`failed`) when its size or time differ
 */
export declare function assertUnchanged(handle: FileHandle, file: SourceFile): Promise<void>;

import { type FileHandle } from 'node:fs/promises';
import type { SourceFile } from './file-selection.ts';
/**
 * The whole file, in a buffer of its own.
 *
 * @throws ArtifactFailure (`failed`) when it has vanished, cannot be read, or is not as it was listed; the signal's reason
 * when that is aborted
 */
export declare function readWhole(file: SourceFile, signal: AbortSignal): Promise<Buffer>;
/**
 * A handle of the file, which the caller closes.
 *
 * @throws ArtifactFailure (`failed`) when it has vanished, cannot be opened, or is not as it was listed
 */
export declare function openSource(file: SourceFile): Promise<FileHandle>;
/**
 * The bytes from `start` on, up to `end`, which is not among them. Each chunk is a buffer of its own: a client may hold
 * it until it is sent.
 *
 * @throws ArtifactFailure (`failed`) when the file is shorter or cannot be read; the signal's reason when that is aborted
 */
export declare function readRange(handle: FileHandle, file: SourceFile, start: number, end: number, signal: AbortSignal): AsyncGenerator<Buffer>;
/** As {@link readRange}, for hashing: a chunk holds until the next one is asked for, as all share one buffer. */
export declare function scanRange(handle: FileHandle, file: SourceFile, start: number, end: number, signal: AbortSignal): AsyncGenerator<Buffer>;
/**
 * Whether the file that was opened is as it was listed: what was read of it between is then what was listed.
 *
 * @throws ArtifactFailure (`failed`) when its size or time differ
 */
export declare function assertUnchanged(handle: FileHandle, file: SourceFile): Promise<void>;

import { type Stats } from 'node:fs';
import { type FileHandle } from 'node:fs/promises';
import type { ManifestFile } from '../artifact/manifest.ts';
/**
 * What is at a file's place: nothing, the very content (whose mode and time are then set right), something else, or a file
 * that this user may not read, so that it cannot be told.
 *
 * @throws ArtifactFailure of kind `exists` when it is a folder, which is never replaced
 */
export declare function compare(absolute: string, file: ManifestFile, signal: AbortSignal): Promise<'absent' | 'same' | 'different' | 'unreadable'>;
/** What is there, a link itself and not what it leads to; undefined when there is nothing. */
export declare function statOf(absolute: string): Promise<Stats | undefined>;
/** The bytes from `start` to `end`, which is not included, or to the end of the file. Each chunk is overwritten by the next. */
export declare function readSpan(handle: FileHandle, start: number, end: number, signal: AbortSignal): AsyncGenerator<Buffer>;

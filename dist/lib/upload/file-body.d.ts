import type { FileHandle } from 'node:fs/promises';
import type { Body } from '../object-store/store-types.ts';
import type { SourceFile } from './file-selection.ts';
import type { Digest, Hashing } from './hashing.ts';
import type { Part } from './part-plan.ts';
/** What is hashed, where, and until when. */
interface Source {
    readonly file: SourceFile;
    readonly hashing: Hashing;
    readonly signal: AbortSignal;
}
/** The whole of a file as a body, for as long as `use` runs. The file is then still as it was. */
export declare function withBody<T>({ file, hashing, signal }: Source, use: (body: Body) => Promise<T>): Promise<T>;
/** The SHA-256 of a file that need not be sent, in hexadecimal. */
export declare function sha256Of(source: Source): Promise<string>;
export interface HashedPart extends Part {
    readonly body: Body;
}
/**
 * Walks a file's parts in order, and hashes each of them and the whole in one reading.
 *
 * @param whole takes in every byte
 */
export declare function hashParts(file: SourceFile, handle: FileHandle, parts: Iterable<Part>, { hashing, whole }: {
    readonly hashing: Hashing;
    readonly whole: Digest;
}, signal: AbortSignal): AsyncGenerator<HashedPart>;
/** Whether the server got other bytes than the digest is of. */
export declare function isDamage(error: unknown): boolean;
export {};

import type { ByteForm } from './byte-form.ts';
/** Which bytes stand in a row in any of the secrets: all that a dump's window needs, however many secrets there are. */
export declare class KnownBytes {
    #private;
    /** @returns where four bytes begin that were in none so far; four blanks, which tell nothing, are in none */
    add(bytes: Uint8Array): number[];
    /** Whether these may be in a secret, as far as the last four tell: asked after each byte. */
    has(row: number, count: number): boolean;
    /** All beginnings of a byte, or of a word by its last byte, which is written first: one character, or more. */
    beginnings({ write, width }: ByteForm): Set<string>;
}
/** The last four bytes of a row, the last one on top. */
export declare function append(row: number, byte: number): number;

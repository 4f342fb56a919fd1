import type { ByteForm } from './byte-form.ts';
/** Which bytes stand in a row in any of the secrets: all that a dump's window needs, however many secrets there are. */
export declare class KnownBytes {
    #private;
    /** @returns where four bytes begin that were in none so far; four blanks, which tell nothing, are in none */
    add(bytes: Uint8Array): number[];
    /** Whether these may be in a secret, as far as the last four tell: asked after each byte. */
    has(row: number, count: number): boolean;
    /** Whether any byte is written like that at first; of a word the last byte, which comes first. */
    hasBeginning({ write, width }: ByteForm, beginning: string): boolean;
}
/** The last four bytes of a row, the last one on top. */
export declare function append(row: number, byte: number): number;

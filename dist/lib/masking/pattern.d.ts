import { type Spelling } from './spellings.ts';
/** A spelling in bytes, ready to be searched for. */
export interface Pattern {
    readonly bytes: Buffer;
    /** Whether a line break, and the indentation after it, may stand between two bytes from the {@link UNBROKEN}th on. */
    readonly mayBreak: boolean;
}
/**
 * The first bytes of a pattern are in one piece. The search asks for that much, and it keeps a line that happens to end
 * like the beginning of a secret's base64 from being held back with its line break.
 */
export declare const UNBROKEN = 7;
/** All patterns of a secret, some of them twice; none for a secret too short to be masked. */
export declare function patternsOf(secret: string): Pattern[];
/**
 * Where the pieces of a spelling that is broken into lines begin: a line ends after a multiple of so many characters,
 * and so does each piece, but for the last.
 */
export declare function pieceStarts({ lines }: Spelling, length: number, piece: number, step: number): number[];
/** What is to be found in dumps: nothing of a secret too short to be masked. */
export declare function dumpedBytes(secret: string): Buffer;
/** Where the pattern that begins at `start` ends in `data`, or `ABSENT` or `CUT_OFF`. */
export declare function match({ bytes, mayBreak }: Pattern, data: Uint8Array, start: number): number;

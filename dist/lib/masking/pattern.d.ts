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
/** {@link match}: the pattern is not there. */
export declare const ABSENT = -1;
/** {@link match}: the data ends before that is decided. */
export declare const CUT_OFF = -2;
/** Where the pattern that begins at `start` ends in `data`, or {@link ABSENT} or {@link CUT_OFF}. */
export declare function match({ bytes, mayBreak }: Pattern, data: Uint8Array, start: number): number;

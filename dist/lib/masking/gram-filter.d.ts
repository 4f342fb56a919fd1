/**
 * A set of four bytes in a row, each with the kinds of text that it may be part of. Now and then it finds what is not in
 * it, and never the other way round.
 */
export declare class GramFilter {
    #private;
    /** Whether so many have been added that the rest of it finds more than it should: it has to be filled anew. */
    get isFull(): boolean;
    /** Empties it, with room for twice as much. */
    enlarge(): void;
    /** @param kind one bit of eight */
    add(bytes: Uint8Array, at: number, kind: number): void;
    /** The first position from `start` on, in strides, whose four bytes pass, or one beyond the last that has four. */
    next(data: Uint8Array, start: number, stride: number): number;
    /** The kinds of the four bytes at a position that {@link next} has found. */
    kindsAt(data: Uint8Array, at: number): number;
}

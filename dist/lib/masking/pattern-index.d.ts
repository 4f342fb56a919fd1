import { type Pattern } from './pattern.ts';
/** Bytes from `start` up to, not including, `end`. */
export interface Span {
    readonly start: number;
    end: number;
}
/** The data ends in the midst of what may become an occurrence. */
export interface Candidate {
    readonly start: number;
    /** Bytes of the pattern that has begun; infinite for a row's text, which no pause is to wait for. */
    readonly length: number;
}
export interface Findings {
    /** In order; occurrences that overlap are one span, those that only touch are two. */
    readonly spans: Span[];
    /** In order of their start. */
    readonly candidates: Candidate[];
}
/**
 * Finds many patterns at once, after Wu and Manber, "A fast algorithm for multi-pattern searching" (1994). Only every
 * fourth position is looked at: whether its four bytes occur at one of the first four offsets of any pattern. Where
 * they may, the places just before are compared. Unlike an Aho-Corasick automaton it costs the patterns' own bytes and a
 * filter, so that a job may learn new secrets for days.
 *
 * A dump's rows can begin anywhere in a secret. Where the filter says that there may be one, it is read, and what it
 * shows is looked up; so there are no patterns for each of its beginnings.
 */
export declare class PatternIndex {
    #private;
    /** @param pattern of at least four bytes */
    add(pattern: Pattern): void;
    /** Finds these bytes in dumps too, from four in a row on. */
    addDumps(bytes: Uint8Array): void;
    /** All occurrences in the data, and what may become one when more data comes. */
    find(data: Uint8Array): Findings;
}

/** S3's limits: a part but the last, an upload's parts, an object. */
export declare const SMALLEST_PART: number;
export declare const LARGEST_PART: number;
export declare const MOST_PARTS = 10000;
export declare const LARGEST_OBJECT: number;
/** Small enough that a part that failed is soon there, large enough that its overhead does not show. */
export declare const USUAL_PART: number;
/** A piece of a file. */
export interface Part {
    /** From 1. */
    readonly number: number;
    readonly start: number;
    /** After the last byte. */
    readonly end: number;
}
/**
 * The size of a file's parts, in bytes: the one that is asked for, or as many whole mebibytes as it takes.
 *
 * @throws InputError when the file is larger than an object can be
 */
export declare function partSizeFor(path: string, size: number, asked: number): number;
export declare function planParts(size: number, partSize: number): Generator<Part>;

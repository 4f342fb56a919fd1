/** One way of writing a secret. */
export interface Spelling {
    readonly text: string;
    /** Set when tools break this spelling into lines, as base64(1) and `xxd -p` do. */
    readonly lines?: {
        /** Lines are broken after a multiple of so many characters. */
        readonly unit: number;
        /** The column of the first character in a line, modulo `unit`. */
        readonly phase: number;
    };
}
/**
 * Everything to search for so that a secret is found however it was written: as it is, base64 and base64url wherever
 * it stands in the encoded bytes, hex, percent-encoded for URIs and forms, escaped for JSON, XML, HTML and shells.
 * Of a secret with several lines, each line by itself as well, as GitHub's add-mask does. No spelling comes twice.
 *
 * A secret or line that is blank or shorter than four bytes yields nothing, see {@link SHORTEST_SECRET_BYTES}. What was
 * encoded twice (percent-encoded base64, say), compressed or encrypted is not covered.
 */
export declare function spellings(secret: string): string[];
/** The same as {@link spellings}, with what is known about line breaks, and not yet without duplicates. */
export declare function describeSpellings(secret: string): Spelling[];

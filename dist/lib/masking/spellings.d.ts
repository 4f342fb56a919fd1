/** One way of writing a secret. */
export interface Spelling {
    readonly text: string;
    /** Set when tools break this spelling into lines, as base64(1) and `xxd -p` do. */
    readonly lines?: {
        /** Lines are broken after a multiple of so many characters. */
        readonly unit: number;
        /** The column of the first character in a line, modulo `unit`. */
        readonly phase: number;
        /** Characters in one line that are enough to know the secret by, whatever stands between the lines. */
        readonly piece?: number;
    };
}
/**
 * Everything to search for so that a secret is found however it was written: as it is, base64 and base64url wherever
 * it stands in the encoded bytes, base64 of that, hex, percent-encoded for URIs and forms, once or twice, escaped for
 * JSON, XML, HTML and shells, in UTF-16, and in base64 of UTF-16. Of a secret with several lines, each line by itself
 * as well, as GitHub's add-mask does. No spelling comes twice.
 *
 * A secret or line that is blank or shorter than four bytes yields nothing, see {@link SHORTEST_SECRET_BYTES}. What is
 * compressed, encrypted or encoded twice in another way is not covered; dumps are, by the `Masker`.
 */
export declare function spellings(secret: string): string[];
/** The same as {@link spellings}, with what is known about line breaks, and not yet without duplicates. */
export declare function describeSpellings(secret: string): Spelling[];

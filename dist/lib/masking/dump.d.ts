import { type ByteForm } from './byte-form.ts';
import { type KnownBytes } from './known-bytes.ts';
/** How a tool shows bytes in a row. */
export interface Dump {
    readonly form: ByteForm;
    /** What may stand between two of them, the longest first. */
    readonly gaps: readonly string[];
    /** Whether the row may show the same bytes as text further on, as xxd and `hexdump -C` do. */
    readonly hasText?: true;
}
/** Bytes after a window among which the row's text is looked for; xxd's longest row, 256 bytes, has more and shows less. */
export declare const TEXT_REACH = 256;
export declare const DUMPS: readonly Dump[];
/** Where a window that begins at `start` ends, or `ABSENT` or `CUT_OFF`. */
export declare function matchWindow({ form, gaps }: Dump, data: Uint8Array, start: number, known: KnownBytes): number;
/**
 * Whether something other than digits stands in the data, as near a window's start it does, or may come. Of a digest,
 * say, nothing needs to be read.
 */
export declare function hasGap(data: Uint8Array, from: number, to: number): boolean;
/** Whether a gap may begin at the end of a byte; where the data ends, it may. */
export declare function mayFollow({ gaps }: Dump, data: Uint8Array, end: number): boolean;
/** The bytes of a window as the text of the row shows them; their form is of one byte each. */
export declare function windowText({ form, gaps }: Dump, data: Uint8Array, start: number, end: number): Buffer;
/** Calls back with all beginnings, of `length` characters, of windows that begin with these bytes. */
export declare function eachBeginning({ form, gaps }: Dump, bytes: Uint8Array, length: number, visit: (text: Uint8Array) => void): void;

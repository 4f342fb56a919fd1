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
 * Whether something other than digits stands in the data where a gap has to be, or may come. Of a digest, say, nothing
 * needs to be read.
 */
export declare function hasGap(data: Uint8Array, from: number, isOctal: boolean): boolean;
/** By the character after a byte, those of the dumps that may go on with it. They have one form. */
export declare function dumpsByFollower(dumps: readonly Dump[]): readonly (readonly Dump[])[];
/** The bytes of a window as the text of the row shows them; their form is of one byte each. */
export declare function windowText({ form, gaps }: Dump, data: Uint8Array, start: number, end: number): Buffer;
/** Each byte or word of these as a form writes it, in lower and, where that is another text, in upper case. */
export declare function writeUnits({ write, width }: ByteForm, bytes: Uint8Array): (readonly Uint8Array[])[];
/** Calls back with all beginnings, of `length` characters, of windows with these units. */
export declare function eachBeginning({ gaps }: Dump, units: readonly (readonly Uint8Array[])[], length: number, visit: (text: Uint8Array) => void): void;

/** {@link ByteForm.read} and the searches: the text does not go on like that. */
export declare const ABSENT = -1;
/** The same: the data ends before that is decided. */
export declare const CUT_OFF = -2;
/** How tools that show bytes one by one write a byte, or two. */
export interface ByteForm {
    /** Bytes that are written together. */
    readonly width: 1 | 2;
    /** The second byte counts where the width is two. */
    write(first: number, second: number): readonly Uint8Array[];
    /** Where what is written at a position ends, or {@link ABSENT} or {@link CUT_OFF}. */
    read(data: Uint8Array, at: number): number;
    /** What is written from `at` to `end`: the byte, or the first one and 256 times the second. */
    value(data: Uint8Array, at: number, end: number): number;
}
/** What a character is worth as a digit; 16 for what is none. */
export declare const DIGITS: Uint8Array<ArrayBuffer>;
/** Four bytes as one number. */
export declare function gramAt(bytes: Uint8Array, at: number): number;
/** `4a`: what xxd, `hexdump -C`, `od -tx1` and Node's `<Buffer …>` write. */
export declare const HEX_BYTE: ByteForm;
/** `4a77` for the bytes 77 4a: 16-bit words as a little-endian machine has them, in hexdump and `od -x`. */
export declare const HEX_WORD: ByteForm;
/** `112`: `od -b`. */
export declare const OCTAL_BYTE: ByteForm;
/** `045167`: od without an option. */
export declare const OCTAL_WORD: ByteForm;
/** `74`: JSON, Python's lists. */
export declare const DECIMAL_BYTE: ByteForm;
/** `  74`: `od -tu1`. */
export declare const DECIMAL_CELL: ByteForm;
/** `   w`, `  \n`, ` 303`: `od -c`, `hexdump -c`. */
export declare const CHARACTER_CELL: ByteForm;

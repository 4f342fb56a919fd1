/** Result of {@link ByteForm.read} and of searches: the text does not match. */
export const ABSENT = -1;
/** Likewise: the data ends before that is certain. */
export const CUT_OFF = -2;

/** How a tool that shows bytes one by one writes one byte, or two. */
export interface ByteForm {
  /** Bytes that are written together. */
  readonly width: 1 | 2;
  /** In lower case and, if that differs, in upper case. The second byte matters if the width is two. */
  write(first: number, second: number): readonly string[];
  /** The end of what is written at a position, or {@link ABSENT} or {@link CUT_OFF}. */
  read(data: Uint8Array, at: number): number;
  /** What is written from `at` to `end`: the byte, or the first one and 256 times the second. */
  value(data: Uint8Array, at: number, end: number): number;
}

/** A fixed number of digits. Letters are in upper or lower case. */
function numeric(width: 1 | 2, base: 8 | 16, length: number): ByteForm {
  return {
    width,
    write: (first, second) => {
      const value = width === 1 ? first : first | (second << 8);
      const text = value.toString(base).padStart(length, '0');
      const upper = text.toUpperCase();
      return upper === text ? [text] : [text, upper];
    },
    read: (data, at) => {
      const end = at + length;
      for (let position = at; position < end; position++) {
        if (position >= data.length) return CUT_OFF;
        if ((DIGITS[data[position] as number] as number) >= base) return ABSENT;
      }
      return end;
    },
    value: (data, at, end) => {
      let value = 0;
      for (let position = at; position < end; position++) {
        value = value * base + (DIGITS[data[position] as number] as number);
      }
      return value;
    },
  };
}

/** The value of a character as a digit. 16 if it is not one. */
export const DIGITS = Uint8Array.from({ length: 256 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? 16 : digit;
});

/** A number without leading zeros. */
const DECIMAL: ByteForm = {
  width: 1,
  write: (byte) => [String(byte)],
  read: (data, at) => {
    let end = at;
    while (end < data.length && end < at + 3 && isDigit(data[end] as number)) end += 1;
    if (end === data.length && end < at + 3) return CUT_OFF;
    const hasZero = data[at] === ZERO && end > at + 1;
    return end === at || hasZero || decimalAt(data, at, end) > 255 ? ABSENT : end;
  },
  value: decimalAt,
};

const ZERO = 0x30;

function isDigit(code: number): boolean {
  return code >= ZERO && code < ZERO + 10;
}

function decimalAt(data: Uint8Array, at: number, end: number): number {
  let value = 0;
  for (let position = at; position < end; position++) value = value * 10 + (data[position] as number) - ZERO;
  return value;
}

/** Columns of {@link CELL_WIDTH}. */
function cells(textOf: (byte: number) => string): ByteForm {
  const write = (byte: number) => textOf(byte).padStart(CELL_WIDTH);
  let known: ReturnType<typeof readCells> | undefined;
  return {
    width: 1,
    write: (byte) => [write(byte)],
    read: (data, at) => {
      known ??= readCells(write);
      if (at + CELL_WIDTH > data.length) {
        return known.beginnings.has(String.fromCharCode(...data.subarray(at))) ? CUT_OFF : ABSENT;
      }
      return known.bytes.has(gramAt(data, at)) ? at + CELL_WIDTH : ABSENT;
    },
    value: (data, at) => known?.bytes.get(gramAt(data, at)) ?? ABSENT,
  };
}

/** What each cell means, and how one may begin. */
function readCells(write: (byte: number) => string) {
  const written = Array.from({ length: 256 }, (_, byte) => write(byte));
  return {
    bytes: new Map(written.map((text, byte) => [gramAt(Buffer.from(text), 0), byte])),
    beginnings: new Set(written.flatMap((text) => [0, 1, 2, 3].map((end) => text.slice(0, end)))),
  };
}

/** Four bytes as one number. */
export function gramAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

/** The width of a cell in a table of bytes, in characters. */
const CELL_WIDTH = 4;
const ESCAPES = new Map([0, 7, 8, 9, 10, 11, 12, 13].map((byte, index) => [byte, `\\${'0abtnvfr'[index]}`]));

function characterOf(byte: number): string {
  const printed = byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ESCAPES.get(byte);
  return printed ?? byte.toString(8).padStart(3, '0');
}

/** `4a`: what xxd, `hexdump -C`, `od -tx1` and Node's `<Buffer …>` write. */
export const HEX_BYTE = numeric(1, 16, 2);
/** `4a77` for the bytes 77 4a: 16-bit words as a little-endian machine has them, in hexdump and `od -x`. */
export const HEX_WORD = numeric(2, 16, 4);
/** `112`: `od -b`. */
export const OCTAL_BYTE = numeric(1, 8, 3);
/** `045167`: od without an option. */
export const OCTAL_WORD = numeric(2, 8, 6);
/** `74`: JSON, Python's lists. */
export const DECIMAL_BYTE = DECIMAL;
/** `  74`: `od -tu1`. */
export const DECIMAL_CELL = cells(String);
/** `   w`, `  \n`, ` 303`: `od -c`, `hexdump -c`. */
export const CHARACTER_CELL = cells(characterOf);

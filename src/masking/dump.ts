import {
  ABSENT,
  type ByteForm,
  CHARACTER_CELL,
  CUT_OFF,
  DECIMAL_BYTE,
  DECIMAL_CELL,
  DIGITS,
  HEX_BYTE,
  HEX_WORD,
  OCTAL_BYTE,
  OCTAL_WORD,
} from './byte-form.ts';
import { append, type KnownBytes } from './known-bytes.ts';

/** How a tool shows bytes in a row. */
export interface Dump {
  readonly form: ByteForm;
  /** What may separate two of them, the longest first. */
  readonly gaps: readonly string[];
  /** The gaps of some rows, over and over: any five characters of a window are five characters of one of these. */
  readonly rows: readonly (readonly string[])[];
  /** Whether the row may show the same bytes again as text, like xxd and `hexdump -C`. */
  readonly hasText?: true;
}

/** How many consecutive bytes of a secret are masked. Fewer occur in any dump by chance. */
export const WINDOW_BYTES = 4;
/**
 * How many bytes after a window are searched for the row's text. The longest row of xxd, 256 bytes, is longer and shows
 * less.
 */
export const TEXT_REACH = 256;

const LIST_GAPS = [':', '-', ',', ', ', ' 0x', ',0x', ', 0x', '\\x'];
const JSON_GAPS = [',', ', ', ...[2, 4, 6, 8].map((blanks) => `,\n${' '.repeat(blanks)}`)];

export const DUMPS: readonly Dump[] = [
  // xxd, hexdump -C, od -tx1, Node's <Buffer …>, which write two bytes as one or not; blanks as any of them has.
  {
    form: HEX_BYTE,
    gaps: ['  ', ' ', ''],
    rows: [['  '], [' '], ['', ' '], [' ', ''], ['', '  '], ['  ', '']],
    hasText: true,
  },
  // openssl, .NET, C and xxd -i, Python's bytes.
  ...LIST_GAPS.map((gap) => dumpWith(HEX_BYTE, gap)),
  // hexdump and od -x; hexdump -x.
  ...[' ', '    '].map((gap) => dumpWith(HEX_WORD, gap)),
  // od -b, and C; od.
  ...[' ', '\\'].map((gap) => dumpWith(OCTAL_BYTE, gap)),
  dumpWith(OCTAL_WORD, ' '),
  // JSON on one line and on many, and Python.
  ...JSON_GAPS.map((gap) => dumpWith(DECIMAL_BYTE, gap)),
  // od -tu1; od -c and hexdump -c.
  ...[DECIMAL_CELL, CHARACTER_CELL].map((form) => dumpWith(form, '')),
];

function dumpWith(form: ByteForm, gap: string): Dump {
  return { form, gaps: [gap], rows: [[gap]] };
}

/** By how many characters gaps of one dump differ. */
export function gapSpread({ gaps }: Dump): number {
  const lengths = gaps.map((gap) => gap.length);
  return Math.max(...lengths) - Math.min(...lengths);
}

/** The end of a window that begins at `start`, or `ABSENT` or `CUT_OFF`. */
export function matchWindow(
  { form, gaps }: Dump,
  data: Uint8Array,
  start: number,
  known: KnownBytes,
): number {
  let row = 0;
  let count = 0;
  let joined = 0;
  for (let at = start; ; ) {
    const end = form.read(data, at);
    if (end < 0) return end;
    const value = form.value(data, at, end);
    for (let byte = 0; byte < form.width; byte++) {
      row = append(row, (value >>> (8 * byte)) & 0xff);
      count += 1;
      if (!known.has(row, count)) return ABSENT;
    }
    if (count >= WINDOW_BYTES) return mixesCases(data, start, end) ? ABSENT : end;
    at = skipGap(gaps, data, end);
    if (at < 0) return at;
    joined = at === end ? joined + 1 : 0;
    if (joined > mostJoined(gaps)) return ABSENT;
  }
}

/** Digits are in upper or in lower case; the x of `0x` is neither. */
function mixesCases(data: Uint8Array, start: number, end: number): boolean {
  let cases = 0;
  for (let at = start; at < end; at++) {
    const code = data[at] as number;
    if ((DIGITS[code] as number) >= 10 && (DIGITS[code] as number) < 16) cases |= code & 0x20 ? 1 : 2;
  }
  return cases === 3;
}

/**
 * Gaps in a row that may be empty: xxd writes two bytes as one. Text without any gaps, such as a digest, is not a dump.
 */
function mostJoined(gaps: readonly string[]): number {
  return gaps.length > 1 ? 1 : WINDOW_BYTES;
}

/** The dumps that may continue after a byte with a character, by that character. They have one form. */
export function dumpsByFollower(dumps: readonly Dump[]): readonly (readonly Dump[])[] {
  const found = Array.from({ length: 256 }, (): Dump[] => []);
  for (const dump of dumps) for (const code of followers(dump)) found[code]?.push(dump);
  return found;
}

function followers({ form, gaps }: Dump): Set<number> {
  const next = gaps.includes('') ? Array.from({ length: 256 }, (_, byte) => form.write(byte, byte)) : [];
  const texts = [...next.flat(), ...gaps.filter((gap) => gap !== '')];
  return new Set(texts.map((text) => text.charCodeAt(0)));
}

function skipGap(gaps: readonly string[], data: Uint8Array, at: number): number {
  for (const gap of gaps) {
    const length = commonLength(gap, data, at);
    if (length === gap.length) return at + length;
    if (at + length === data.length) return CUT_OFF;
  }
  return ABSENT;
}

function commonLength(text: string, data: Uint8Array, at: number): number {
  let length = 0;
  while (length < text.length && data[at + length] === text.charCodeAt(length)) length += 1;
  return length;
}

/** The bytes of a window as the text of the row shows them; their form is of one byte each. */
export function windowText({ form, gaps }: Dump, data: Uint8Array, start: number, end: number): Buffer {
  const bytes: number[] = [];
  for (let at = start; at < end; ) {
    const next = form.read(data, at);
    bytes.push(form.value(data, at, next));
    at = next === end ? end : skipGap(gaps, data, next);
  }
  return Buffer.from(bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e)));
}

/** Each byte or word of these as a form writes it, in lower case. */
export function writeUnits({ write, width }: ByteForm, bytes: Uint8Array): string[] {
  const units: string[] = [];
  for (let at = 0; at < bytes.length; at += width) {
    units.push(write(bytes[at] as number, bytes[at + 1] ?? 0)[0] as string);
  }
  return units;
}

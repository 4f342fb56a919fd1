import { ABSENT, CUT_OFF } from './byte-form.ts';
import { describeEncodings, type Encoding } from './encodings.ts';

/** An encoding in bytes or a part of it, ready to be searched for. */
export interface Pattern {
  /** The whole encoding, which its parts share. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Whether a line break, and the indentation after it, may come between two bytes from the {@link UNBROKEN}th on. */
  readonly mayBreak: boolean;
}

/**
 * A line break may come only after this many bytes of a pattern. The search needs that, and otherwise a line that happens
 * to end like the beginning of a secret's base64 would be held back with its line break.
 */
export const UNBROKEN = 8;

/** The shortest rest of an encoding, in bytes, that is searched for if its beginning is at the end of the line before. */
const SHORTEST_REST = 8;

/** All patterns of a secret, with duplicates. None if it is too short to be masked. */
export function patternsOf(secret: string): Pattern[] {
  return describeEncodings(secret).flatMap((encoding) => {
    const bytes = Buffer.from(encoding.text);
    const mayBreak = encoding.lines !== undefined;
    const starts = [0, ...breaksNearTheStart(encoding, bytes.length)];
    const whole = starts.map((start) => ({ bytes, start, end: bytes.length, mayBreak }));
    return [...whole, ...pieces(encoding, bytes)];
  });
}

/** Pieces of an encoding, for lines that are separated by something unknown, such as a time or a container's name. */
function pieces(encoding: Encoding, bytes: Buffer): Pattern[] {
  const { piece } = encoding.lines ?? {};
  if (piece === undefined) return [];
  const starts = pieceStarts(encoding, bytes.length, piece, piece / 2);
  return starts.map((start) => ({ bytes, start, end: start + piece, mayBreak: false }));
}

/**
 * Where the pieces of an encoding that is broken into lines begin. A line ends after a multiple of this many
 * characters, and so does each piece except the last.
 */
export function pieceStarts({ lines }: Encoding, length: number, piece: number, step: number): number[] {
  if (lines === undefined || length < piece) return [];
  const starts: number[] = [];
  const last = length - piece;
  const first = (lines.unit - (lines.phase % lines.unit)) % lines.unit;
  for (let start = first; start < last; start += step) starts.push(start);
  starts.push(last);
  return starts;
}

/**
 * Where a line may end within the first, unbroken bytes: a line of base64 has a multiple of four characters, so there are
 * one or two such positions. A separate pattern finds the rest of the encoding on the next line, and at most the six
 * characters before it remain.
 */
function breaksNearTheStart({ lines }: Encoding, length: number): number[] {
  if (lines === undefined) return [];
  const starts = [1, 2, 3, 4, 5, 6, 7].filter((start) => (lines.phase + start) % lines.unit === 0);
  return starts.filter((start) => start < UNBROKEN && length - start >= SHORTEST_REST);
}

/** Whether two patterns find the same. */
export function isSame(one: Pattern, other: Pattern): boolean {
  if (one.mayBreak !== other.mayBreak || one.end - one.start !== other.end - other.start) return false;
  const offset = other.start - one.start;
  for (let at = one.end - 1; at >= one.start; at--) {
    if (one.bytes[at] !== other.bytes[at + offset]) return false;
  }
  return true;
}

/** Where the pattern that begins at `from` ends in `data`, or `ABSENT` or `CUT_OFF`. */
export function match({ bytes, start, end, mayBreak }: Pattern, data: Uint8Array, from: number): number {
  let at = from;
  for (let position = start; position < end; position++) {
    if (mayBreak && position >= start + UNBROKEN) at = skipBreak(data, at);
    if (at >= data.length) return CUT_OFF;
    if (data[at] !== bytes[position]) return ABSENT;
    at += 1;
  }
  return at;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const TAB = 9;
/** In bytes. Limited, because all of it is held back. YAML or mail is never indented this deeply. */
const DEEPEST_INDENTATION = 64;

/** The position after the line break at `start` and its indentation; `start` when there is none. */
function skipBreak(data: Uint8Array, start: number): number {
  let at = data[start] === CARRIAGE_RETURN ? start + 1 : start;
  if (at >= data.length) return at;
  if (data[at] !== LINE_FEED) return start;
  at += 1;
  const deepest = at + DEEPEST_INDENTATION;
  while (at < deepest && (data[at] === SPACE || data[at] === TAB)) at += 1;
  return at;
}

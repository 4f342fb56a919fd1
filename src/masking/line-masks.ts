import { describeEncodings, encodings } from './encodings.ts';
import { pieceStarts } from './pattern.ts';

/** Secrets of at least this many bytes have pieces. Pieces of shorter ones could be words of other texts. */
const SHORTEST = 16;
/** Secrets of at most this many bytes are masked closely. A longer one, a session token, is useless in parts. */
const SHORT = 64;
/** Bytes of a dump's row in one mask. */
const DUMPED = 4;
/** Characters of base64, or of the text next to a dump, in one mask. */
const PIECE = 8;

/**
 * The masks for a runner that masks exact strings, line by line: all encodings, and pieces of what tools break into rows at
 * unknown places. The longest come first, because some runners replace one after the other.
 *
 * Pieces are a compromise: the ends of a row may remain. See `docs/security.md` for how much.
 */
export function lineMasks(secret: string): string[] {
  const whole = encodings(secret);
  if (whole.length === 0) return [];
  const bytes = Buffer.from(secret);
  const pieces = bytes.length < SHORTEST ? [] : [...brokenBase64(secret), ...dumped(bytes)];
  const masks = new Set([...whole, ...separated(bytes), ...pieces]);
  // A command is a line of text and cannot contain a NUL. Padding of base64 reveals nothing once the rest is masked.
  const isNeeded = (mask: string) =>
    !mask.includes('\0') && !(mask.endsWith('=') && masks.has(unpadded(mask)));
  return [...masks].filter(isNeeded).sort((one, other) => other.length - one.length);
}

/** The masks of several secrets, each once, the longest first. */
export function masksOf(secrets: readonly string[]): string[] {
  return [...new Set(secrets.flatMap(lineMasks))].sort((one, other) => other.length - one.length);
}

function unpadded(text: string): string {
  return text.replace(/=+$/, '');
}

/** All of it in hex, a byte at a time, and in decimal. */
function separated(bytes: Buffer): string[] {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  const upper = hex.map((digits) => digits.toUpperCase());
  return [
    ...[' ', ':', '-', ',', ', '].flatMap((gap) => [hex.join(gap), upper.join(gap)]),
    ...[' ', ',', ', '].map((gap) => hex.map((digits) => `0x${digits}`).join(gap)),
    hex.map((digits) => `\\x${digits}`).join(''),
    ...[',', ', '].map((gap) => bytes.join(gap)),
  ];
}

function brokenBase64(secret: string): string[] {
  const isShort = Buffer.byteLength(secret) <= SHORT;
  const [piece, step] = isShort ? [PIECE, PIECE / 2] : [2 * PIECE, 2 * PIECE];
  return describeEncodings(secret)
    .filter(({ lines }) => lines?.unit === 4 && lines.piece === PIECE)
    .flatMap((encoding) => {
      const { text } = encoding;
      return pieceStarts(encoding, text.length, piece, step).map((start) => text.slice(start, start + piece));
    });
}

/** A few bytes at a time as xxd, `hexdump -C` and `od -tx1`, hexdump, and `od -c` show them, and as text. */
function dumped(bytes: Buffer): string[] {
  const isShort = bytes.length <= SHORT;
  const windows = every(bytes, DUMPED, isShort ? 2 : 4 * DUMPED);
  const words = isShort ? every(bytes, DUMPED, 4).concat(every(bytes.subarray(1), DUMPED, 4)) : [];
  const texts = isPrintable(bytes) ? every(bytes, PIECE, isShort ? PIECE / 2 : 2 * PIECE) : [];
  return [
    ...windows.flatMap((window) => {
      const [a, b, c, d] = Array.from(window, (byte) => byte.toString(16).padStart(2, '0'));
      return [`${a} ${b} ${c} ${d}`, `${a}${b} ${c}${d}`, `${a} ${b}${c} ${d}`];
    }),
    ...words.map((window) => window.toString('hex').replace(/(..)(..)(..)(..)/, '$2$1 $4$3')),
    ...(isPrintable(bytes) ? windows.map((window) => [...window.toString()].join('   ')) : []),
    ...texts.map(String),
  ];
}

function every(bytes: Buffer, length: number, step: number): Buffer[] {
  const count = Math.max(0, Math.floor((bytes.length - length) / step) + 1);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * step, index * step + length));
}

/** Pieces of a secret with other characters could occur in other texts. */
function isPrintable(bytes: Buffer): boolean {
  return bytes.every((byte) => byte > 0x20 && byte < 0x7f);
}

import { encodings } from '../../../src/masking/index.ts';
import { type Pattern, patternsOf, UNBROKEN } from '../../../src/masking/pattern.ts';

type Occurrence = readonly [start: number, end: number];

/** The output that a masker must have, computed slowly: every encoding at every position of the whole text. */
export function referenceMasker(secrets: readonly string[]): (text: Buffer) => string {
  const patterns = secrets.flatMap(patternsOf);
  const fixed = new Set(patterns.filter(({ mayBreak }) => !mayBreak).map(latin1));
  const breakable = new Set(patterns.filter(({ mayBreak }) => mayBreak).map(latin1));
  const dumps = dumpsOf(secrets);
  return (buffer) => {
    const text = buffer.toString('latin1');
    return cover(text, [
      ...dumps.flatMap((dump) => dumpedOccurrences(dump, text)),
      ...[...fixed].flatMap((encoding) => occurrences(encoding, text)),
      ...[...breakable].flatMap((encoding) => brokenOccurrences(encoding, text)),
    ]);
  };
}

function latin1({ bytes, start, end }: Pattern): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1');
}

function cover(text: string, occurrences: Occurrence[]): string {
  let output = '';
  let at = 0;
  for (const [start, end] of occurrences.sort(([a], [b]) => a - b)) {
    if (start >= at) output += `${text.slice(at, start)}***`;
    at = Math.max(at, end);
  }
  return output + text.slice(at);
}

function occurrences(encoding: string, text: string): Occurrence[] {
  const found: Occurrence[] = [];
  for (let at = text.indexOf(encoding); at >= 0; at = text.indexOf(encoding, at + 1)) {
    found.push([at, at + encoding.length]);
  }
  return found;
}

/** Searches the text without its line breaks, and then checks where these were. */
function brokenOccurrences(encoding: string, text: string): Occurrence[] {
  const characters = [...text.matchAll(/(?:\r?\n[ \t]{0,64})?([\s\S])/g)];
  const joined = characters.map(([, character]) => character).join('');
  return occurrences(encoding, joined).flatMap(([start, end]) => {
    const found = characters.slice(start, end);
    if (found.slice(1, UNBROKEN).some(([withBreak]) => withBreak.length > 1)) return [];
    const first = endOf(found[0]) - 1;
    return [[first, endOf(found.at(-1))]];
  });
}

function endOf(match: RegExpExecArray | undefined): number {
  return match === undefined ? 0 : match.index + match[0].length;
}

interface DumpPattern {
  /** Four consecutive bytes of a secret, as one kind of dump shows them. */
  readonly window: RegExp;
  /** How a row shows the same bytes a second time, if it does. */
  readonly text: string | undefined;
}

/** Every four bytes of the secrets in every kind of dump, written out. */
function dumpsOf(secrets: readonly string[]): DumpPattern[] {
  const long = secrets.filter((secret) => encodings(secret).length > 0).map((secret) => Buffer.from(secret));
  const windows = long.flatMap((bytes) =>
    Array.from({ length: Math.max(bytes.length - 3, 0) }, (_, at) => bytes.toString('latin1', at, at + 4)),
  );
  return [...new Set(windows)]
    .filter((window) => /[^ \t\n\v\f\r]/.test(window))
    .flatMap((window) => {
      const bytes = [...window].map((character) => character.charCodeAt(0));
      const text = window.replace(/[^ -~]/g, '.');
      return writtenOut(bytes).map(({ source, hasText }) => {
        return { window: new RegExp(source, 'g'), text: hasText ? text : undefined };
      });
    });
}

function writtenOut(bytes: readonly number[]): { source: string; hasText?: boolean }[] {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const digits = (value: number, base: number, width: number) => value.toString(base).padStart(width, '0');
  const hex = (upper: boolean) =>
    bytes.map((byte) => (upper ? digits(byte, 16, 2).toUpperCase() : digits(byte, 16, 2)));
  const words = [a | (b << 8), c | (d << 8)];
  const octal = bytes.map((byte) => digits(byte, 8, 3));
  const escapes = new Map(
    [...'\0\x07\b\t\n\v\f\r'].map((character, at) => [character.charCodeAt(0), '0abtnvfr'[at]]),
  );
  const cell = (byte: number) =>
    byte >= 32 && byte < 127
      ? String.fromCharCode(byte)
      : escapes.has(byte)
        ? `\\${escapes.get(byte)}`
        : digits(byte, 8, 3);
  const joined = (units: readonly string[], gap: string) => ({ source: literal(units.join(gap)) });
  return [
    ...[hex(false), hex(true)].flatMap((units) => [
      { source: spaced(units), hasText: true },
      ...[':', '-', ',', ', ', ' 0x', ',0x', ', 0x', '\\x'].map((gap) => joined(units, gap)),
    ]),
    ...[' ', '    '].flatMap((gap) => [
      joined(
        words.map((word) => digits(word, 16, 4)),
        gap,
      ),
      joined(
        words.map((word) => digits(word, 16, 4).toUpperCase()),
        gap,
      ),
    ]),
    joined(octal, ' '),
    joined(octal, '\\'),
    joined(
      words.map((word) => digits(word, 8, 6)),
      ' ',
    ),
    ...[',', ', ', ',\n  ', ',\n    ', ',\n      ', ',\n        '].map((gap) => decimal(bytes, gap)),
    joined(
      bytes.map((byte) => String(byte).padStart(4)),
      '',
    ),
    joined(
      bytes.map((byte) => cell(byte).padStart(4)),
      '',
    ),
  ];
}

/** A number with less than three digits may continue. */
function decimal(bytes: readonly number[], gap: string): { source: string } {
  const end = (bytes.at(-1) ?? 0) < 100 ? '(?=[^0-9])' : '';
  return { source: literal(bytes.join(gap)) + end };
}

/** Blanks between any two bytes, and no two gaps in a row without. */
function spaced([a = '', b = '', c = '', d = '']: readonly string[]): string {
  const gaps = ['', ' ', '  '];
  const combinations = gaps.flatMap((one) =>
    gaps.flatMap((two) => gaps.map((three) => [one, two, three] as const)),
  );
  const allowed = combinations.filter(([one, two, three]) => (one || two) && (two || three));
  return `(?:${allowed.map(([one, two, three]) => a + one + b + two + c + three + d).join('|')})`;
}

const REACH = 256;

function dumpedOccurrences({ window, text }: DumpPattern, whole: string): Occurrence[] {
  const found: Occurrence[] = [];
  window.lastIndex = 0;
  for (let match = window.exec(whole); match !== null; match = window.exec(whole)) {
    const end = match.index + match[0].length;
    found.push([match.index, end]);
    window.lastIndex = match.index + 1;
    if (text === undefined) continue;
    const row = /^[^\n]*/.exec(whole.slice(end, end + REACH))?.[0] ?? '';
    for (const [from, to] of occurrences(text, row)) found.push([end + from, end + to]);
  }
  return found;
}

/** A regular expression that matches exactly this text. */
export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

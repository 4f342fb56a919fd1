import { ABSENT, CUT_OFF, gramAt, OCTAL_WORD } from './byte-form.ts';
import {
  DUMPS,
  type Dump,
  dumpsByFollower,
  eachBeginning,
  hasGap,
  matchWindow,
  TEXT_REACH,
  windowText,
  writeUnits,
} from './dump.ts';
import { GramFilter } from './gram-filter.ts';
import { KnownBytes } from './known-bytes.ts';
import { match, type Pattern, UNBROKEN } from './pattern.ts';

/** Bytes from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  end: number;
}

/** The data ends in the midst of what may become an occurrence. */
export interface Candidate {
  readonly start: number;
  /** Bytes of the pattern that has begun; infinite for a row's text, which no pause is to wait for. */
  readonly length: number;
}

export interface Findings {
  /** In order; occurrences that overlap are one span, those that only touch are two. */
  readonly spans: Span[];
  /** In order of their start. */
  readonly candidates: Candidate[];
}

const GRAM_BYTES = 4;
const FIRST_GRAM_BITS = 15;
/** The grams that a position is recognized by have to lie in the bytes of a pattern that no line break can part. */
const LONGEST_STRIDE = UNBROKEN - GRAM_BYTES + 1;
/** Bytes of a dump's window that are held back at most before the pause ends: of the shortest, some. */
const WINDOW_LENGTH = 11;

/** The filter's bit for a gram of a pattern; the forms of bytes in dumps have others. */
const PATTERN = 1;
const FORMS = [...new Set(DUMPS.map(({ form }) => form))].map((form, index) => {
  const dumps = DUMPS.filter((dump) => dump.form === form);
  return { form, bit: 2 << index, dumps, byFollower: dumpsByFollower(dumps) };
});
const OCTAL = FORMS.reduce((bits, { form, bit }) => (form === OCTAL_WORD ? bits | bit : bits), 0);
const ANY_FORM = FORMS.reduce((bits, { bit }) => bits | bit, 0);

/**
 * Finds many patterns at once, after Wu and Manber, "A fast algorithm for multi-pattern searching" (1994). Only every
 * fourth position is looked at: whether its four bytes occur at one of the first four offsets of any pattern. Where
 * they may, the places just before are compared. Unlike an Aho-Corasick automaton it costs the patterns' own bytes and a
 * filter, so that a job may learn new secrets for days.
 *
 * A dump's rows can begin anywhere in a secret. Where the filter says that there may be one, it is read, and what it
 * shows is looked up; so there are no patterns for each of its beginnings.
 */
export class PatternIndex {
  #stride = LONGEST_STRIDE;
  readonly #filter = new GramFilter();
  readonly #patterns: Pattern[] = [];
  readonly #dumped: Uint8Array[] = [];
  readonly #byFirstGram = new Map<number, Pattern[]>();
  /** Whether a first gram with this hash is there at all: cheaper to ask than the map, and nearly always it is not. */
  readonly #hasFirstGram = new Uint8Array(1 << FIRST_GRAM_BITS);
  /** For the data's last bytes, too few for a gram. */
  readonly #byFirstByte = new Map<number, Pattern[]>();
  readonly #known = new KnownBytes();
  /** By the first two characters of a window, the bits of the forms that may begin with them. */
  readonly #formsByStart = new Uint8Array(1 << 16);
  /** By form, whether a text is the beginning of what a byte of a secret is written as; found out once each. */
  #beginnings: readonly Map<string, boolean>[] = [];

  /** @param pattern of at least four bytes */
  add(pattern: Pattern): void {
    const { bytes } = pattern;
    this.#patterns.push(pattern);
    this.#stride = Math.min(this.#stride, bytes.length - GRAM_BYTES + 1);
    addTo(this.#byFirstGram, gramAt(bytes, 0), pattern);
    this.#hasFirstGram[firstGramHash(bytes, 0)] = 1;
    addTo(this.#byFirstByte, bytes[0] as number, pattern);
    if (this.#filter.isFull) this.#enlarge();
    this.#note(bytes, PATTERN);
  }

  /** Finds these bytes in dumps too, from four in a row on. */
  addDumps(bytes: Uint8Array): void {
    for (const at of this.#known.add(bytes)) {
      const window = bytes.subarray(at, at + 4);
      this.#dumped.push(window);
      this.#noteDumps(window);
    }
    this.#beginnings = FORMS.map(() => new Map());
  }

  #noteDumps(window: Uint8Array): void {
    for (const { form, dumps, bit } of FORMS) {
      const units = writeUnits(form, window);
      for (const dump of dumps) {
        eachBeginning(dump, units, UNBROKEN, (text) => {
          this.#note(text, bit);
          const start = startAt(text, 0);
          this.#formsByStart[start] = (this.#formsByStart[start] as number) | bit;
        });
      }
    }
  }

  #note(bytes: Uint8Array, bit: number): void {
    for (let offset = 0; offset < this.#stride; offset++) this.#filter.add(bytes, offset, bit);
  }

  #enlarge(): void {
    this.#filter.enlarge();
    for (const { bytes } of this.#patterns) this.#note(bytes, PATTERN);
    for (const window of this.#dumped) this.#noteDumps(window);
  }

  /** All occurrences in the data, and what may become one when more data comes. */
  find(data: Uint8Array): Findings {
    const findings: Findings = { spans: [], candidates: [] };
    const lastGram = data.length - GRAM_BYTES;
    let next = 0;
    for (;;) {
      const hit = this.#filter.next(data, next + this.#stride - 1, this.#stride);
      // What begins in the stride before the end, or ends beyond it, does not show in the filter.
      const isLast = hit > lastGram;
      const end = isLast ? data.length : hit + 1;
      const bits = isLast ? PATTERN | ANY_FORM : this.#kindsAt(data, hit);
      next = bits === 0 ? end : hit - this.#stride + 1;
      for (; next < end; next++) this.#compareAt(data, next, bits, findings);
      if (end === data.length) return { ...findings, spans: inOrder(findings.spans) };
    }
  }

  #kindsAt(data: Uint8Array, hit: number): number {
    const bits = this.#filter.kindsAt(data, hit);
    const mayBeDump = bits > PATTERN && hasGap(data, hit, (bits & OCTAL) !== 0);
    return mayBeDump ? bits : bits & PATTERN;
  }

  #compareAt(data: Uint8Array, start: number, bits: number, findings: Findings): void {
    if ((bits & PATTERN) !== 0) this.#comparePatterns(data, start, findings);
    const isLast = start + 1 === data.length;
    const forms = isLast ? bits & ANY_FORM : bits & (this.#formsByStart[startAt(data, start)] as number);
    if (forms !== 0) this.#readDumps(data, start, forms, findings);
  }

  #comparePatterns(data: Uint8Array, start: number, { spans, candidates }: Findings): void {
    const hasGram = start <= data.length - GRAM_BYTES;
    if (hasGram && this.#hasFirstGram[firstGramHash(data, start)] === 0) return;
    const patterns = hasGram
      ? this.#byFirstGram.get(gramAt(data, start))
      : this.#byFirstByte.get(data[start] as number);
    if (patterns === undefined) return;
    let longest = start;
    for (const pattern of patterns) {
      const end = match(pattern, data, start);
      if (end === CUT_OFF) candidates.push({ start, length: pattern.bytes.length });
      else if (end !== ABSENT) longest = Math.max(longest, end);
    }
    if (longest > start) spans.push({ start, end: longest });
  }

  #readDumps(data: Uint8Array, start: number, bits: number, findings: Findings): void {
    for (let index = 0; index < FORMS.length; index += 1) {
      const { form, bit, dumps, byFollower } = FORMS[index] as (typeof FORMS)[number];
      if ((bits & bit) === 0) continue;
      const end = form.read(data, start);
      if (end === ABSENT || (end === CUT_OFF && !this.#mayBegin(index, data, start))) continue;
      const isCutOff = end < 0 || end >= data.length;
      const possible = isCutOff ? dumps : (byFollower[data[end] as number] as readonly Dump[]);
      for (const dump of possible) this.#readDump(dump, data, start, findings);
    }
  }

  #mayBegin(form: number, data: Uint8Array, start: number): boolean {
    const beginning = String.fromCharCode(...data.subarray(start));
    const longest = (FORMS[form] as (typeof FORMS)[number]).form.width === 1 ? beginning.length : 1;
    return this.#knowsBeginning(form, beginning.slice(0, longest));
  }

  #knowsBeginning(index: number, beginning: string): boolean {
    const answers = this.#beginnings[index];
    const known = answers?.get(beginning);
    if (known !== undefined || answers === undefined) return known ?? false;
    const { form } = FORMS[index] as (typeof FORMS)[number];
    const isKnown = this.#known.hasBeginning(form, beginning);
    answers.set(beginning, isKnown);
    return isKnown;
  }

  #readDump(dump: Dump, data: Uint8Array, start: number, { spans, candidates }: Findings): void {
    const end = matchWindow(dump, data, start, this.#known);
    if (end === CUT_OFF) candidates.push({ start, length: WINDOW_LENGTH });
    if (end < 0) return;
    spans.push({ start, end });
    if (dump.hasText) findText(dump, data, { start, end }, { spans, candidates });
  }
}

/** Finds what a window shows once more as text, in the rest of its row. */
function findText(dump: Dump, data: Uint8Array, window: Span, { spans, candidates }: Findings): void {
  const text = windowText(dump, data, window.start, window.end);
  const rest = Buffer.from(data.buffer, data.byteOffset + window.end, data.length - window.end).subarray(
    0,
    TEXT_REACH,
  );
  const newline = rest.indexOf(0x0a);
  if (newline < 0 && rest.length < TEXT_REACH) candidates.push({ start: window.start, length: Infinity });
  const row = newline < 0 ? rest : rest.subarray(0, newline);
  for (let at = row.indexOf(text); at >= 0; at = row.indexOf(text, at + 1)) {
    spans.push({ start: window.end + at, end: window.end + at + text.length });
  }
}

function firstGramHash(bytes: Uint8Array, at: number): number {
  return Math.imul(gramAt(bytes, at), 0x9e3779b1) >>> (32 - FIRST_GRAM_BITS);
}

function startAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
}

function addTo(lists: Map<number, Pattern[]>, key: number, pattern: Pattern): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [pattern]);
  else list.push(pattern);
}

/** The occurrences in order, those that overlap as one. */
function inOrder(occurrences: Span[]): Span[] {
  const spans: Span[] = [];
  for (const span of occurrences.sort((one, other) => one.start - other.start)) {
    const last = spans.at(-1);
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end);
    else spans.push(span);
  }
  return spans;
}

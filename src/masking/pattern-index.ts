import { ABSENT, CUT_OFF, gramAt, OCTAL_WORD } from './byte-form.ts';
import {
  DUMPS,
  type Dump,
  dumpsByFollower,
  hasGap,
  matchWindow,
  TEXT_REACH,
  windowText,
  writeUnits,
} from './dump.ts';
import { GramFilter } from './gram-filter.ts';
import { KnownBytes } from './known-bytes.ts';
import { isSame, match, type Pattern, UNBROKEN } from './pattern.ts';

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
/** Of the hash of a gram: more than there are lists, so that hardly any gram seems to be one. */
const GRAM_BITS = 16;
const LIST_BITS = 13;
/** The grams that a position is recognized by have to lie in the bytes of a pattern that no line break can part. */
const LONGEST_STRIDE = UNBROKEN - GRAM_BYTES + 1;
/** Bytes of a dump's window that are held back at most before the pause ends: of the shortest, some. */
const WINDOW_LENGTH = 11;

/** Makes small and capital letters alike. */
const FOLD_TWO = 0xdfdf;

interface KnownPattern {
  readonly pattern: Pattern;
  readonly next: KnownPattern | undefined;
}

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
  readonly #dumped: Uint8Array[] = [];
  /** By the hash of their first gram. */
  readonly #patterns: (KnownPattern | undefined)[] = new Array(1 << LIST_BITS);
  /** Whether there are any: cheaper to ask, and nearly always there are none. */
  readonly #hasFirstGram = new Uint8Array(1 << GRAM_BITS);
  /** To tell which patterns are there already. */
  readonly #byLastGram: (KnownPattern | undefined)[] = new Array(1 << LIST_BITS);
  /** For the data's last bytes, too few for a gram. */
  readonly #byFirstByte: (KnownPattern | undefined)[] = new Array(1 << 8);
  readonly #known = new KnownBytes();
  /** By the first two characters of a window, small or capital letters, the bits of the forms that may begin with them. */
  readonly #formsByStart = new Uint8Array(1 << 16);
  /** By form, whether a text is the beginning of what a byte of a secret is written as; found out once each. */
  #beginnings: readonly Map<string, boolean>[] = [];

  /** @param pattern of at least four bytes; one that is there already changes nothing */
  add(pattern: Pattern): void {
    const { bytes, start, end } = pattern;
    // Keys of one kind begin alike, and end differently.
    const ending = listOf(gramHash(bytes, end - GRAM_BYTES));
    for (let known = this.#byLastGram[ending]; known !== undefined; known = known.next) {
      if (isSame(pattern, known.pattern)) return;
    }
    this.#byLastGram[ending] = { pattern, next: this.#byLastGram[ending] };
    const hash = gramHash(bytes, start);
    const place = listOf(hash);
    this.#patterns[place] = { pattern, next: this.#patterns[place] };
    this.#hasFirstGram[hash] = 1;
    const first = bytes[start] as number;
    this.#byFirstByte[first] = { pattern, next: this.#byFirstByte[first] };
    this.#stride = Math.min(this.#stride, end - start - GRAM_BYTES + 1);
    this.#note(pattern);
    if (this.#filter.isFull) this.#enlarge();
  }

  /** Finds these bytes in dumps too, from four in a row on. */
  addDumps(bytes: Uint8Array): void {
    this.#known.add(bytes);
    this.#dumped.push(bytes);
    this.#noteDumps(bytes);
    this.#beginnings = FORMS.map(() => new Map());
    if (this.#filter.isFull) this.#enlarge();
  }

  #note({ bytes, start }: Pattern): void {
    this.#filter.add(bytes, start, start + this.#stride, PATTERN);
  }

  #noteDumps(bytes: Uint8Array): void {
    for (const { form, dumps, bit } of FORMS) {
      const places = form.width === 1 ? [bytes] : [bytes, bytes.subarray(1)];
      for (const units of places.map((place) => writeUnits(form, place))) {
        for (const gaps of dumps.flatMap(({ rows }) => rows)) this.#noteRow(units, gaps, bit);
      }
    }
  }

  /** The grams that a window may be recognized by, at each unit that one may begin with. */
  #noteRow(units: readonly string[], gaps: readonly string[], bit: number): void {
    let text = '';
    for (let index = 0; index < units.length; index++) {
      text += (units[index] as string) + (gaps[index % gaps.length] as string);
    }
    const row = Buffer.from(text, 'latin1');
    let start = 0;
    let noted = 0;
    for (let index = 0; start + UNBROKEN <= row.length; index++) {
      const characters = startAt(row, start);
      this.#formsByStart[characters] = (this.#formsByStart[characters] as number) | bit;
      const end = start + LONGEST_STRIDE;
      this.#filter.add(row, Math.max(start, noted), end, bit);
      noted = end;
      start += (units[index] as string).length + (gaps[index % gaps.length] as string).length;
    }
  }

  #enlarge(): void {
    this.#filter.enlarge();
    for (let known of this.#byFirstByte) {
      for (; known !== undefined; known = known.next) this.#note(known.pattern);
    }
    for (const bytes of this.#dumped) this.#noteDumps(bytes);
  }

  /** All occurrences in the data, and what may become one when more data comes. */
  find(data: Uint8Array): Findings {
    const findings: Findings = { spans: [], candidates: [] };
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    const lastGram = data.length - GRAM_BYTES;
    const stride = this.#stride;
    let at = this.#filter.next(view, stride - 1, stride);
    while (at <= lastGram) {
      this.#compareBefore(data, at, this.#filter.kindsAt(view, at), findings);
      at = this.#filter.next(view, at + stride, stride);
    }
    // What begins in the stride before the end, or ends beyond it, does not show in the filter.
    for (let start = at - stride + 1; start < data.length; start++) {
      this.#compareAt(data, start, PATTERN | ANY_FORM, findings);
    }
    return { ...findings, spans: inOrder(findings.spans) };
  }

  /** What begins at a position with a gram of these kinds, or up to a stride before it. */
  #compareBefore(data: Uint8Array, position: number, kinds: number, findings: Findings): void {
    const mayBeDump = kinds > PATTERN && hasGap(data, position, (kinds & OCTAL) !== 0);
    const bits = mayBeDump ? kinds : kinds & PATTERN;
    if (bits === 0) return;
    for (let start = position - this.#stride + 1; start <= position; start++) {
      this.#compareAt(data, start, bits, findings);
    }
  }

  #compareAt(data: Uint8Array, start: number, bits: number, findings: Findings): void {
    if ((bits & PATTERN) !== 0) this.#comparePatterns(data, start, findings);
    const isLast = start + 1 === data.length;
    const forms = isLast ? bits & ANY_FORM : bits & (this.#formsByStart[startAt(data, start)] as number);
    if (forms !== 0) this.#readDumps(data, start, forms, findings);
  }

  #comparePatterns(data: Uint8Array, start: number, { spans, candidates }: Findings): void {
    const hasGram = start <= data.length - GRAM_BYTES;
    const hash = hasGram ? gramHash(data, start) : 0;
    if (hasGram && this.#hasFirstGram[hash] === 0) return;
    let known = hasGram ? this.#patterns[listOf(hash)] : this.#byFirstByte[data[start] as number];
    let longest = start;
    for (; known !== undefined; known = known.next) {
      const { pattern } = known;
      const end = match(pattern, data, start);
      if (end === CUT_OFF) candidates.push({ start, length: pattern.end - pattern.start });
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

function gramHash(bytes: Uint8Array, at: number): number {
  return Math.imul(gramAt(bytes, at), 0x9e3779b1) >>> (32 - GRAM_BITS);
}

function listOf(hash: number): number {
  return hash >>> (GRAM_BITS - LIST_BITS);
}

function startAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) | ((bytes[at + 1] as number) << 8)) & FOLD_TWO;
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

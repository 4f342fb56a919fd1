import { ABSENT, type ByteForm, CUT_OFF, gramAt } from './byte-form.ts';
import {
  DUMPS,
  type Dump,
  dumpsByFollower,
  gapSpread,
  matchWindow,
  TEXT_REACH,
  WINDOW_BYTES,
  windowText,
  writeUnits,
} from './dump.ts';
import { GRAM_BYTES, GramFilter } from './gram-filter.ts';
import { KnownBytes } from './known-bytes.ts';
import { isSame, match, type Pattern, UNBROKEN } from './pattern.ts';

/** Bytes from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  end: number;
}

/** A possible occurrence that is cut off by the end of the data. */
export interface Candidate {
  readonly start: number;
  /** The length of the started pattern in bytes. Infinite for a row's text, which is not released after a pause. */
  readonly length: number;
}

export interface Findings {
  /** In order. Overlapping occurrences are one span, adjacent ones are two. */
  readonly spans: Span[];
  /** In order of their start. */
  readonly candidates: Candidate[];
}

/** The length of the shortest possible pattern, in bytes. */
const SHORTEST_PATTERN = 4;
/** The bits of the hash of a pattern's first four bytes. There are more values than lists, so false matches are rare. */
const HASH_BITS = 16;
const LIST_BITS = 13;
/** Bytes that are searched without the filter, because filling it takes longer (measured: 30 ms). Short logs need no more. */
const UNFILTERED_BYTES = 4096;
/** The length that a started window of a dump counts as, in bytes: about that of the shortest ones. */
const WINDOW_LENGTH = 11;

/** Folds upper and lower case. */
const FOLD_ONE = 0xdf;
const FOLD_TWO = 0xdfdf;

interface KnownPattern {
  readonly pattern: Pattern;
  readonly next: KnownPattern | undefined;
}

/** The filter's bit for a gram of a pattern; the forms of bytes in dumps have others. */
const PATTERN = 1;
const ANY_FORM = 0xff - PATTERN;

interface DumpKind {
  readonly form: ByteForm;
  /** The filter's bit. */
  readonly bit: number;
  readonly dumps: readonly Dump[];
  readonly byFollower: readonly (readonly Dump[])[];
}

let kinds: readonly DumpKind[] | undefined;

/** Created on first use, because many programs that load this mask nothing. */
function dumpKinds(): readonly DumpKind[] {
  kinds ??= [...new Set(DUMPS.map(({ form }) => form))].map((form, index) => {
    const dumps = DUMPS.filter((dump) => dump.form === form);
    return { form, bit: 2 << index, dumps, byFollower: dumpsByFollower(dumps) };
  });
  return kinds;
}

/**
 * Finds many patterns at once, after Wu and Manber, "A fast algorithm for multi-pattern searching" (1994). It looks only at
 * every fourth position: whether its five bytes occur at one of the first four offsets of any pattern. If so, it compares
 * the positions just before. Unlike an Aho-Corasick automaton, it needs only the patterns' own bytes and a filter, so a job
 * can learn new secrets for days.
 *
 * Rows of a dump can begin anywhere in a secret, so there are no patterns for them. Where the filter reports a possible
 * row, it is decoded, and its bytes are looked up.
 */
export class PatternIndex {
  /** Bytes of the shortest pattern, of those that no line break can part: a gram at each stride has to lie in them. */
  #shortest = UNBROKEN;
  /** Filled once the first bytes have been searched without it. */
  #filter: GramFilter | undefined;
  /** How many more bytes are searched without the filter. */
  #unfilteredBytes: number;
  readonly #dumped: Uint8Array[] = [];
  /** By the hash of their first four bytes. */
  readonly #patterns: (KnownPattern | undefined)[] = new Array(1 << LIST_BITS);
  /** Whether a list has entries. This check is cheaper, and lists are nearly always empty. */
  readonly #hasStart = new Uint8Array(1 << HASH_BITS);
  /** For finding patterns that exist already. */
  readonly #byEnd: (KnownPattern | undefined)[] = new Array(1 << LIST_BITS);
  /**
   * The length of the shortest pattern by its first one, two and three bytes, for the data's last bytes, which are too
   * few for a hash.
   */
  readonly #shortestByStart = new Map<number, number>();
  readonly #known = new KnownBytes();
  readonly #kinds = dumpKinds();
  /** The bits of the forms that may begin a window with two characters, by these characters in lower and upper case. */
  readonly #formsByStart = new Uint8Array(1 << 16);
  /** The same by only the first character, for the data's last byte. */
  readonly #formsByFirst = new Uint8Array(1 << 8);
  /** Whether a text begins the written form of a secret's byte, by form. Computed once for each text. */
  #beginnings: readonly Map<number, boolean>[] = [];

  constructor(unfilteredBytes = UNFILTERED_BYTES) {
    this.#unfilteredBytes = unfilteredBytes;
  }

  /** @param pattern a pattern of at least four bytes. An existing one changes nothing. */
  add(pattern: Pattern): void {
    const { bytes, start, end } = pattern;
    // Keys of one kind begin in the same way and end differently.
    const ending = listOf(hashAt(bytes, end - SHORTEST_PATTERN));
    for (let known = this.#byEnd[ending]; known !== undefined; known = known.next) {
      if (isSame(pattern, known.pattern)) return;
    }
    this.#byEnd[ending] = { pattern, next: this.#byEnd[ending] };
    const hash = hashAt(bytes, start);
    const place = listOf(hash);
    this.#patterns[place] = { pattern, next: this.#patterns[place] };
    this.#hasStart[hash] = 1;
    let beginning = 1;
    for (let at = start; at < start + SHORTEST_PATTERN - 1; at++) {
      beginning = joinByte(beginning, bytes[at] as number);
      const shortest = this.#shortestByStart.get(beginning);
      if (shortest === undefined || shortest > end - start) this.#shortestByStart.set(beginning, end - start);
    }
    this.#allow(end - start);
    if (this.#filter !== undefined) this.#note(this.#filter, pattern);
    if (this.#filter?.isFull) this.#enlarge(this.#filter);
  }

  /** Also finds at least four consecutive bytes of these in dumps. */
  addDumps(bytes: Uint8Array): void {
    this.#known.add(bytes);
    this.#dumped.push(bytes);
    this.#noteStarts(bytes);
    this.#beginnings = this.#kinds.map(() => new Map());
    if (this.#filter !== undefined) this.#noteDumps(this.#filter, bytes);
    if (this.#filter?.isFull) this.#enlarge(this.#filter);
  }

  get #stride(): number {
    return Math.max(1, this.#shortest - GRAM_BYTES + 1);
  }

  /** Makes the stride small enough to find patterns of this length. */
  #allow(length: number): void {
    const before = this.#shortest;
    this.#shortest = Math.min(before, length);
    if (this.#filter !== undefined && before >= GRAM_BYTES && this.#shortest < GRAM_BYTES) {
      this.#filter.shorten();
      this.#noteAll(this.#filter);
    }
  }

  #note(filter: GramFilter, { bytes, start }: Pattern): void {
    filter.add(bytes, start, start + this.#stride, PATTERN);
  }

  /** Notes how windows of these bytes may begin. */
  #noteStarts(bytes: Uint8Array): void {
    const distinct = [...new Set(bytes)];
    for (const { form, bit, dumps } of this.#kinds) {
      for (const byte of distinct) {
        const [text = ''] = form.width === 1 ? form.write(byte, 0) : form.write(0, byte);
        const texts = text.length > 1 ? [text] : dumps.flatMap(({ gaps }) => gaps.map((gap) => text + gap));
        for (const start of texts) this.#noteStart(startAt(Buffer.from(start), 0), bit);
      }
    }
  }

  #noteStart(characters: number, bit: number): void {
    this.#formsByStart[characters] = (this.#formsByStart[characters] as number) | bit;
    const first = characters & 0xff;
    this.#formsByFirst[first] = (this.#formsByFirst[first] as number) | bit;
  }

  #noteDumps(filter: GramFilter, bytes: Uint8Array): void {
    for (const kind of this.#kinds) {
      const { form, dumps } = kind;
      const places = form.width === 1 ? [bytes] : [bytes, bytes.subarray(1)];
      for (const units of places.map((place) => writeUnits(form, place))) {
        for (const dump of dumps) this.#noteRows(filter, units, dump, kind);
      }
    }
  }

  #noteRows(filter: GramFilter, units: readonly string[], dump: Dump, kind: DumpKind): void {
    const spread = gapSpread(dump);
    for (const gaps of dump.rows) this.#noteRow(filter, units, gaps, spread, kind);
  }

  /**
   * The grams that a window may be recognized by, at each unit that one may begin with.
   *
   * @param spread how many characters nearer a gram may be to the window's start, after a gap that is shorter than here
   */
  #noteRow(
    filter: GramFilter,
    units: readonly string[],
    gaps: readonly string[],
    spread: number,
    { form, bit }: DumpKind,
  ): void {
    const starts: number[] = [];
    let text = '';
    for (let index = 0; index < units.length; index++) {
      starts.push(text.length);
      text += (units[index] as string) + (gaps[index % gaps.length] as string);
    }
    const row = Buffer.from(text, 'latin1');
    const last = WINDOW_BYTES / form.width - 1;
    let noted = 0;
    for (let index = 0; index + last < units.length; index++) {
      const start = starts[index] as number;
      this.#allow((starts[index + last] as number) + (units[index + last] as string).length - start);
      const end = start + this.#stride + spread;
      filter.add(row, Math.max(start, noted), end, bit);
      noted = end;
    }
  }

  #fillFilter(): GramFilter {
    const filter = new GramFilter();
    this.#filter = filter;
    if (this.#shortest < GRAM_BYTES) filter.shorten();
    this.#noteAll(filter);
    while (filter.isFull) this.#enlarge(filter);
    return filter;
  }

  #enlarge(filter: GramFilter): void {
    filter.enlarge();
    this.#noteAll(filter);
  }

  #noteAll(filter: GramFilter): void {
    for (let known of this.#patterns) {
      for (; known !== undefined; known = known.next) this.#note(filter, known.pattern);
    }
    for (const bytes of this.#dumped) this.#noteDumps(filter, bytes);
  }

  /** All occurrences in the data, and what may become one when more data comes. */
  find(data: Uint8Array): Findings {
    const findings: Findings = { spans: [], candidates: [] };
    this.#unfilteredBytes -= data.length;
    const rest = this.#unfilteredBytes < 0 ? this.#findFiltered(data, findings) : 0;
    for (let start = rest; start < data.length; start++) {
      this.#compareAt(data, start, PATTERN | ANY_FORM, findings);
    }
    return { ...findings, spans: inOrder(findings.spans) };
  }

  /** @returns where the last stride begins: the filter does not show what begins there, or ends beyond the data */
  #findFiltered(data: Uint8Array, findings: Findings): number {
    this.#filter ??= this.#fillFilter();
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    const lastGram = data.length - GRAM_BYTES;
    const stride = this.#stride;
    let at = this.#filter.next(view, data, stride - 1, stride);
    while (at <= lastGram) {
      this.#compareBefore(data, at, this.#filter.kindsAt(data, at), findings);
      at = this.#filter.next(view, data, at + stride, stride);
    }
    return at - stride + 1;
  }

  /** What begins at a position with a gram of these kinds, or up to a stride before it. */
  #compareBefore(data: Uint8Array, position: number, kinds: number, findings: Findings): void {
    for (let start = position - this.#stride + 1; start <= position; start++) {
      this.#compareAt(data, start, kinds, findings);
    }
  }

  #compareAt(data: Uint8Array, start: number, bits: number, findings: Findings): void {
    if ((bits & PATTERN) !== 0) this.#comparePatterns(data, start, findings);
    const isLast = start + 1 === data.length;
    const forms = isLast
      ? this.#formsByFirst[(data[start] as number) & FOLD_ONE]
      : this.#formsByStart[startAt(data, start)];
    const mayBegin = bits & (forms as number);
    if (mayBegin !== 0) this.#readDumps(data, start, mayBegin, findings);
  }

  #comparePatterns(data: Uint8Array, start: number, { spans, candidates }: Findings): void {
    if (start > data.length - SHORTEST_PATTERN) {
      const length = this.#shortestByStart.get(joinBytes(data, start, data.length));
      if (length !== undefined) candidates.push({ start, length });
      return;
    }
    const hash = hashAt(data, start);
    if (this.#hasStart[hash] === 0) return;
    let known = this.#patterns[listOf(hash)];
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
    for (let index = 0; index < this.#kinds.length; index += 1) {
      const { form, bit, dumps, byFollower } = this.#kinds[index] as DumpKind;
      if ((bits & bit) === 0) continue;
      const end = form.read(data, start);
      if (end === ABSENT || (end === CUT_OFF && !this.#mayBegin(index, data, start))) continue;
      const isCutOff = end < 0 || end >= data.length;
      const possible = isCutOff ? dumps : (byFollower[data[end] as number] as readonly Dump[]);
      for (const dump of possible) this.#readDump(dump, data, start, findings);
    }
  }

  #mayBegin(index: number, data: Uint8Array, start: number): boolean {
    const { form } = this.#kinds[index] as DumpKind;
    const end = form.width === 1 ? data.length : start + 1;
    const answers = this.#beginnings[index] as Map<number, boolean>;
    const beginning = joinBytes(data, start, end);
    const known = answers.get(beginning);
    if (known !== undefined) return known;
    const isKnown = this.#known.hasBeginning(form, String.fromCharCode(...data.subarray(start, end)));
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

/** Finds the bytes of a window again as text, in the rest of its row. */
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

/** Up to six bytes as one number, which also encodes how many they are. */
function joinBytes(bytes: Uint8Array, from: number, to: number): number {
  let joined = 1;
  for (let at = from; at < to; at++) joined = joinByte(joined, bytes[at] as number);
  return joined;
}

function joinByte(joined: number, byte: number): number {
  return joined * 256 + byte;
}

function hashAt(bytes: Uint8Array, at: number): number {
  return Math.imul(gramAt(bytes, at), 0x9e3779b1) >>> (32 - HASH_BITS);
}

function listOf(hash: number): number {
  return hash >>> (HASH_BITS - LIST_BITS);
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

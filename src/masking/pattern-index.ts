import { ABSENT, CUT_OFF, match, type Pattern, UNBROKEN } from './pattern.ts';

/** Bytes from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  end: number;
}

/** The data ends in the midst of what may become an occurrence. */
export interface Candidate {
  readonly start: number;
  /** Bytes of the pattern that has begun. */
  readonly length: number;
}

export interface Findings {
  /** In order; occurrences that overlap are one span, those that only touch are two. */
  readonly spans: Span[];
  /** In order of their start. */
  readonly candidates: Candidate[];
}

const GRAM_BYTES = 4;
/** Filter entries; a byte each, so that the filter stays in the processor's nearest caches. */
const FILTER_SIZE = 1 << 16;
/** The grams that a position is recognized by have to lie in the bytes of a pattern that no line break can part. */
const LONGEST_STRIDE = UNBROKEN - GRAM_BYTES + 1;

/**
 * Finds many patterns at once, after Wu and Manber, "A fast algorithm for multi-pattern searching" (1994). Only every
 * fourth position is looked at: whether its four bytes occur at one of the first four offsets of any pattern. Where
 * they may, the places just before are compared. Unlike an Aho-Corasick automaton it costs the patterns' own bytes and a
 * filter, so that a job may learn new secrets for days.
 */
export class PatternIndex {
  readonly #stride: number;
  readonly #filter = new Uint8Array(FILTER_SIZE);
  readonly #byFirstGram = new Map<number, Pattern[]>();
  /** For the data's last bytes, too few for a gram. */
  readonly #byFirstByte = new Map<number, Pattern[]>();

  /** @param patterns each of at least four bytes */
  constructor(patterns: readonly Pattern[]) {
    const shortest = patterns.reduce((least, { bytes }) => Math.min(least, bytes.length), Infinity);
    this.#stride = Math.min(LONGEST_STRIDE, shortest - GRAM_BYTES + 1);
    for (const pattern of patterns) this.#add(pattern);
  }

  #add(pattern: Pattern): void {
    for (let offset = 0; offset < this.#stride; offset++) {
      this.#filter[filterEntry(gramAt(pattern.bytes, offset))] = 1;
    }
    addTo(this.#byFirstGram, gramAt(pattern.bytes, 0), pattern);
    addTo(this.#byFirstByte, pattern.bytes[0] as number, pattern);
  }

  /** All occurrences in the data, and what may become one when more data comes. */
  find(data: Uint8Array): Findings {
    const findings: Findings = { spans: [], candidates: [] };
    const lastGram = data.length - GRAM_BYTES;
    let next = 0;
    for (;;) {
      const hit = this.#nextHit(data, next + this.#stride - 1);
      // What begins in the stride before the end, or ends beyond it, does not show in the filter.
      const end = hit > lastGram ? data.length : hit + 1;
      for (next = hit - this.#stride + 1; next < end; next++) this.#compareAt(data, next, findings);
      if (end === data.length) return findings;
    }
  }

  /** The first position from `start` on, in strides, that passes the filter, or one beyond the last complete gram. */
  #nextHit(data: Uint8Array, start: number): number {
    const filter = this.#filter;
    const stride = this.#stride;
    const lastGram = data.length - GRAM_BYTES;
    let at = start;
    while (at <= lastGram && filter[filterEntry(gramAt(data, at))] === 0) at += stride;
    return at;
  }

  #compareAt(data: Uint8Array, start: number, { spans, candidates }: Findings): void {
    const hasGram = start <= data.length - GRAM_BYTES;
    const patterns = hasGram
      ? this.#byFirstGram.get(gramAt(data, start))
      : this.#byFirstByte.get(data[start] as number);
    let longest = start;
    for (const pattern of patterns ?? []) {
      const end = match(pattern, data, start);
      if (end === CUT_OFF) candidates.push({ start, length: pattern.bytes.length });
      else if (end !== ABSENT) longest = Math.max(longest, end);
    }
    if (longest > start) addSpan(spans, { start, end: longest });
  }
}

function addTo(lists: Map<number, Pattern[]>, key: number, pattern: Pattern): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [pattern]);
  else list.push(pattern);
}

/** Adds a span that starts no earlier than those there are. */
function addSpan(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end);
  else spans.push(span);
}

function gramAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

/** Fibonacci hashing: the upper bits of the product with 2^32 divided by the golden ratio. */
function filterEntry(gram: number): number {
  return Math.imul(gram, 0x9e3779b1) >>> 16;
}

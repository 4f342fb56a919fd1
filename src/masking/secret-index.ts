import { isMaskable } from './encodings.ts';
import { patternsOf } from './pattern.ts';
import { type Findings, PatternIndex } from './pattern-index.ts';

/** The secrets that one or several maskers search for. */
export class SecretIndex {
  readonly #secrets = new Set<string>();
  #patterns: PatternIndex | undefined;
  #waiting: string[] = [];
  readonly #unfilteredBytes: number | undefined;

  /** @param unfilteredBytes how many bytes are searched without a filter, which takes long to fill (4096) */
  constructor(unfilteredBytes?: number) {
    this.#unfilteredBytes = unfilteredBytes;
  }

  /** Adds a secret. A known or blank secret, or one shorter than four bytes, changes nothing. */
  learn(secret: string): void {
    if (!isMaskable(secret) || this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    this.#waiting.push(secret);
  }

  /** See {@link PatternIndex.find}. */
  find(data: Uint8Array): Findings {
    if (data.length === 0) return { spans: [], candidates: [] };
    this.#patterns ??= new PatternIndex(this.#unfilteredBytes);
    // Added only when there is something to search: each takes milliseconds, and a program may write nothing.
    for (const secret of this.#waiting) addSecret(this.#patterns, secret);
    this.#waiting = [];
    return this.#patterns.find(data);
  }
}

function addSecret(patterns: PatternIndex, secret: string): void {
  for (const pattern of patternsOf(secret)) patterns.add(pattern);
  patterns.addDumps(Buffer.from(secret));
}

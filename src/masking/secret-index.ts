import { isMaskable } from './encodings.ts';
import { patternsOf } from './pattern.ts';
import { type Findings, PatternIndex } from './pattern-index.ts';

/** The secrets that one masker or several look for. */
export class SecretIndex {
  readonly #secrets = new Set<string>();
  readonly #patterns = new PatternIndex();
  #waiting: string[] = [];

  /** Adds a secret. One that is known already, blank or shorter than four bytes changes nothing. */
  learn(secret: string): void {
    if (!isMaskable(secret) || this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    this.#waiting.push(secret);
  }

  /** See {@link PatternIndex.find}. */
  find(data: Uint8Array): Findings {
    if (this.#waiting.length > 0 && data.length > 0) this.#addPatterns();
    return this.#patterns.find(data);
  }

  /** Not before there is something to search: it takes milliseconds for each secret, and a program may write nothing. */
  #addPatterns(): void {
    for (const secret of this.#waiting) {
      for (const pattern of patternsOf(secret)) this.#patterns.add(pattern);
      this.#patterns.addDumps(Buffer.from(secret));
    }
    this.#waiting = [];
  }
}

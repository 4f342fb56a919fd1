import { Masker } from './masker.ts';
import type { SecretIndex } from './secret-index.ts';

/** Too short for a person at a prompt to notice, and longer than the gap between two writes of one line. */
const IDLE_MS = 100;
const LINE_FEED = 0x0a;

export interface MaskingOptions {
  /** The pause after which held-back bytes are released, in milliseconds (100). */
  readonly idleMs?: number;
  /** Secrets that this masker shares with others. */
  readonly index?: SecretIndex;
}

/** A {@link Masker} that, after a short pause, passes on what is safe to release, see {@link Masker.idle}. */
export class TimedMasker {
  readonly #masker: Masker;
  readonly #pass: (bytes: Buffer) => void;
  readonly #idleMs: number;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param secrets see {@link Masker.learn}
   * @param pass receives the output. It may be a part of the chunk that is being written, not a copy.
   */
  constructor(
    secrets: Iterable<string>,
    pass: (bytes: Buffer) => void,
    { idleMs = IDLE_MS, index }: MaskingOptions = {},
  ) {
    this.#masker = new Masker(secrets, index);
    this.#pass = (bytes) => {
      if (bytes.length > 0) pass(bytes);
    };
    this.#idleMs = idleMs;
  }

  /** Masks another secret in everything that has not yet been passed on, see {@link Masker.learn}. */
  learn(secret: string): void {
    this.#masker.learn(secret);
  }

  write(chunk: Buffer): void {
    this.stop();
    // Held-back bytes are joined only with the rest of their line. Joining the whole chunk would copy all of it.
    const lineEnd = this.#masker.heldBytes > 0 ? chunk.indexOf(LINE_FEED) + 1 : 0;
    if (lineEnd > 0) this.#pass(this.#masker.write(chunk.subarray(0, lineEnd)));
    this.#pass(this.#masker.write(chunk.subarray(lineEnd)));
    if (this.#masker.heldBytes > 0) {
      this.#timer = setTimeout(() => this.#pass(this.#masker.idle()), this.#idleMs);
    }
  }

  /** Passes on the rest. */
  end(): void {
    this.stop();
    this.#pass(this.#masker.end());
  }

  /** Passes on nothing more until the next chunk. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}

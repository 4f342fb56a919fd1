import { Transform, type TransformCallback } from 'node:stream';
import { Masker } from './masker.ts';
import type { SecretIndex } from './secret-index.ts';

/** Too short for a person at a prompt to notice, and longer than the gap between two writes of one line. */
const IDLE_MS = 100;
const LINE_FEED = 0x0a;

interface MaskingOptions {
  /** The pause after which held-back bytes are released, in milliseconds (100). */
  readonly idleMs?: number;
  /** Secrets that this stream shares with others. */
  readonly index?: SecretIndex;
}

/** A {@link Masker} as a stream of bytes. After a short pause it releases what is safe to release, see {@link Masker.idle}. */
export class MaskingStream extends Transform {
  readonly #masker: Masker;
  readonly #idleMs: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param secrets see {@link Masker.learn} */
  constructor(secrets: Iterable<string> = [], { idleMs = IDLE_MS, index }: MaskingOptions = {}) {
    super();
    this.#masker = new Masker(secrets, index);
    this.#idleMs = idleMs;
  }

  /** Masks another secret in everything that this stream has not yet released, see {@link Masker.learn}. */
  learn(secret: string): void {
    this.#masker.learn(secret);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    clearTimeout(this.#timer);
    // Held-back bytes are joined only with the rest of their line. Joining the whole chunk would copy all of it.
    const lineEnd = this.#masker.heldBytes > 0 ? chunk.indexOf(LINE_FEED) + 1 : 0;
    if (lineEnd > 0) this.#pass(this.#masker.write(chunk.subarray(0, lineEnd)));
    this.#pass(this.#masker.write(chunk.subarray(lineEnd)));
    if (this.#masker.heldBytes > 0) {
      this.#timer = setTimeout(() => this.#pass(this.#masker.idle()), this.#idleMs);
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    clearTimeout(this.#timer);
    this.#pass(this.#masker.end());
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#timer);
    super._destroy(error, done);
  }

  #pass(bytes: Buffer): void {
    if (bytes.length > 0) this.push(bytes);
  }
}

import { Transform, type TransformCallback } from 'node:stream';
import { type MaskingOptions, TimedMasker } from './timed-masker.ts';

/** A {@link TimedMasker} as a stream of bytes. */
export class MaskingStream extends Transform {
  readonly #masker: TimedMasker;

  /** @param secrets see {@link TimedMasker.learn} */
  constructor(secrets: Iterable<string> = [], options: MaskingOptions = {}) {
    super();
    this.#masker = new TimedMasker(secrets, (bytes) => this.push(bytes), options);
  }

  /** Masks another secret in everything that this stream has not yet released, see {@link TimedMasker.learn}. */
  learn(secret: string): void {
    this.#masker.learn(secret);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#masker.write(chunk);
    done();
  }

  override _flush(done: TransformCallback): void {
    this.#masker.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#masker.stop();
    super._destroy(error, done);
  }
}

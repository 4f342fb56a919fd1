import { SecretIndex } from './secret-index.ts';
import { MaskingStream } from './stream.ts';

/** The two streams that a program writes, masked in the same way. */
export class MaskedOutputs {
  readonly #index = new SecretIndex();
  readonly stdout = new MaskingStream([], { index: this.#index });
  readonly stderr = new MaskingStream([], { index: this.#index });

  /** Masks more secrets in everything that the streams have not yet released. */
  learn(secrets: readonly string[]): void {
    for (const secret of secrets) this.#index.learn(secret);
  }
}

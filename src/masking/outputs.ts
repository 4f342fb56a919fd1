import { MaskingStream } from './stream.ts';

/** The two streams that a program writes, masked alike. */
export class MaskedOutputs {
  readonly stdout = new MaskingStream();
  readonly stderr = new MaskingStream();

  /** Masks more secrets in all that neither stream has released yet. */
  learn(secrets: readonly string[]): void {
    for (const secret of secrets) {
      this.stdout.learn(secret);
      this.stderr.learn(secret);
    }
  }
}

import { Masker } from './masker.ts';

/** A text, such as an error message, with every encoding of the secrets replaced by `***`; see {@link Masker.learn}. */
export function redact(text: string, secrets: readonly string[]): string {
  const masker = new Masker(secrets);
  return Buffer.concat([masker.write(Buffer.from(text)), masker.end()]).toString();
}

import type { ByteForm } from './byte-form.ts';

/**
 * Which bytes follow one another in any of the secrets. A dump's window needs no more, however many secrets there are.
 */
export class KnownBytes {
  readonly #bytes = new Uint8Array(1 << 8);
  readonly #pairs = new Uint8Array(1 << 16);
  readonly #quads = new Set<number>();

  /** Four spaces reveal nothing, so they are left out. */
  add(bytes: Uint8Array): void {
    let row = 0;
    let blanks = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      row = append(row, byte);
      blanks = isBlank(byte) ? blanks + 1 : 0;
      this.#bytes[byte] = 1;
      if (at >= 1) this.#pairs[row >>> 16] = 1;
      if (at >= 3 && blanks < 4) this.#quads.add(row);
    }
  }

  /** Whether these may be in a secret, judged by the last four. Called after each byte. */
  has(row: number, count: number): boolean {
    if (count === 1) return this.#bytes[row >>> 24] === 1;
    if (count < 4) return this.#pairs[row >>> 16] === 1;
    return this.#quads.has(row);
  }

  /** Whether the written form of any byte begins like this. For a word, this means its last byte, which comes first. */
  hasBeginning({ write, width }: ByteForm, beginning: string): boolean {
    return this.#bytes.some((isKnown, byte) => {
      if (isKnown === 0) return false;
      const texts = width === 1 ? write(byte, 0) : write(0, byte);
      return texts.some((text) => text.startsWith(beginning));
    });
  }
}

/** The last four bytes of a row, the last one on top. */
export function append(row: number, byte: number): number {
  return (row >>> 8) | (byte << 24);
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

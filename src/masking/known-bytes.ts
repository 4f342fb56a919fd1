import type { ByteForm } from './byte-form.ts';

/** Which bytes stand in a row in any of the secrets: all that a dump's window needs, however many secrets there are. */
export class KnownBytes {
  readonly #bytes = new Uint8Array(1 << 8);
  readonly #pairs = new Uint8Array(1 << 16);
  readonly #quads = new Set<number>();

  /** @returns where four bytes begin that were in none so far; four blanks, which tell nothing, are in none */
  add(bytes: Uint8Array): number[] {
    const added: number[] = [];
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      const four = bytes.subarray(at, at + 4);
      const quad = four.reduce(append, 0);
      if (this.#quads.has(quad) || four.every(isBlank)) continue;
      this.#quads.add(quad);
      for (const byte of four) this.#bytes[byte] = 1;
      for (const row of [four.subarray(0, 2), four.subarray(1, 3), four.subarray(2)])
        this.#pairs[row.reduce(append, 0) >>> 16] = 1;
      added.push(at);
    }
    return added;
  }

  /** Whether these may be in a secret, as far as the last four tell: asked after each byte. */
  has(row: number, count: number): boolean {
    if (count === 1) return this.#bytes[row >>> 24] === 1;
    if (count < 4) return this.#pairs[row >>> 16] === 1;
    return this.#quads.has(row);
  }

  /** Whether any byte is written like that at first; of a word the last byte, which comes first. */
  hasBeginning({ write, width }: ByteForm, beginning: string): boolean {
    return this.#bytes.some((isKnown, byte) => {
      if (isKnown === 0) return false;
      const texts = width === 1 ? write(byte, 0) : write(0, byte);
      return texts.some((text) => String.fromCharCode(...text).startsWith(beginning));
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

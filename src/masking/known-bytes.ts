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

  /** All beginnings of a byte, or of a word by its last byte, which is written first: one character, or more. */
  beginnings({ write, width }: ByteForm): Set<string> {
    const known = Array.from(this.#bytes.keys()).filter((byte) => this.#bytes[byte] === 1);
    return new Set(
      known.flatMap((byte) => {
        const texts = (width === 1 ? write(byte, 0) : write(0, byte)).map((text) =>
          String.fromCharCode(...text),
        );
        return texts.flatMap((text) => Array.from(text, (_, end) => text.slice(0, end + 1)));
      }),
    );
  }
}

/** The last four bytes of a row, the last one on top. */
export function append(row: number, byte: number): number {
  return (row >>> 8) | (byte << 24);
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

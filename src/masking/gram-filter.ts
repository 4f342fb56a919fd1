import { gramAt } from './byte-form.ts';

/** Bits of the filter: 32 KB, which stay in the processor's nearest cache. It has room for a session's secrets. */
const SMALLEST = 18;
const LARGEST = 23;
/** Bits for each gram, so that little passes that is not in it. */
const BITS_PER_GRAM = 12;
const KINDS = 18;
/** Makes small and capital letters alike: digits in hex come in both, and are added once. */
const FOLD = 0xdfdfdfdf | 0;

/**
 * A set of four bytes in a row, each with the kinds of text that it may be part of. Now and then it finds what is not in
 * it, and never the other way round.
 */
export class GramFilter {
  #shift = 32 - SMALLEST;
  #bits = new Int32Array(1 << (SMALLEST - 5));
  /** Asked after the bits alone, it may be larger than they. */
  readonly #kinds = new Uint8Array(1 << KINDS);
  #size = 0;

  /** Whether so many have been added that the rest of it finds more than it should: it has to be filled anew. */
  get isFull(): boolean {
    return this.#size * BITS_PER_GRAM > this.#bits.length * 32 && this.#shift > 32 - LARGEST;
  }

  /** Empties it, with room for twice as much. */
  enlarge(): void {
    this.#shift -= 1;
    this.#bits = new Int32Array(this.#bits.length * 2);
    this.#size = 0;
  }

  /**
   * Adds the four bytes at each position from `from` up to, not including, `to`.
   *
   * @param kind one bit of eight
   */
  add(bytes: Uint8Array, from: number, to: number, kind: number): void {
    const bits = this.#bits;
    const kinds = this.#kinds;
    const shift = this.#shift;
    for (let at = from; at < to; at++) {
      const gram = gramAt(bytes, at) & FOLD;
      const entry = bitOf(gram, shift);
      const mask = 1 << (entry & 31);
      const word = bits[entry >>> 5] as number;
      if ((word & mask) === 0) this.#size += 1;
      bits[entry >>> 5] = word | mask;
      const place = kindsOf(gram);
      kinds[place] = (kinds[place] as number) | kind;
    }
  }

  /**
   * The first position from `start` on, in strides, whose four bytes pass, or one beyond the last that has four. Of a log
   * without secrets this loop is nearly all that the masker does: hence a view, which reads four bytes at once.
   */
  next(data: DataView, start: number, stride: number): number {
    const bits = this.#bits;
    const kinds = this.#kinds;
    const shift = this.#shift;
    const lastGram = data.byteLength - 4;
    let at = start;
    while (at <= lastGram) {
      const gram = data.getInt32(at, true) & FOLD;
      const entry = bitOf(gram, shift);
      if ((((bits[entry >>> 5] as number) >>> (entry & 31)) & 1) !== 0 && kinds[kindsOf(gram)] !== 0) break;
      at += stride;
    }
    return at;
  }

  /** The kinds of the four bytes at a position that {@link next} has found. */
  kindsAt(data: DataView, at: number): number {
    return this.#kinds[kindsOf(data.getInt32(at, true) & FOLD)] as number;
  }
}

/** Fibonacci hashing: the upper bits of the product with 2^32 divided by the golden ratio. */
function bitOf(gram: number, shift: number): number {
  return Math.imul(gram, 0x9e3779b1) >>> shift;
}

/** By another odd number, so that what collides there does not here. */
function kindsOf(gram: number): number {
  return Math.imul(gram ^ (gram >>> 15), 0x85ebca6b) >>> (32 - KINDS);
}

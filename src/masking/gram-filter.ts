import { gramAt } from './byte-form.ts';

/** The length of a gram in bytes, unless a pattern is shorter. Four hex digits in a row occur in many logs by chance. */
export const GRAM_BYTES = 5;

/** Bits of the filter: 128 KB, which stay in the processor's nearer caches. It has room for a session's secrets. */
const SMALLEST = 20;
const LARGEST = 23;
/** Bits for each gram. With several, little other text passes. */
const BITS_PER_GRAM = 24;
const KINDS = 18;
/** Folds upper and lower case, because hex digits occur in both and are added once. */
const FOLD = 0xdfdfdfdf | 0;
const FOLD_ONE = 0xdf;

/**
 * A set of sequences of five bytes, each with the kinds of text that it may belong to. It sometimes reports a sequence that
 * was not added, and never misses one that was.
 */
export class GramFilter {
  #shift = 32 - SMALLEST;
  #bits = new Int32Array(1 << (SMALLEST - 5));
  /** It may be larger than the bits, because it is read only after them. */
  readonly #kinds = new Uint8Array(1 << KINDS);
  #size = 0;
  /** The mask for the fifth byte: zero if grams have four bytes. */
  #fifth = FOLD_ONE;

  /** Whether so many grams were added that it reports too much. It must then be filled again. */
  get isFull(): boolean {
    return this.#size * BITS_PER_GRAM > this.#bits.length * 32 && this.#shift > 32 - LARGEST;
  }

  /** Empties it, with room for twice as much. */
  enlarge(): void {
    this.#shift -= 1;
    this.#bits = new Int32Array(this.#bits.length * 2);
    this.#size = 0;
  }

  /** Empties it. Grams then have four bytes, for patterns that are no longer. */
  shorten(): void {
    this.#fifth = 0;
    this.#bits.fill(0);
    this.#kinds.fill(0);
    this.#size = 0;
  }

  /**
   * Adds the gram at each position from `from` up to, not including, `to`.
   *
   * @param kind one bit of eight
   */
  add(bytes: Uint8Array, from: number, to: number, kind: number): void {
    const bits = this.#bits;
    const kinds = this.#kinds;
    const shift = this.#shift;
    for (let at = from; at < to; at++) {
      const gram = join(gramAt(bytes, at), (bytes[at + 4] as number) & this.#fifth);
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
   * The first position from `start`, in strides, whose gram is in the set, or one beyond the last position with five bytes.
   * For a log without secrets, this loop is nearly all that the masker does, so it uses a view, which reads four bytes at a
   * time.
   */
  next(view: DataView, data: Uint8Array, start: number, stride: number): number {
    const bits = this.#bits;
    const kinds = this.#kinds;
    const shift = this.#shift;
    const fifth = this.#fifth;
    const lastGram = data.length - GRAM_BYTES;
    let at = start;
    while (at <= lastGram) {
      const gram = join(view.getInt32(at, true), (data[at + 4] as number) & fifth);
      const entry = bitOf(gram, shift);
      if ((((bits[entry >>> 5] as number) >>> (entry & 31)) & 1) !== 0 && kinds[kindsOf(gram)] !== 0) break;
      at += stride;
    }
    return at;
  }

  /** The kinds of the gram at a position that {@link next} has found. */
  kindsAt(data: Uint8Array, at: number): number {
    return this.#kinds[kindsOf(join(gramAt(data, at), (data[at + 4] as number) & this.#fifth))] as number;
  }
}

/** Five bytes, hashed into four. */
function join(four: number, fifth: number): number {
  return (four & FOLD) ^ Math.imul(fifth, 0x85ebca6b);
}

/** Fibonacci hashing: the upper bits of the product with 2^32 divided by the golden ratio. */
function bitOf(gram: number, shift: number): number {
  return Math.imul(gram, 0x9e3779b1) >>> shift;
}

/** By another odd number, so that what collides there does not here. */
function kindsOf(gram: number): number {
  return Math.imul(gram ^ (gram >>> 15), 0x85ebca6b) >>> (32 - KINDS);
}

/**
 * Compares in S3's order, by the bytes of the UTF-8 encoding. JavaScript compares UTF-16 units, and so sorts surrogates
 * (U+10000 and above) before U+E000 to U+FFFF.
 */
export function compareKeys(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const difference = utf8Rank(left.charCodeAt(index)) - utf8Rank(right.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function utf8Rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Values by key, with the keys in S3's order. */
export class KeyIndex<Value> {
  readonly #values = new Map<string, Value>();
  readonly #sorted: string[];

  constructor(entries: Iterable<readonly [string, Value]> = []) {
    for (const [key, value] of entries) this.#values.set(key, value);
    this.#sorted = [...this.#values.keys()].sort(compareKeys);
  }

  /** The keys, in order. */
  get keys(): readonly string[] {
    return this.#sorted;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    if (!this.#values.has(key)) {
      this.#sorted.splice(
        this.firstIndex((other) => compareKeys(other, key) >= 0),
        0,
        key,
      );
    }
    this.#values.set(key, value);
  }

  delete(key: string): void {
    if (!this.#values.delete(key)) return;
    this.#sorted.splice(
      this.firstIndex((other) => compareKeys(other, key) >= 0),
      1,
    );
  }

  /** The first position for which `reached` is true. It must also be true for all later ones. */
  firstIndex(reached: (key: string) => boolean, from = 0): number {
    let low = from;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (reached(this.#sorted[middle] as string)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** The spread of several measurements. */
export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { least: at(0), median: at(sorted.length >> 1), most: at(sorted.length - 1) };
}

/** Such as `0.36 (0.31 to 0.44)`. */
export function formatSpread({ least, median, most }: Spread, digits = 2): string {
  const [low, middle, high] = [least, median, most].map((value) => value.toFixed(digits));
  return `${middle} (${low} to ${high})`;
}

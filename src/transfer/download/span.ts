/** A range of bytes of a file. */
export interface Span {
  readonly start: number;
  /** The position after the last byte. */
  readonly end: number;
}

/** Joins adjacent spans. @param spans in order */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last?.end === span.start) joined[joined.length - 1] = { start: last.start, end: span.end };
    else joined.push(span);
  }
  return joined;
}

/** Splits spans into pieces. @param most bytes of a piece */
export function* cutSpans(spans: readonly Span[], most: number): Generator<Span> {
  for (const { start, end } of spans) {
    for (let at = start; at < end; at += most) yield { start: at, end: Math.min(at + most, end) };
  }
}

export function bytesOfSpans(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

import { WireError } from '../error.ts';

/** Bytes from `start` up to but not including `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a Range header for a body of `size` bytes. If it has several ranges, RGW takes the first.
 * @returns `undefined` for the whole body, if there is no header or an invalid one.
 * @throws WireError InvalidRange if the range is after the end, or ends before it starts.
 */
export function readRange(value: string | undefined, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})(?:,.*)?$/.exec(value?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  // For RGW, "the last 0 bytes" are all of them.
  const fromEnd = Number(last) === 0 ? size : Number(last);
  const range =
    first === ''
      ? { start: Math.max(0, size - fromEnd), end: size }
      : { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1) };
  if (range.start >= size || range.end <= range.start)
    throw new WireError(
      'InvalidRange',
      `The range starts after the end of the object, which has ${size} bytes.`,
    );
  return range;
}

/** Reads `x-amz-copy-source-range`, which must have both ends, within the object. @throws WireError InvalidArgument */
export function readCopyRange(value: string, size: number): ByteRange {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(value) ?? [];
  const range = { start: Number(first), end: Number(last) + 1 };
  if (!(range.start < range.end && range.end <= size)) {
    throw new WireError(
      'InvalidArgument',
      `x-amz-copy-source-range must be bytes=A-B, within ${size} bytes.`,
    );
  }
  return range;
}

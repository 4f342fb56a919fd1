import { WireError } from '../error.ts';

/** Bytes `start` up to and without `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a Range header against a body of `size` bytes. Of several ranges RGW takes the first.
 * @returns `undefined` for the whole body: no header, or one that cannot be read.
 * @throws WireError InvalidRange when it lies behind the end, or ends before it begins.
 */
export function readRange(value: string | undefined, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})(?:,.*)?$/.exec(value?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  // RGW reads "the last 0 bytes" as all of them.
  const fromEnd = Number(last) === 0 ? size : Number(last);
  const range =
    first === ''
      ? { start: Math.max(0, size - fromEnd), end: size }
      : { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1) };
  if (range.start >= size || range.end <= range.start)
    throw new WireError('InvalidRange', `The object has ${size} bytes; the range lies behind.`);
  return range;
}

/** Reads `x-amz-copy-source-range`, which must be whole and within. @throws WireError InvalidArgument */
export function readCopyRange(value: string, size: number): ByteRange {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(value) ?? [];
  const range = { start: Number(first), end: Number(last) + 1 };
  if (!(range.start < range.end && range.end <= size)) {
    throw new WireError(
      'InvalidArgument',
      `x-amz-copy-source-range must read bytes=A-B, within ${size} bytes.`,
    );
  }
  return range;
}

import { InputError } from '../failure.ts';
import { printable } from '../printable.ts';
import { LARGEST_OBJECT } from '../s3/listing.ts';

const MEBIBYTE = 1024 ** 2;
/** S3's limits: the smallest part except the last, the largest one, the parts of an upload. */
export const SMALLEST_PART = 5 * MEBIBYTE;
export const LARGEST_PART = 5 * 1024 * MEBIBYTE;
export const MOST_PARTS = 10_000;

export interface Part {
  /** From 1. */
  readonly number: number;
  readonly start: number;
  /** The position after the last byte. */
  readonly end: number;
}

/**
 * The size of a file's parts, in bytes: the requested one, or as many whole mebibytes as are needed.
 *
 * @throws InputError if the file is larger than an object can be
 */
export function partSizeFor(path: string, size: number, asked: number): number {
  if (size > LARGEST_OBJECT) {
    throw new InputError(
      'path',
      `has the file '${printable(path)}', which is larger than the 5 TiB that an object can have: split it.`,
    );
  }
  if (size <= asked * MOST_PARTS) return asked;
  return Math.ceil(size / MOST_PARTS / MEBIBYTE) * MEBIBYTE;
}

/** How many parts of a stream have the same size: nobody knows how many will follow, so the next ones are twice as large. */
export const PARTS_OF_A_SIZE = 2_000;
/** They are kept in memory. */
export const LARGEST_STREAMED_PART = 1024 * MEBIBYTE;

/**
 * The size of a part of a stream, in bytes. With 16 MiB first, all parts together have 968 GiB.
 *
 * @param number from 1
 */
export function streamedPartSize(number: number, first: number): number {
  return Math.min(first * 2 ** Math.floor((number - 1) / PARTS_OF_A_SIZE), LARGEST_STREAMED_PART);
}

export function* planParts(size: number, partSize: number): Generator<Part> {
  for (let start = 0, number = 1; start < size; start += partSize, number += 1) {
    yield { number, start, end: Math.min(start + partSize, size) };
  }
}

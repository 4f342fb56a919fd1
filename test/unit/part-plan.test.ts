import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/failure.ts';
import { LARGEST_OBJECT } from '../../src/s3/listing.ts';
import { MOST_PARTS, partSizeFor, planParts, streamedPartSize } from '../../src/transfer/part-plan.ts';

const MIB = 1024 ** 2;

describe('the size of the parts', () => {
  test.each([
    { name: 'is the requested one', size: 100 * MIB, asked: 16 * MIB, expected: 16 * MIB },
    {
      name: 'is the requested one for up to 10,000 parts',
      size: 160_000 * MIB,
      asked: 16 * MIB,
      expected: 16 * MIB,
    },
    { name: 'grows by whole MiB beyond that', size: 160_000 * MIB + 1, asked: 16 * MIB, expected: 17 * MIB },
    { name: 'is 525 MiB for the largest object', size: LARGEST_OBJECT, asked: 5 * MIB, expected: 525 * MIB },
    {
      name: 'need not be whole MiB if requested so',
      size: 20 * MIB,
      asked: 5_500_000,
      expected: 5_500_000,
    },
  ])('$name', ({ size, asked, expected }) => {
    expect(partSizeFor('f', size, asked)).toBe(expected);
    expect(Math.ceil(size / expected)).toBeLessThanOrEqual(MOST_PARTS);
  });

  test('does not exist for a file of more than 5 TiB, which is refused by name', () => {
    expect(() => partSizeFor('huge.img', LARGEST_OBJECT + 1, 16 * MIB)).toThrow(InputError);
    expect(() => partSizeFor('huge.img', LARGEST_OBJECT + 1, 16 * MIB)).toThrow(/'huge\.img'.*5 TiB/);
  });
});

describe('the parts', () => {
  test('cover every byte once, in order, and only the last one is shorter', () => {
    expect([...planParts(25, 10)]).toEqual([
      { number: 1, start: 0, end: 10 },
      { number: 2, start: 10, end: 20 },
      { number: 3, start: 20, end: 25 },
    ]);
  });

  test('end with a full one if the size is a multiple', () => {
    expect([...planParts(20, 10)].map(({ end }) => end)).toEqual([10, 20]);
  });

  test('are created on demand, so the largest object costs nothing at first', () => {
    const parts = planParts(LARGEST_OBJECT, 525 * MIB);
    expect(parts.next().value).toEqual({ number: 1, start: 0, end: 525 * MIB });
    let last = 0;
    for (const { number } of parts) last = number;
    expect(last).toBe(Math.ceil(LARGEST_OBJECT / (525 * MIB)));
  });
});

describe('the size of the parts of a stream', () => {
  const sizeOfAll = (first: number) =>
    Array.from({ length: MOST_PARTS }, (_, index) => streamedPartSize(index + 1, first)).reduce(
      (sum, size) => sum + size,
    );

  test('doubles after each 2,000 parts', () => {
    const sizes = [1, 2_000, 2_001, 4_000, 4_001, 10_000].map(
      (number) => streamedPartSize(number, 16 * MIB) / MIB,
    );
    expect(sizes).toEqual([16, 16, 32, 32, 64, 256]);
  });

  test('allows the documented 968 GiB for a stream, and the largest object with a larger first part', () => {
    expect(Math.floor(sizeOfAll(16 * MIB) / 1024 / MIB)).toBe(968);
    expect(sizeOfAll(128 * MIB)).toBeGreaterThan(LARGEST_OBJECT);
  });

  test('is never more than fits into memory', () => {
    expect(streamedPartSize(MOST_PARTS, 512 * MIB)).toBe(1024 * MIB);
  });
});

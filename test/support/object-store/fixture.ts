/** What tests of the object store need: bodies, keys, and a store of a bucket. */
import { createHash } from 'node:crypto';
import type { StoreFailure } from '../../../src/s3/failure.ts';
import type { KeySource, StoreKey } from '../../../src/s3/key-source.ts';
import type { Body } from '../../../src/s3/store-types.ts';

export const MIB = 1024 * 1024;

/** A body that is in memory. */
export function bytesBody(data: Buffer): Body {
  return { sha256: sha256(data), bytes: data.length, open: () => data };
}

/** A body that comes in pieces of `piece` bytes, and counts how often it was opened and ended. */
export function streamBody(data: Buffer, piece = 100_000): Body & { opened: number; ended: number } {
  const body = {
    sha256: sha256(data),
    bytes: data.length,
    opened: 0,
    ended: 0,
    async *open() {
      body.opened += 1;
      try {
        for (let start = 0; start < data.length; start += piece) yield data.subarray(start, start + piece);
      } finally {
        body.ended += 1;
      }
    },
  };
  return body;
}

function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** One key for ever. */
export function keysOf(key: StoreKey): KeySource {
  return { current: async () => key, renewed: async () => undefined, close: () => undefined };
}

export async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** What a call failed with; fails when it did not. */
export async function failureOf(call: Promise<unknown>): Promise<StoreFailure> {
  return await call.then(
    () => Promise.reject(new Error('the call succeeded')),
    (error: StoreFailure) => error,
  );
}

/** Bodies, keys and stores for tests of the object store. */
import { createHash } from 'node:crypto';
import type { StoreFailure } from '../../../src/s3/failure.ts';
import type { KeySource, StoreKey } from '../../../src/s3/key-source.ts';
import type { Body } from '../../../src/s3/request.ts';

export const MIB = 1024 * 1024;

/** A body in memory. */
export function bytesBody(data: Buffer): Body {
  return { sha256: sha256(data), bytes: data.length, open: () => data };
}

/** A body in pieces of `piece` bytes, which counts how often it was opened and ended. */
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

/** A key that never expires. */
export function keysOf(key: StoreKey): KeySource {
  return { current: async () => key, renewed: async () => undefined, close: () => undefined };
}

export async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** The error of a failed call. Fails if the call succeeds. */
export async function failureOf(call: Promise<unknown>): Promise<StoreFailure> {
  return await call.then(
    () => Promise.reject(new Error('the call succeeded')),
    (error: StoreFailure) => error,
  );
}

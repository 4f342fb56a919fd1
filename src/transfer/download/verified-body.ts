import type { Hash } from 'node:crypto';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { FileParts } from '../artifact/manifest.ts';
import { type Checked, differenceIn, startCheck } from './content-check.ts';
import { isIntegrity, leave, otherContent, wrongLength } from './file-fetch.ts';

/** Bytes up to which a part, or a whole object, is kept in memory and verified before any of it is passed on. */
const LARGEST_VERIFIED_FIRST = 64 * 1024 ** 2;
/** Bytes of parts that are fetched ahead. */
const MOST_AHEAD = 32 * 1024 ** 2;

/** An object of an artifact, and what it has to be. */
export interface ExpectedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly parts?: FileParts | undefined;
  /** If no manifest lists it. */
  readonly etag?: string | undefined;
}

/**
 * The bytes of an object, in order. Its parts are verified before they are yielded, as far as they fit into memory; the whole
 * of it is verified at the end.
 *
 * @throws ArtifactFailure of kind `integrity` when the content is wrong; some of it may have been yielded by then
 * @throws StoreFailure, or the signal's reason if it is aborted
 */
export async function* readVerified(
  store: ObjectStore,
  expected: ExpectedObject,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const { size, parts } = expected;
  const length = parts?.size ?? size;
  const whole = startCheck(expected);
  const pieces =
    length > LARGEST_VERIFIED_FIRST
      ? readThrough(store, expected, signal)
      : readParts(store, expected, length, signal);
  for await (const piece of pieces) {
    whole.update(piece);
    yield piece;
  }
  assertSame(expected, whole);
}

function assertSame(expected: Pick<ExpectedObject, 'key'> & Checked, hash: Hash): void {
  const difference = differenceIn(expected, hash.digest('hex'));
  if (difference !== undefined) throw otherContent(expected.key, `its content has ${difference}`);
}

/** Fetches some parts ahead of the one that is yielded. */
async function* readParts(
  store: ObjectStore,
  expected: ExpectedObject,
  length: number,
  outer: AbortSignal,
): AsyncGenerator<Buffer> {
  const { key, size, sha256: whole, etag } = expected;
  const digests = expected.parts?.sha256 ?? [whole];
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  const most = Math.max(Math.floor(MOST_AHEAD / Math.max(length, 1)), 1);
  const ahead: Promise<Buffer>[] = [];
  const fetchPart = (number: number) => {
    const [start, end] = [number * length, Math.min((number + 1) * length, size)];
    const sha256 = digests[number] ?? '';
    const part = readPart(store, { key, size, sha256, etag }, [start, end], signal);
    // Its failure is thrown when its turn comes.
    part.catch(() => undefined);
    ahead.push(part);
  };
  try {
    for (let number = 0; number < digests.length + most; number += 1) {
      const part = number >= most ? await ahead.shift() : undefined;
      if (part !== undefined && part.length > 0) yield part;
      if (number < digests.length) fetchPart(number);
    }
  } finally {
    stop.abort();
  }
}

/**
 * A whole object that fits into memory, verified. An object that arrives damaged is requested again, once.
 *
 * @throws as {@link readVerified}
 */
export async function readVerifiedWhole(
  store: ObjectStore,
  object: Omit<ExpectedObject, 'parts'>,
  signal: AbortSignal,
): Promise<Buffer> {
  return await readPart(store, object, [0, object.size], signal);
}

/** A part that arrives damaged is requested again, once. */
async function readPart(
  store: ObjectStore,
  part: ExpectedObject,
  range: readonly [start: number, end: number],
  signal: AbortSignal,
): Promise<Buffer> {
  for (let again = true; ; again = false) {
    try {
      const bytes = await readRange(store, part, range, signal);
      assertSame(part, startCheck(part).update(bytes));
      return bytes;
    } catch (error) {
      signal.throwIfAborted();
      if (!again || !isIntegrity(error)) throw error;
    }
  }
}

async function readRange(
  store: ObjectStore,
  { key, size: all, etag }: ExpectedObject,
  [start, end]: readonly [start: number, end: number],
  signal: AbortSignal,
): Promise<Buffer> {
  const range = end - start === all ? undefined : ([start, end - 1] as const);
  const { body, size } = await store.getObject(key, { range, ifMatch: etag, size: all, signal });
  if (size !== end - start) {
    await leave(body);
    throw wrongLength(key, size > end - start);
  }
  const bytes = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  for await (const chunk of body) filled += chunk.copy(bytes, filled);
  if (filled !== size) throw wrongLength(key, false);
  return bytes;
}

/** What does not fit into memory is passed on as it comes. */
async function* readThrough(
  store: ObjectStore,
  { key, size: expected, etag }: ExpectedObject,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const { body, size } = await store.getObject(key, { ifMatch: etag, size: expected, signal });
  if (size !== expected) {
    await leave(body);
    throw wrongLength(key, size > expected);
  }
  yield* body;
}

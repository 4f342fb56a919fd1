import type { ObjectStore } from '../../s3/object-store.ts';
import { contentDigest, startContentDigest } from '../artifact/content-digest.ts';
import type { ArtifactFailure } from '../artifact/failure.ts';
import type { FileParts } from '../artifact/manifest.ts';
import { leave, otherContent, wrongLength } from './file-fetch.ts';

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
  const { key, size, sha256, parts } = expected;
  const length = parts?.size ?? size;
  const whole = startContentDigest();
  const pieces =
    length > LARGEST_VERIFIED_FIRST
      ? readThrough(store, expected, signal)
      : readParts(store, expected, length, parts?.sha256 ?? [sha256], signal);
  for await (const piece of pieces) {
    whole.update(piece);
    yield piece;
  }
  const found = whole.digest('hex');
  if (found !== sha256) throw wrongContent(key, found, sha256);
}

/** Fetches some parts ahead of the one that is yielded. */
async function* readParts(
  store: ObjectStore,
  { key, size }: ExpectedObject,
  length: number,
  digests: readonly string[],
  outer: AbortSignal,
): AsyncGenerator<Buffer> {
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  const most = Math.max(Math.floor(MOST_AHEAD / Math.max(length, 1)), 1);
  const ahead: Promise<Buffer>[] = [];
  const fetchPart = (number: number) => {
    const [start, end] = [number * length, Math.min((number + 1) * length, size)];
    const part = readPart(store, { key, size }, [start, end], digests[number] ?? '', signal);
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

/** A part that arrives damaged is requested again, once. */
async function readPart(
  store: ObjectStore,
  object: Pick<ExpectedObject, 'key' | 'size'>,
  range: readonly [start: number, end: number],
  sha256: string,
  signal: AbortSignal,
): Promise<Buffer> {
  for (let again = true; ; again = false) {
    const bytes = await readRange(store, object, range, signal);
    const found = contentDigest(bytes);
    if (found === sha256) return bytes;
    if (!again) throw wrongContent(object.key, found, sha256);
  }
}

async function readRange(
  store: ObjectStore,
  { key, size: all }: Pick<ExpectedObject, 'key' | 'size'>,
  [start, end]: readonly [start: number, end: number],
  signal: AbortSignal,
): Promise<Buffer> {
  const range = end - start === all ? undefined : ([start, end - 1] as const);
  const { body, size } = await store.getObject(key, { range, signal });
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
  { key, size: expected }: ExpectedObject,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const { body, size } = await store.getObject(key, { signal });
  if (size !== expected) {
    await leave(body);
    throw wrongLength(key, size > expected);
  }
  yield* body;
}

function wrongContent(key: string, found: string, expected: string): ArtifactFailure {
  return otherContent(key, `its content has the SHA-256 ${found}, and the manifest says ${expected}`);
}

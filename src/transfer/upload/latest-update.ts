import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import {
  formatLatestPointer,
  type LatestPointer,
  LONGEST_POINTER,
  parseLatestPointer,
} from '../artifact/latest-pointer.ts';
import { describeOrder, isOlder, type RunOrder } from '../artifact/run-order.ts';
import { readSmallObject } from '../download/small-object.ts';
import { putText } from './upload-manifest.ts';
import type { UploadOptions } from './upload-options.ts';

/** How often the pointer is written at most. Each time, another upload was faster. */
const MOST_WRITES = 100;

/** The pointer of an upload that knows its order. */
type OwnPointer = LatestPointer & { readonly order: RunOrder };

/** The object at the pointer's key. */
interface Found {
  readonly etag: string;
  readonly text: string;
  /** Undefined if it is not a valid pointer, or one of an old release. */
  readonly order: RunOrder | undefined;
}

/**
 * Writes the latest pointer, unless it names a newer upload. Of several uploads that write it at the same time, the newest
 * one stays: each write says which object it replaces. A server that does not respect this may let an older one replace a
 * newer one, so the pointer is read again after it was written.
 *
 * @throws ArtifactFailure if it cannot be written, although the upload is complete
 */
export async function updateLatest(options: UploadOptions, key: string, own: OwnPointer): Promise<void> {
  try {
    await persist(options, key, own);
  } catch (error) {
    if (error instanceof StoreFailure || error instanceof ArtifactFailure) throw notWritten(error);
    throw error;
  }
}

async function persist(options: UploadOptions, key: string, own: OwnPointer): Promise<void> {
  const text = formatLatestPointer(own);
  const { now, onEvent } = options;
  const tell = (sentence: string) => onEvent?.({ kind: 'note', text: sentence });
  let isWritten = false;
  for (let write = 0; write < MOST_WRITES; write += 1) {
    const there = await look(options, key);
    if (there?.text === text) return;
    if (there !== undefined && !options.overwrite && !isLikePointer(there.text)) throw otherObject(key);
    const { order } = there ?? {};
    if (isWritten && !(order && isOlder(order, own.order, now()))) return;
    if (order && isOlder(own.order, order, now())) return tell(left(key, own.order, order));
    if (await replace(options, key, text, there)) isWritten = true;
    else if (there === undefined && (await look(options, key)) === undefined) {
      await putText(options, key, text, { onlyIfAbsent: false });
      return tell(unseen(key));
    }
  }
  throw contended(key);
}

/** Undefined if there is none, or it may not be read. A server says which only to those who may list. */
async function look(
  { stores, signal }: Pick<UploadOptions, 'stores' | 'signal'>,
  key: string,
): Promise<Found | undefined> {
  const store = await stores.readManifest();
  if (store === undefined) return undefined;
  try {
    const { content, etag } = await readSmallObject(store, key, LONGEST_POINTER, signal);
    const text = content.toString('utf8');
    return { etag, text, order: orderIn(text) };
  } catch (error) {
    if (error instanceof ArtifactFailure && error.kind === 'nothing-found') return undefined;
    if (error instanceof StoreFailure && error.kind === 'refused') return undefined;
    throw error;
  }
}

/** Whether it can be a pointer of any release, or one that was damaged, and not a page or a manifest. */
function isLikePointer(text: string): boolean {
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content !== 'object' || content === null) return false;
    return 'version' in content && !('files' in content);
  } catch {
    return false;
  }
}

/** Undefined if it is not a pointer, or one without an order. */
function orderIn(text: string): RunOrder | undefined {
  try {
    return parseLatestPointer(text).order;
  } catch (error) {
    if (error instanceof ArtifactFailure) return undefined;
    throw error;
  }
}

/** @returns whether the pointer was written, because no other upload has written it since it was read */
async function replace(
  options: UploadOptions,
  key: string,
  text: string,
  there: Found | undefined,
): Promise<boolean> {
  try {
    await putText(options, key, text, { onlyIfAbsent: there === undefined, onlyIfMatch: there?.etag });
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

/** The object was created, replaced or deleted meanwhile. */
function isConflict(error: unknown): boolean {
  return (
    error instanceof StoreFailure &&
    [404, 409, 412].includes(error.httpStatus ?? 0) &&
    error.code !== 'NoSuchBucket'
  );
}

function left(key: string, own: RunOrder, other: RunOrder): string {
  const which = `it names ${describeOrder(other)}, and this is ${describeOrder(own)}`;
  return `warning: latest ('${printable(key)}') still names a newer upload: ${which}. All files of this one are uploaded. To go back on purpose, delete '${printable(key)}' and run this again.`;
}

function unseen(key: string): string {
  return `latest ('${printable(key)}') was written without checking what it named, which this session may not read: it may have moved back to an older upload.`;
}

function notWritten(error: StoreFailure | ArtifactFailure): ArtifactFailure {
  return new ArtifactFailure(
    error.kind === 'refused' ? 'refused' : 'failed',
    `All files and their manifest are uploaded, but latest does not name them. ${error.message}`,
    { cause: error },
  );
}

function otherObject(key: string): ArtifactFailure {
  return new ArtifactFailure(
    'failed',
    `'${printable(key)}' is not a pointer, and was not replaced. Choose another key for latest, or delete the object, or set overwrite to replace it.`,
  );
}

function contended(key: string): ArtifactFailure {
  return new ArtifactFailure(
    'failed',
    `'${printable(key)}' was replaced by other uploads ${MOST_WRITES} times in a row. Run it again.`,
  );
}

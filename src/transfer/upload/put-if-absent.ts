import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { Body, PutOptions } from '../../s3/store-types.ts';

/** Whether a conditional put failed because the key is taken. */
export function isTaken(error: unknown): error is StoreFailure {
  return error instanceof StoreFailure && error.kind === 'exists';
}

/**
 * Puts an object if the key is free. If an answer is lost and the request is repeated, the key is taken by the first
 * attempt.
 *
 * @param isOurs checks whether the object at a taken key is this one. Its argument says whether an answer was lost.
 * @throws StoreFailure of kind `exists` if the key has another object
 */
export async function putIfAbsent(
  store: ObjectStore,
  key: string,
  body: Body,
  options: PutOptions,
  isOurs: (answerLost: boolean) => Promise<boolean>,
): Promise<void> {
  let answerLost = false;
  const onUnclear = () => {
    answerLost = true;
    options.onUnclear?.();
  };
  try {
    await store.putObject(key, body, { ...options, onlyIfAbsent: true, onUnclear });
  } catch (error) {
    if (!isTaken(error) || !(await isOurs(answerLost))) throw error;
  }
}

/**
 * Whether an object already has the content. A server that does not allow reading still says whether the ETag matches.
 *
 * @param etag the ETag of `body`
 */
export async function replacesItself(
  store: ObjectStore,
  key: string,
  body: Body,
  etag: string,
  options: PutOptions,
): Promise<boolean> {
  try {
    await store.putObject(key, body, { ...options, onlyIfMatch: etag });
    return true;
  } catch (error) {
    if (error instanceof StoreFailure && error.httpStatus === 412) return false;
    throw error;
  }
}

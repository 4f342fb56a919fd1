import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { Body, PutOptions } from '../../s3/store-types.ts';

/** Whether the key was taken when something was to be put only if it is free. */
export function isTaken(error: unknown): error is StoreFailure {
  return error instanceof StoreFailure && error.kind === 'exists';
}

/**
 * Puts an object where there is none. When an answer is lost and the request made again, the key is taken by what the first
 * try put there.
 *
 * @param isOurs says of a key that is taken whether it is by this object; told whether an answer was lost
 * @throws StoreFailure of kind `exists` when something else is there
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
 * Whether an object has the content that it is replaced by: a server that takes no look still says whether the ETag fits.
 *
 * @param etag of `body`
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

import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { Body } from '../../s3/request.ts';
import type { PutOptions } from '../../s3/store-types.ts';
import { replacedBy } from './object-versions.ts';
import type { UploadStores } from './upload-stores.ts';

/** Whether a conditional put failed because the key is taken. */
export function isKeyTaken(error: unknown): error is StoreFailure {
  return error instanceof StoreFailure && error.kind === 'exists';
}

interface Destination {
  readonly store: ObjectStore;
  /** What may list and delete versions there. */
  readonly stores: Pick<UploadStores, 'look' | 'removeVersions'>;
  readonly key: string;
}

/**
 * Puts an object if the key is free. If an answer is lost and the request is repeated, the key is taken by the first
 * attempt.
 *
 * @param isOurs checks whether the object at a taken key is this one. Its argument says whether an answer was lost.
 * @returns whether the bucket has versioning, as far as the answers say
 * @throws StoreFailure of kind `exists` if the key has another object
 */
export async function putIfAbsent(
  destination: Destination,
  body: Body,
  options: PutOptions,
  isOurs: (answerLost: boolean) => Promise<boolean>,
): Promise<boolean> {
  const { store, key } = destination;
  let answerLost = false;
  let isVersioned = false;
  const onUnclear = () => {
    answerLost = true;
    options.onUnclear?.();
  };
  try {
    const put = { ...options, onlyIfAbsent: true, onUnclear };
    const { versionId } = await store.putObject(key, body, put);
    isVersioned = versionId !== undefined;
    if (versionId !== undefined) await giveWay(destination, versionId, options.signal);
  } catch (error) {
    if (!isKeyTaken(error) || !(await isOurs(answerLost))) throw error;
  }
  return isVersioned;
}

/**
 * In a bucket with versioning, RGW 16.2.15 and 18.2.7 ignore If-None-Match (measured). So the new version is deleted again if
 * it has replaced another one. Of several that are put at the same moment, the first one stays.
 *
 * @throws StoreFailure of kind `exists` if it has
 */
async function giveWay(
  { stores, key }: Destination,
  versionId: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const look = await stores.look();
  if (look === undefined || (await replacedBy(look, key, versionId, signal)) === undefined) return;
  await (await stores.removeVersions())?.deleteVersion(key, versionId, signal);
  throw new StoreFailure({
    kind: 'exists',
    tried: `PUT '${printable(key)}'`,
    cameBack: 'the key is taken',
    remedy: 'An object with this key already exists: choose another prefix, or set overwrite to replace it.',
  });
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

import type { ObjectStore, StoredPart } from '../object-store/object-store.ts';
import { md5OfRange } from './etag.ts';
import type { FileUpload } from './file-upload.ts';
import { planParts } from './part-plan.ts';
import { orUndefinedIfRefused } from './stored-listing.ts';

/** A multipart upload that has begun, and its parts that are there already. */
export interface BegunUpload {
  readonly uploadId: string;
  /** By number. */
  readonly parts: ReadonlyMap<number, StoredPart>;
}

/**
 * Looks for what an interrupted run has left of this file. The upload with the most parts, all of which have the file's
 * content, can be continued; all others of the key are aborted, so that nothing stays behind.
 *
 * It cannot be told whether another run is still at one of them. One with the same content shares the parts, which are
 * the same; one with other content begins anew, as each that loses its upload does.
 */
export async function takeOverEarlier(upload: FileUpload): Promise<BegunUpload | undefined> {
  const { key, listing, stores, signal } = upload;
  const store = await stores.write();
  let best: BegunUpload | undefined;
  for (const { uploadId } of await listing.uploads(key)) {
    const parts = await matchingParts(upload, uploadId);
    const better = parts !== undefined && parts.size > (best?.parts.size ?? 0);
    const worse = better ? best?.uploadId : uploadId;
    if (better) best = { uploadId, parts };
    if (worse !== undefined) await store.abortUpload(key, worse, signal);
  }
  return best;
}

/** @returns undefined when one of the parts is none of this file, or they cannot be listed */
async function matchingParts(
  upload: FileUpload,
  uploadId: string,
): Promise<ReadonlyMap<number, StoredPart> | undefined> {
  const look = await upload.stores.look();
  const stored = look && (await listParts(look, upload, uploadId));
  if (stored === undefined) return undefined;
  const { file, partSize, signal } = upload;
  for (const { number, start, end } of planParts(file.size, partSize)) {
    const part = stored.get(number);
    if (part === undefined) continue;
    if (part.size !== end - start) return undefined;
    if ((await md5OfRange(file, start, end, signal)).toString('hex') !== part.etag) return undefined;
  }
  return Math.max(...stored.keys()) > Math.ceil(file.size / partSize) ? undefined : stored;
}

function listParts(
  look: ObjectStore,
  { key, signal }: FileUpload,
  uploadId: string,
): Promise<Map<number, StoredPart> | undefined> {
  return orUndefinedIfRefused(async () => {
    const parts = new Map<number, StoredPart>();
    for await (const part of look.listParts(key, uploadId, signal)) parts.set(part.number, part);
    return parts;
  });
}

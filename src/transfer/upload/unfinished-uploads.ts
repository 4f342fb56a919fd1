import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { StoredPart } from '../../s3/store-types.ts';
import { planParts } from '../part-plan.ts';
import { md5OfRange } from './etag.ts';
import type { FileUpload } from './file-upload.ts';
import { orUndefinedIfRefused } from './stored-listing.ts';

/** A multipart upload and its existing parts. */
export interface BegunUpload {
  readonly uploadId: string;
  /** By number. */
  readonly parts: ReadonlyMap<number, StoredPart>;
}

/** Finds the upload that an interrupted run left of this file: the one with the most parts, all of which match the file. */
export async function findEarlier(upload: FileUpload): Promise<BegunUpload | undefined> {
  const { key, listing } = upload;
  let best: BegunUpload | undefined;
  for (const { uploadId } of await listing.uploads(key)) {
    const parts = await matchingParts(upload, uploadId);
    if (parts !== undefined && parts.size > (best?.parts.size ?? 0)) best = { uploadId, parts };
  }
  return best;
}

/**
 * Aborts the uploads of others for this file's key, once the file is complete. Another run may still work on one of them.
 * It then starts again, or finds that the key is taken.
 */
export async function abortEarlier({ key, listing, stores, signal }: FileUpload): Promise<void> {
  const store = await stores.write();
  for (const { uploadId } of await listing.uploads(key)) {
    await store.abortUpload(key, uploadId, signal).catch((error: unknown) => {
      // The file itself is complete.
      if (!(error instanceof StoreFailure)) throw error;
    });
  }
}

/** @returns undefined if a part does not match this file, the parts cannot be listed, or the upload is gone */
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
    try {
      for await (const part of look.listParts(key, uploadId, signal)) parts.set(part.number, part);
    } catch (error) {
      // The upload has ended since it was listed.
      if (error instanceof StoreFailure && error.kind === 'no-upload') return undefined;
      throw error;
    }
    return parts;
  });
}

/**
 * Uploads that the server created and whose IDs never arrived, because the connection broke and the request was repeated.
 * They would stay and cost storage until somebody looks.
 */
export class StrayUploads {
  readonly #upload: FileUpload;
  #suspected = false;

  constructor(upload: FileUpload) {
    this.#upload = upload;
  }

  /** Notes that there may be one. */
  suspect(): void {
    this.#suspected = true;
  }

  /**
   * Aborts the uploads of this key that began after ours, once ours has ended. If another run began one meanwhile, it
   * starts again.
   */
  async abort(): Promise<void> {
    if (!this.#suspected) return;
    const { key, stores, listing, cleanUp } = this.#upload;
    try {
      const known = new Set((await listing.uploads(key)).map(({ uploadId }) => uploadId));
      const store = await stores.write();
      for (const { uploadId } of await listing.uploadsNow(key, cleanUp)) {
        if (!known.has(uploadId)) await store.abortUpload(key, uploadId, cleanUp);
      }
    } catch {
      // The result for the file is already known. Its next run, or a lifecycle rule, removes them.
    }
  }
}

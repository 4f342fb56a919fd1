import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { StoredPart } from '../../s3/store-types.ts';
import { planParts } from '../part-plan.ts';
import { md5OfRange } from './etag.ts';
import type { FileUpload } from './file-upload.ts';
import { orUndefinedIfRefused } from './stored-listing.ts';

/** A multipart upload that has begun, and its parts that are there already. */
export interface BegunUpload {
  readonly uploadId: string;
  /** By number. */
  readonly parts: ReadonlyMap<number, StoredPart>;
}

/** Looks for what an interrupted run has left of this file: the upload with the most parts, all of which have its content. */
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
 * Aborts what others have begun for this file's key, once the file is there. It cannot be told whether another run is still
 * at one of them: that one then begins anew, or finds that the key is taken.
 */
export async function abortEarlier({ key, listing, stores, signal }: FileUpload): Promise<void> {
  const store = await stores.write();
  for (const { uploadId } of await listing.uploads(key)) {
    await store.abortUpload(key, uploadId, signal).catch((error: unknown) => {
      // The file itself is whole.
      if (!(error instanceof StoreFailure)) throw error;
    });
  }
}

/** @returns undefined when one of the parts is none of this file, they cannot be listed, or the upload is gone */
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
      // It has ended since it was listed.
      if (error instanceof StoreFailure && error.kind === 'no-upload') return undefined;
      throw error;
    }
    return parts;
  });
}

/**
 * Uploads that the server began for us, and whose ids never arrived: the connection broke, and the request was made again.
 * They would stay, and cost what is in them, for as long as nobody looks.
 */
export class StrayUploads {
  readonly #upload: FileUpload;
  #suspected = false;

  constructor(upload: FileUpload) {
    this.#upload = upload;
  }

  /** There may be one. */
  suspect(): void {
    this.#suspected = true;
  }

  /**
   * Aborts what of this key has begun since the upload has, once our own is over. Should another run have begun meanwhile,
   * it begins anew.
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
      // What became of the file is decided. The next run of it, or a lifecycle rule, removes them.
    }
  }
}

import { hash } from 'node:crypto';
import { StoreFailure } from '../object-store/failure.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { StoredObject } from '../object-store/store-types.ts';
import { acceptExisting, replacesItself } from './existing-object.ts';
import { sha256Of } from './file-body.ts';
import type { FileUpload, UploadedFile } from './file-upload.ts';
import { headersOf } from './object-headers.ts';
import { withGrace } from './with-grace.ts';

/**
 * A key that is taken for a file before its parts are put together: an RGW before 20.2.1 ignores If-None-Match then, and of
 * several runs only one may win. A small object stands there for as long as the completing takes. It names the file's
 * digest, so that a run which was killed in that moment can be run again, and goes on where it was.
 */
export class Claim {
  readonly #upload: FileUpload;
  /** The digest in it. */
  #placed: string | undefined;

  constructor(upload: FileUpload) {
    this.#upload = upload;
  }

  /**
   * @param sha256 of the file, in hexadecimal
   * @returns what there is to say of the file when it is there already; undefined when the key is ours
   * @throws ArtifactFailure of kind `exists` when something else is there
   */
  async place(store: ObjectStore, sha256: string): Promise<UploadedFile | undefined> {
    const { key, choices, listing, signal } = this.#upload;
    const content = contentFor(sha256);
    const body = { sha256: hash('sha256', content), bytes: content.length, open: () => content };
    const headers = headersOf('claim.txt', { metadata: {}, acl: choices.acl });
    let unclear = false;
    // Its answer may be lost, or not be waited for: it is then taken back if it is there.
    const mayStand = () => {
      this.#placed = sha256;
    };
    const onUnclear = () => {
      unclear = true;
      mayStand();
    };
    const put = (grace: AbortSignal) =>
      store.putObject(key, body, { headers, onlyIfAbsent: true, onUnclear, signal: grace });
    try {
      await withGrace(signal, put);
      mayStand();
      return undefined;
    } catch (error) {
      if (signal.aborted) mayStand();
      if (!(error instanceof StoreFailure) || error.kind !== 'exists') throw error;
      const stored = await listing.objectNow(key);
      const isOurs =
        stored === 'unknown'
          ? unclear && (await replacesItself(store, key, body, hash('md5', content), { headers, signal }))
          : stored !== undefined && isClaim(stored, sha256);
      return isOurs ? undefined : acceptExisting(this.#upload, error);
    }
  }

  /** For an upload that failed for good. Only what this run has placed goes: another one may need the same. */
  async takeBack(): Promise<void> {
    const sha256 = this.#placed;
    if (sha256 === undefined) return;
    const { key, stores, listing, cleanUp } = this.#upload;
    try {
      // The session first, so that next to nothing lies between looking and deleting: a run with the same content may be
      // completing its upload to this claim.
      const remove = await stores.remove();
      const stored = await listing.objectNow(key, cleanUp);
      if (stored === undefined || stored === 'unknown' || !isClaim(stored, sha256)) return;
      await remove?.deleteObject(key, cleanUp);
    } catch {
      // It stays, and the next run of the same content takes it over.
    }
  }
}

function contentFor(sha256: string): Buffer {
  return Buffer.from(`otter-sts is completing the upload of a file to this key. SHA-256: ${sha256}\n`);
}

const BYTES = contentFor('0'.repeat(64)).length;

function isClaim({ size, etag }: StoredObject, sha256: string): boolean {
  return size === BYTES && etag === hash('md5', contentFor(sha256));
}

/** Whether an object is the claim for this very content, which a run that was killed has left. */
export async function isClaimOf(stored: StoredObject, upload: FileUpload): Promise<boolean> {
  // The file is hashed only when it may matter.
  return stored.size === BYTES && isClaim(stored, await sha256Of(upload));
}

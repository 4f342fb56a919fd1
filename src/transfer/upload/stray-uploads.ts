import type { FileUpload } from './file-upload.ts';

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

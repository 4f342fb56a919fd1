import { hash } from 'node:crypto';
import { pause } from '../../http/timing.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { bodyOf } from '../../s3/request.ts';
import type { Body, PutOptions, StoredObject } from '../../s3/store-types.ts';
import { PLACEHOLDERS } from '../artifact/key.ts';
import { acceptExisting } from './existing-object.ts';
import type { FileUpload, UploadedFile } from './file-upload.ts';
import { headersOf } from './object-headers.ts';
import { isTaken, putIfAbsent } from './put-if-absent.ts';
import type { UploadStores } from './upload-stores.ts';
import { withGrace } from './with-grace.ts';

/** Milliseconds between two looks at a placeholder that another run holds. */
const LOOK_MS = 500;
/** Milliseconds after which a placeholder is that of a run that was killed: putting parts together takes seconds. */
const STALE_MS = 120_000;

/** Where the placeholder for a key is. The digest keeps it short, whatever the key is. */
export function placeholderKeyFor(prefix: string, key: string): string {
  return `${prefix}${PLACEHOLDERS}${hash('sha256', key).slice(0, 32)}`;
}

/** Whether the placeholders of one upload can be removed again. Where they cannot, none is placed: it would stay for ever. */
export class PlaceholderPermission {
  readonly #stores: Pick<UploadStores, 'placeholders'>;
  readonly #prefix: string;
  #answer: Promise<boolean> | undefined;

  constructor(stores: Pick<UploadStores, 'placeholders'>, prefix: string) {
    this.#stores = stores;
    this.#prefix = prefix;
  }

  /** Found out once, by deleting what is not there. */
  isGiven(): Promise<boolean> {
    this.#answer ??= this.#ask();
    return this.#answer;
  }

  async #ask(): Promise<boolean> {
    const store = await this.#stores.placeholders();
    try {
      await store?.deleteObject(`${this.#prefix}${PLACEHOLDERS}none`);
      return store !== undefined;
    } catch (error) {
      if (error instanceof StoreFailure && error.kind === 'refused') return false;
      throw error;
    }
  }
}

/**
 * A small object beside the files that says: a run is putting together the parts of the file at this key. An RGW before
 * 20.2.1 ignores If-None-Match then, and of several runs only one may win. It keeps runs of this program apart; from
 * other clients that write to the key in the same moment only If-None-Match on completion protects, where the server
 * heeds it. It has a key of its own, so that nothing but the whole file is ever at the file's key, and names the file's
 * digest: a run with the same content goes on where one that was killed has left it.
 */
export class Placeholder {
  readonly #upload: FileUpload;
  /** The digest in it, once it may be there. */
  #placed: string | undefined;

  constructor(upload: FileUpload) {
    this.#upload = upload;
  }

  /**
   * @param sha256 of the file, in hexadecimal
   * @returns what there is to say of the file when it is there already; undefined when it may be put together
   * @throws ArtifactFailure of kind `exists` when something else is there
   */
  async place(store: ObjectStore, sha256: string): Promise<UploadedFile | undefined> {
    const { key, listing, signal, placeholderPermission } = this.#upload;
    if (await placeholderPermission.isGiven()) await this.#obtain(store, sha256);
    signal.throwIfAborted();
    const stored = await listing.objectNow(key);
    return stored === undefined || stored === 'unknown' ? undefined : acceptExisting(this.#upload, undefined);
  }

  /** Waits until the placeholder is ours, or until the key is taken. */
  async #obtain(store: ObjectStore, sha256: string): Promise<void> {
    const { key, listing, signal } = this.#upload;
    for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
      const held = await this.#try(store, sha256, waitedMs);
      if (held === 'ours') return;
      await pause(LOOK_MS, signal);
      const stored = await listing.objectNow(key);
      if (stored !== undefined) return;
    }
  }

  /** @returns `another's` when a run that may be at work holds it */
  async #try(store: ObjectStore, sha256: string, waitedMs: number): Promise<'ours' | "another's"> {
    const { placeholderKey, listing, now } = this.#upload;
    let found: StoredObject | 'unknown' | undefined;
    const isOurs = async () => {
      found = await listing.objectNow(placeholderKey);
      return isPlaceholder(found, sha256);
    };
    try {
      await this.#put(sha256, (body, options) => putIfAbsent(store, placeholderKey, body, options, isOurs));
      return 'ours';
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    if (found === undefined || found === 'unknown') return "another's";
    const isStale = waitedMs >= STALE_MS || now() - Date.parse(found.lastModified) > STALE_MS;
    return isStale && (await this.#takeOver(store, sha256, found)) ? 'ours' : "another's";
  }

  async #takeOver(store: ObjectStore, sha256: string, { etag }: StoredObject): Promise<boolean> {
    try {
      await this.#put(sha256, async (body, options) => {
        await store.putObject(this.#upload.placeholderKey, body, { ...options, onlyIfMatch: etag });
      });
      return true;
    } catch (error) {
      // Another run was quicker, or the one that held it is done.
      if (error instanceof StoreFailure && ['integrity', 'not-found'].includes(error.kind)) return false;
      throw error;
    }
  }

  async #put(sha256: string, send: (body: Body, options: PutOptions) => Promise<void>): Promise<void> {
    const { choices, signal } = this.#upload;
    const body = bodyOf(contentFor(sha256));
    const headers = headersOf('placeholder.txt', { metadata: {}, acl: choices.acl });
    // Its answer may be lost, or not be waited for: it is then taken back if it is there.
    const mayStand = () => {
      this.#placed = sha256;
    };
    try {
      await withGrace(signal, (grace) => send(body, { headers, onUnclear: mayStand, signal: grace }));
      mayStand();
    } catch (error) {
      if (signal.aborted) mayStand();
      throw error;
    }
  }

  /** Removes it, once the file is there whole: it has no use any more, whoever has placed it. */
  async release(sha256: string): Promise<void> {
    this.#placed = sha256;
    await this.takeBack();
  }

  /** Removes what this run has placed, and nothing else: another one may need the same. */
  async takeBack(): Promise<void> {
    const sha256 = this.#placed;
    this.#placed = undefined;
    if (sha256 === undefined || !(await this.#mayRemove())) return;
    const { placeholderKey, stores, listing, cleanUp } = this.#upload;
    try {
      // The session first, so that next to nothing lies between looking and deleting.
      const remove = await stores.placeholders();
      const stored = await listing.objectNow(placeholderKey, cleanUp);
      if (!isPlaceholder(stored, sha256)) return;
      await remove?.deleteObject(placeholderKey, cleanUp);
    } catch {
      // It stays, and the next run of the file removes it.
    }
  }

  async #mayRemove(): Promise<boolean> {
    return await this.#upload.placeholderPermission.isGiven().catch(() => false);
  }
}

/** Removes the placeholder of a run that was killed when the file was whole, and the placeholder not yet gone. */
export async function removeLeftPlaceholder(upload: FileUpload): Promise<void> {
  const { placeholderKey, stores, listing, placeholderPermission, cleanUp } = upload;
  if ((await listing.object(placeholderKey)) === undefined || !(await placeholderPermission.isGiven()))
    return;
  await (await stores.placeholders())?.deleteObject(placeholderKey, cleanUp);
}

function contentFor(sha256: string): string {
  return `otter-sts is putting a file together, and removes this afterwards. SHA-256: ${sha256}\n`;
}

const BYTES = contentFor('0'.repeat(64)).length;

function isPlaceholder(stored: StoredObject | 'unknown' | undefined, sha256: string): boolean {
  if (stored === undefined || stored === 'unknown') return false;
  return stored.size === BYTES && stored.etag === hash('md5', contentFor(sha256));
}

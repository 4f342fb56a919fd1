import { hash } from 'node:crypto';
import { pause } from '../../http/timing.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { Body } from '../../s3/request.ts';
import { bodyOf } from '../../s3/request.ts';
import type { PutOptions, StoredObject } from '../../s3/store-types.ts';
import { PLACEHOLDERS } from '../artifact/key.ts';
import { acceptExisting } from './existing-object.ts';
import type { FileUpload, UploadedFile } from './file-upload.ts';
import { headersOf } from './object-headers.ts';
import { removeVersions } from './object-versions.ts';
import { isKeyTaken, putIfAbsent } from './put-if-absent.ts';
import { orUndefinedIfRefused } from './stored-listing.ts';
import type { UploadStores } from './upload-stores.ts';
import { withGrace } from './with-grace.ts';

/** Milliseconds between two checks of a placeholder that another run holds. */
const LOOK_MS = 500;
/** Milliseconds after which a placeholder must belong to a killed run. Assembling parts takes seconds. */
const STALE_MS = 120_000;

/** The key of a key's placeholder. The digest keeps it short. */
export function placeholderKeyFor(prefix: string, key: string): string {
  return `${prefix}${PLACEHOLDERS}${hash('sha256', key).slice(0, 32)}`;
}

/**
 * Whether the placeholders of an upload can be removed again. If they cannot, none is created, because it would stay
 * forever.
 */
export class PlaceholderPermission {
  readonly #stores: Pick<UploadStores, 'placeholders'>;
  readonly #prefix: string;
  #answer: Promise<boolean> | undefined;

  constructor(stores: Pick<UploadStores, 'placeholders'>, prefix: string) {
    this.#stores = stores;
    this.#prefix = prefix;
  }

  /** Tested once, by deleting an object that does not exist. */
  isGiven(): Promise<boolean> {
    this.#answer ??= this.#ask();
    return this.#answer;
  }

  async #ask(): Promise<boolean> {
    const store = await this.#stores.placeholders();
    try {
      if (store !== undefined) await deleteWithoutTrace(store, `${this.#prefix}${PLACEHOLDERS}none`);
      return store !== undefined;
    } catch (error) {
      if (error instanceof StoreFailure && error.kind === 'refused') return false;
      throw error;
    }
  }
}

/** In a bucket with versioning, this leaves no delete marker for an object that does not exist. */
async function deleteWithoutTrace(store: ObjectStore, key: string): Promise<void> {
  const deleteNull = async () => {
    await store.deleteVersion(key, 'null');
    return true;
  };
  if ((await orUndefinedIfRefused(deleteNull)) !== true) await store.deleteObject(key);
}

/**
 * A small object which says that a run is assembling the parts of the file at this key. An RGW before 20.2.1 ignores
 * If-None-Match at that moment, and only one of several runs may win. Placeholders keep runs of this program apart. Against
 * other clients that write the key at the same moment, only If-None-Match on completion protects, if the server respects
 * it. The placeholder has its own key, so that only the complete file is ever at the file's key. It contains the file's
 * digest, so that a run with the same content continues where a killed one stopped.
 */
export class Placeholder {
  readonly #upload: FileUpload;
  /** The digest in the placeholder, once that may exist. */
  #placed: string | undefined;
  /** Whether the bucket has versioning, as far as is known. */
  #isVersioned = false;

  constructor(upload: FileUpload) {
    this.#upload = upload;
  }

  /**
   * @param sha256 the file's SHA-256, in hexadecimal
   * @returns the result if the file is already there; undefined if its parts may be assembled
   * @throws ArtifactFailure of kind `exists` if the key has other content
   */
  async place(store: ObjectStore, sha256: string): Promise<UploadedFile | undefined> {
    const { key, listing, signal, placeholderPermission } = this.#upload;
    if (await placeholderPermission.isGiven()) await this.#obtain(store, sha256);
    signal.throwIfAborted();
    const stored = await listing.objectNow(key);
    return stored === undefined || stored === 'unknown' ? undefined : acceptExisting(this.#upload, undefined);
  }

  /** Waits until this run owns the placeholder, or the key is taken. */
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

  /** @returns `another's` if a run that may still be working holds it */
  async #try(store: ObjectStore, sha256: string, waitedMs: number): Promise<'ours' | "another's"> {
    const { placeholderKey, listing, stores, now } = this.#upload;
    const ownStores = { look: () => stores.look(), removeVersions: () => stores.placeholders() };
    const destination = { store, stores: ownStores, key: placeholderKey };
    let found: StoredObject | 'unknown' | undefined;
    const isOurs = async () => {
      found = await listing.objectNow(placeholderKey);
      return isPlaceholder(found, sha256);
    };
    try {
      await this.#put(sha256, (body, options) => putIfAbsent(destination, body, options, isOurs));
      return 'ours';
    } catch (error) {
      if (!isKeyTaken(error)) throw error;
    }
    if (found === undefined || found === 'unknown') return "another's";
    const isStale = waitedMs >= STALE_MS || now() - Date.parse(found.lastModified) > STALE_MS;
    return isStale && (await this.#takeOver(store, sha256, found)) ? 'ours' : "another's";
  }

  async #takeOver(store: ObjectStore, sha256: string, { etag }: StoredObject): Promise<boolean> {
    try {
      await this.#put(sha256, async (body, options) => {
        const put = { ...options, onlyIfMatch: etag };
        const { versionId } = await store.putObject(this.#upload.placeholderKey, body, put);
        return versionId !== undefined;
      });
      return true;
    } catch (error) {
      // Another run was faster, or the one that held it is done.
      if (error instanceof StoreFailure && ['integrity', 'not-found'].includes(error.kind)) return false;
      throw error;
    }
  }

  /** @param send returns whether the bucket has versioning */
  async #put(sha256: string, send: (body: Body, options: PutOptions) => Promise<boolean>): Promise<void> {
    const { choices, signal } = this.#upload;
    const body = bodyOf(contentFor(sha256));
    const headers = headersOf('placeholder.txt', { metadata: {}, acl: choices.acl });
    // The answer may be lost, or nobody waits for it. The placeholder is then removed if it exists.
    const mayStand = () => {
      this.#placed = sha256;
    };
    try {
      const sending = (grace: AbortSignal) => send(body, { headers, onUnclear: mayStand, signal: grace });
      this.#isVersioned = await withGrace(signal, sending);
      mayStand();
    } catch (error) {
      if (signal.aborted) mayStand();
      throw error;
    }
  }

  /** Removes the placeholder, whoever created it, once the file is complete. */
  async release(sha256: string): Promise<void> {
    this.#placed = sha256;
    await this.takeBack();
  }

  /** Removes only this run's placeholder. Another run may need its own. */
  async takeBack(): Promise<void> {
    const sha256 = this.#placed;
    this.#placed = undefined;
    if (sha256 === undefined || !(await this.#mayRemove())) return;
    const { placeholderKey, stores, listing, cleanUp } = this.#upload;
    try {
      // Obtains the session first, so that almost no time passes between checking and deleting.
      const remove = await stores.placeholders();
      if (this.#isVersioned && (await this.#removeVersions(remove, sha256))) return;
      const stored = await listing.objectNow(placeholderKey, cleanUp);
      if (!isPlaceholder(stored, sha256)) return;
      await remove?.deleteObject(placeholderKey, cleanUp);
    } catch {
      // The placeholder stays, and the next run for this file removes it.
    }
  }

  async #removeVersions(remove: ObjectStore | undefined, sha256: string): Promise<boolean> {
    const { placeholderKey, stores, cleanUp } = this.#upload;
    const look = await stores.look();
    if (look === undefined || remove === undefined) return false;
    return await removeVersions({ look, remove }, placeholderKey, etagFor(sha256), cleanUp);
  }

  async #mayRemove(): Promise<boolean> {
    return await this.#upload.placeholderPermission.isGiven().catch(() => false);
  }
}

/** Removes the placeholder of a run that was killed between completing the file and removing the placeholder. */
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
  return stored.size === BYTES && stored.etag === etagFor(sha256);
}

function etagFor(sha256: string): string {
  return hash('md5', contentFor(sha256));
}

import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { StoredObject, UnfinishedUpload } from '../../s3/store-types.ts';
import type { UploadStores } from './upload-stores.ts';

/** How many keys are checked one by one. Beyond that, listing the whole prefix is cheaper. */
const MOST_LOOKS = 16;

/**
 * The existing objects at the keys of an upload. Each listing is made once, on first use. Undefined if the session may not
 * list.
 */
export class StoredListing {
  readonly #stores: UploadStores;
  readonly #prefix: string;
  readonly #keys: ReadonlySet<string>;
  readonly #signal: AbortSignal;
  readonly #isRepeated: boolean;
  /** How many keys were checked one by one. */
  #looks = 0;
  #objects: Promise<ReadonlyMap<string, StoredObject> | undefined> | undefined;
  #uploads: Promise<ReadonlyMap<string, readonly UnfinishedUpload[]> | undefined> | undefined;

  /** @param isRepeated whether most of the keys are probably taken */
  constructor(
    stores: UploadStores,
    prefix: string,
    keys: ReadonlySet<string>,
    signal: AbortSignal,
    isRepeated = false,
  ) {
    this.#stores = stores;
    this.#prefix = prefix;
    this.#keys = keys;
    this.#signal = signal;
    this.#isRepeated = isRepeated;
  }

  /** Whether the listing is worth it: it exists already, or so many keys are taken that more will be. */
  get isAtHand(): boolean {
    return this.#isRepeated || this.#objects !== undefined || this.#looks >= MOST_LOOKS;
  }

  /** Whether the session may list at all. */
  async isOpen(): Promise<boolean> {
    this.#objects ??= this.#listObjects();
    return (await this.#objects) !== undefined;
  }

  /** As it was when the upload first asked. */
  async object(key: string): Promise<StoredObject | undefined> {
    this.#objects ??= this.#listObjects();
    return (await this.#objects)?.get(key);
  }

  /** As it is now. */
  async objectNow(key: string, signal = this.#signal): Promise<StoredObject | 'unknown' | undefined> {
    this.#looks += 1;
    const found = await this.#look(async (store) => {
      for await (const object of store.listObjects(key, signal)) {
        return object.key === key ? object : 'none';
      }
      return 'none' as const;
    });
    if (found === undefined) return 'unknown';
    return found === 'none' ? undefined : found;
  }

  /** Multipart uploads of the key from an earlier run, or from another one that is still running. */
  async uploads(key: string): Promise<readonly UnfinishedUpload[]> {
    this.#uploads ??= this.#listUploads();
    return (await this.#uploads)?.get(key) ?? [];
  }

  /** As they are now. Empty if the session may not list. */
  async uploadsNow(key: string, signal: AbortSignal): Promise<readonly UnfinishedUpload[]> {
    const found = await this.#look(async (store) => {
      const uploads: UnfinishedUpload[] = [];
      for await (const upload of store.listUploads(key, signal)) {
        if (upload.key === key) uploads.push(upload);
      }
      return uploads;
    });
    return found ?? [];
  }

  #listObjects(): Promise<ReadonlyMap<string, StoredObject> | undefined> {
    return this.#look(async (store) => {
      const objects = new Map<string, StoredObject>();
      for await (const object of store.listObjects(this.#prefix, this.#signal)) {
        // A bucket may contain millions of other objects.
        if (this.#keys.has(object.key)) objects.set(object.key, object);
      }
      return objects;
    });
  }

  #listUploads(): Promise<ReadonlyMap<string, readonly UnfinishedUpload[]> | undefined> {
    return this.#look(async (store) => {
      const uploads = new Map<string, UnfinishedUpload[]>();
      for await (const upload of store.listUploads(this.#prefix, this.#signal)) {
        if (!this.#keys.has(upload.key)) continue;
        uploads.set(upload.key, [...(uploads.get(upload.key) ?? []), upload]);
      }
      return uploads;
    });
  }

  async #look<T>(work: (store: ObjectStore) => Promise<T>): Promise<T | undefined> {
    const store = await this.#stores.look();
    return store && orUndefinedIfRefused(() => work(store));
  }
}

/** Returns undefined if the session may not look, which is not a failure. */
export async function orUndefinedIfRefused<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof StoreFailure && error.kind === 'refused') return undefined;
    throw error;
  }
}

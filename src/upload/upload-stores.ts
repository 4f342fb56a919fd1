import { type OpenStoreOptions, openStore } from '../object-store/open-store.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import { SessionPolicy, type UploadTask } from '../session-policy.ts';

/**
 * One bucket as an upload needs it, each with a session that may do one thing and nothing else. All but the first are made
 * when they are needed, which is seldom: most uploads write and never look.
 */
export interface UploadStores {
  /** Puts objects, and aborts unfinished uploads. It can neither read nor list nor delete. */
  write(): Promise<ObjectStore>;
  /** Lists objects and unfinished uploads below the prefix. */
  look(): Promise<ObjectStore>;
  /** Deletes objects below the prefix. */
  remove(): Promise<ObjectStore>;
  /** Gets the manifest's object, and nothing else. */
  readManifest(): Promise<ObjectStore>;
  close(): Promise<void>;
}

export interface UploadStoresOptions extends OpenStoreOptions {
  /** The key of the pointer to the latest upload, when there is to be one. */
  readonly latest?: string | undefined;
}

/**
 * Stores whose sessions are asked for with a service credential, each with a policy of its own.
 *
 * @param options `request.prefix` is the upload's
 * @throws InputError when a policy would be longer than a server takes; each store throws as {@link openStore}
 */
export function storesOfCredential(
  options: UploadStoresOptions & { readonly credential: NonNullable<OpenStoreOptions['credential']> },
): UploadStores {
  const { request, latest } = options;
  const { policy: _other, ...plain } = request;
  const policies = new Map(
    (['write', 'look', 'remove', 'read-manifest'] satisfies UploadTask[]).map((task) => [
      task,
      SessionPolicy.forUpload(request.bucket, task, request.prefix, latest),
    ]),
  );
  const opened = new LazyStores<UploadTask>((task) => {
    const policy = policies.get(task);
    const narrowed = policy === undefined ? plain : { ...plain, policy };
    return openStore({ ...options, request: narrowed });
  });
  return {
    write: () => opened.open('write'),
    look: () => opened.open('look'),
    remove: () => opened.open('remove'),
    readManifest: () => opened.open('read-manifest'),
    close: () => opened.close(),
  };
}

/** The session of an earlier step, which is the same for all. */
export function storesOfEnvironment(options: Omit<UploadStoresOptions, 'credential'>): UploadStores {
  const opened = new LazyStores<'all'>(() => openStore(options));
  const open = () => opened.open('all');
  return { write: open, look: open, remove: open, readManifest: open, close: () => opened.close() };
}

/** Opens each store once, when it is first asked for. */
class LazyStores<Name> {
  readonly #open: (name: Name) => Promise<ObjectStore>;
  readonly #opened = new Map<Name, Promise<ObjectStore>>();

  constructor(open: (name: Name) => Promise<ObjectStore>) {
    this.#open = open;
  }

  open(name: Name): Promise<ObjectStore> {
    const opened = this.#opened.get(name) ?? this.#open(name);
    this.#opened.set(name, opened);
    return opened;
  }

  async close(): Promise<void> {
    const opened = [...this.#opened.values()];
    this.#opened.clear();
    // One that could not be opened has said so to whoever asked for it.
    const stores = await Promise.allSettled(opened);
    await Promise.all(stores.map((store) => (store.status === 'fulfilled' ? store.value.close() : undefined)));
  }
}

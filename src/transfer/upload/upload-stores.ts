import { SessionPolicy, type UploadPower } from '../../credentials/session-policy.ts';
import type { SessionRequest } from '../../credentials/session-request.ts';
import { ExchangeFailure, InputError } from '../../failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { MANIFEST_NAME, PLACEHOLDERS } from '../artifact/key.ts';
import { type OpenStoreOptions, openStore } from '../open-store.ts';
import { cleanUpSignal } from './with-grace.ts';

/** How many requests for listing at the same time, in addition to the upload's own. */
const LOOKS_AT_ONCE = 8;

/**
 * The stores of an upload. Each is opened when it is first needed, so that an upload that only writes has a session that
 * can only write.
 */
export interface UploadStores {
  /** @throws ExchangeFailure, InputError, StoreFailure or the signal's reason if there is no session that can write */
  write(): Promise<ObjectStore>;
  /** Reads the manifest of an earlier upload and the latest pointer, and nothing else. Undefined if that is not allowed. */
  readManifest(): Promise<ObjectStore | undefined>;
  /** Reads the headers of objects and changes them. Undefined if that is not allowed. */
  headers(): Promise<ObjectStore | undefined>;
  /** Lists objects and unfinished uploads, and cannot read. Undefined if that is not allowed. */
  look(): Promise<ObjectStore | undefined>;
  /** Deletes objects. Undefined if that is not allowed. */
  remove(): Promise<ObjectStore | undefined>;
  /** Deletes single versions of objects. Undefined if that is not allowed. */
  removeVersions(): Promise<ObjectStore | undefined>;
  /** Deletes only this program's own placeholders, also for a while after a cancel. Undefined if that is not allowed. */
  placeholders(): Promise<ObjectStore | undefined>;
  close(): Promise<void>;
}

/** Options for opening the stores. `request` has the prefix to which all of them are limited. */
export interface UploadStoresOptions extends OpenStoreOptions {
  /** A key outside the prefix that is also written. */
  readonly latest?: string | undefined;
}

/** @throws InputError as {@link storesOfCredential} */
export function openStores({ credential, ...options }: UploadStoresOptions): UploadStores {
  return credential === undefined
    ? storesOfEnvironment(options)
    : storesOfCredential({ ...options, credential });
}

/**
 * Stores with one session each, limited to its purpose.
 *
 * @throws InputError if the prefix and `latest` are too long for the policy of the session that writes
 */
export function storesOfCredential(options: UploadStoresOptions): UploadStores {
  const { request, latest } = options;
  const pointer = latest === undefined ? [] : [latest];
  return openLazily(options, {
    write: narrow(request, 'write', pointer),
    headers: narrowIfPossible(request, 'headers'),
    look: narrowIfPossible(request, 'look'),
    remove: narrowIfPossible(request, 'remove'),
    'remove-versions': narrowIfPossible(request, 'remove-versions'),
    placeholders: narrowIfPossible({ ...request, prefix: request.prefix + PLACEHOLDERS }, 'remove-versions'),
    'read-manifest': narrowIfPossible(request, 'read-manifest', [request.prefix + MANIFEST_NAME, ...pointer]),
  });
}

/** One store with the session in the environment, for everything that the session allows. */
export function storesOfEnvironment(options: Omit<UploadStoresOptions, 'credential'>): UploadStores {
  const open = once(() => openUntilClosed({ ...options, credential: undefined }));
  return {
    write: open.get,
    headers: open.get,
    look: open.get,
    remove: open.get,
    removeVersions: open.get,
    placeholders: open.get,
    readManifest: open.get,
    close: open.close,
  };
}

function narrow(request: SessionRequest, power: UploadPower, keys: readonly string[]): SessionRequest {
  return { ...request, access: 'write', policy: SessionPolicy.forUpload(request, power, keys) };
}

/**
 * A policy for listing names the prefix twice, and has no room for the longest ones. The upload continues without what it
 * can do without.
 */
function narrowIfPossible(
  request: SessionRequest,
  power: UploadPower,
  keys: readonly string[] = [],
): SessionRequest | undefined {
  try {
    return narrow(request, power, keys);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

type Requests = Readonly<Record<UploadPower | 'placeholders', SessionRequest | undefined>>;

function openLazily(
  options: UploadStoresOptions,
  requests: Requests & { readonly write: SessionRequest },
): UploadStores {
  const opened = (request: SessionRequest, concurrency: number, signal = options.signal) =>
    once(() => openUntilClosed({ ...options, concurrency, request, signal }));
  const write = opened(requests.write, options.concurrency);
  const headers = requests.headers && opened(requests.headers, options.concurrency);
  const look = requests.look && opened(requests.look, LOOKS_AT_ONCE);
  const remove = requests.remove && opened(requests.remove, 1);
  const versions = requests['remove-versions'] && opened(requests['remove-versions'], LOOKS_AT_ONCE);
  const placeholders =
    requests.placeholders && opened(requests.placeholders, LOOKS_AT_ONCE, cleanUpSignal(options.signal));
  const manifest = requests['read-manifest'] && opened(requests['read-manifest'], 1);
  return {
    write: write.get,
    headers: async () => headers && orUndefined(headers.get()),
    look: async () => look && orUndefined(look.get()),
    remove: async () => remove && orUndefined(remove.get()),
    removeVersions: async () => versions && orUndefined(versions.get()),
    placeholders: async () => placeholders && orUndefined(placeholders.get()),
    readManifest: async () => manifest && orUndefined(manifest.get()),
    close: async () => {
      const all = [write, headers, look, remove, versions, placeholders, manifest];
      await Promise.all(all.map((store) => store?.close()));
    },
  };
}

/** A refused session means that the role does not allow it. A missing answer says nothing about the role. */
async function orUndefined(store: Promise<ObjectStore>): Promise<ObjectStore | undefined> {
  try {
    return await store;
  } catch (error) {
    if (error instanceof ExchangeFailure && !error.retryable) return undefined;
    throw error;
  }
}

function once(open: () => Promise<ObjectStore>) {
  let store: Promise<ObjectStore> | undefined;
  return {
    get: () => {
      store ??= open();
      return store;
    },
    close: async () => {
      await store?.then(
        (opened) => opened.close(),
        () => undefined,
      );
    },
  };
}

/** The signal stops only the opening, because an open store is still needed for cleanup. */
async function openUntilClosed(options: UploadStoresOptions): Promise<ObjectStore> {
  const { signal } = options;
  const opening = new AbortController();
  const abort = () => opening.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await openStore({ ...options, signal: opening.signal });
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

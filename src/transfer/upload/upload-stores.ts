import { SessionPolicy, type UploadPower } from '../../credentials/session-policy.ts';
import type { SessionRequest } from '../../credentials/session-request.ts';
import { ExchangeFailure, InputError } from '../../failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { MANIFEST_NAME, PLACEHOLDERS } from '../artifact/key.ts';
import { type OpenStoreOptions, openStore } from '../open-store.ts';
import { cleanUpSignal } from './with-grace.ts';

/** Requests at once for looking, beside those of the upload itself. */
const LOOKS_AT_ONCE = 8;

/**
 * The bucket as an upload may use it. Each of the five is opened when it is needed first, so that an upload that only
 * writes has a session that can only write.
 */
export interface UploadStores {
  /** @throws ExchangeFailure, InputError, StoreFailure or the signal's reason when there is no session to write with */
  write(): Promise<ObjectStore>;
  /** To read the manifest that an earlier upload has left and what is at `latest`, and nothing else; undefined when that is not to be had. */
  readManifest(): Promise<ObjectStore | undefined>;
  /** To list objects and unfinished uploads, and never to read; undefined when that is not to be had. */
  look(): Promise<ObjectStore | undefined>;
  /** To delete objects; undefined when that is not to be had. */
  remove(): Promise<ObjectStore | undefined>;
  /** To delete this program's own placeholders, and no file, also for a while after a cancel; undefined when that is not to be had. */
  placeholders(): Promise<ObjectStore | undefined>;
  close(): Promise<void>;
}

/** How the stores are opened; `request` has the prefix to which all of them are confined. */
export interface UploadStoresOptions extends OpenStoreOptions {
  /** A key outside of the prefix that is written as well. */
  readonly latest?: string | undefined;
}

/** @throws InputError as {@link storesOfCredential} */
export function openStores({ credential, ...options }: UploadStoresOptions): UploadStores {
  return credential === undefined
    ? storesOfEnvironment(options)
    : storesOfCredential({ ...options, credential });
}

/**
 * Stores with a session each, of which none can more than it is for.
 *
 * @throws InputError when prefix and `latest` are too long for the policy of the one that writes
 */
export function storesOfCredential(options: UploadStoresOptions): UploadStores {
  const { request, latest } = options;
  const pointer = latest === undefined ? [] : [latest];
  return openLazily(options, {
    write: narrow(request, 'write', pointer),
    look: narrowIfPossible(request, 'look'),
    remove: narrowIfPossible(request, 'remove'),
    placeholders: narrowIfPossible({ ...request, prefix: request.prefix + PLACEHOLDERS }, 'remove'),
    'read-manifest': narrowIfPossible(request, 'read-manifest', [request.prefix + MANIFEST_NAME, ...pointer]),
  });
}

/** One store with the session that is in the environment, for all that this session allows. */
export function storesOfEnvironment(options: Omit<UploadStoresOptions, 'credential'>): UploadStores {
  const open = once(() => openUntilClosed({ ...options, credential: undefined }));
  return {
    write: open.get,
    look: open.get,
    remove: open.get,
    placeholders: open.get,
    readManifest: open.get,
    close: open.close,
  };
}

function narrow(request: SessionRequest, power: UploadPower, keys: readonly string[]): SessionRequest {
  return { ...request, access: 'write', policy: SessionPolicy.forUpload(request, power, keys) };
}

/** A policy to look with names the prefix twice, and has no room for the longest: what can be done without it goes on. */
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
  const look = requests.look && opened(requests.look, LOOKS_AT_ONCE);
  const remove = requests.remove && opened(requests.remove, 1);
  const placeholders =
    requests.placeholders && opened(requests.placeholders, LOOKS_AT_ONCE, cleanUpSignal(options.signal));
  const manifest = requests['read-manifest'] && opened(requests['read-manifest'], 1);
  return {
    write: write.get,
    look: async () => look && orUndefined(look.get()),
    remove: async () => remove && orUndefined(remove.get()),
    placeholders: async () => placeholders && orUndefined(placeholders.get()),
    readManifest: async () => manifest && orUndefined(manifest.get()),
    close: async () => {
      const all = [write, look, remove, placeholders, manifest];
      await Promise.all(all.map((store) => store?.close()));
    },
  };
}

/** A role that gives no such session is one that does not allow it; that there was no answer says nothing of the role. */
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

/** The signal ends the opening alone: a store that is open is still to clean up after it. */
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

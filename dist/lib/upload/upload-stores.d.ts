import type { ObjectStore } from '../object-store/object-store.ts';
import { type OpenStoreOptions } from '../object-store/open-store.ts';
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
    /** To delete this program's own claims, and no file, also for a while after a cancel; undefined when that is not to be had. */
    claims(): Promise<ObjectStore | undefined>;
    close(): Promise<void>;
}
/** How the stores are opened; `request` has the prefix to which all of them are confined. */
export interface UploadStoresOptions extends OpenStoreOptions {
    /** A key outside of the prefix that is written as well. */
    readonly latest?: string | undefined;
}
/**
 * Stores with a session each, of which none can more than it is for.
 *
 * @throws InputError when prefix and `latest` are too long for the policy of the one that writes
 */
export declare function storesOfCredential(options: UploadStoresOptions): UploadStores;
/** One store with the session that is in the environment, for all that this session allows. */
export declare function storesOfEnvironment(options: Omit<UploadStoresOptions, 'credential'>): UploadStores;

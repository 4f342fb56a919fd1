import type { StoredObject, UnfinishedUpload } from '../object-store/store-types.ts';
import type { UploadStores } from './upload-stores.ts';
/**
 * What is in the bucket of the keys that an upload is about. Each listing is made once, when it is asked for first.
 * Undefined where the session may not look.
 */
export declare class StoredListing {
    #private;
    constructor(stores: UploadStores, prefix: string, keys: ReadonlySet<string>, signal: AbortSignal);
    /** Whether asking for the listing costs little: it is there, or so many keys were taken that more will be. */
    get isAtHand(): boolean;
    /** Whether the session may look at all. */
    isOpen(): Promise<boolean>;
    /** As it was when the upload asked first. */
    object(key: string): Promise<StoredObject | undefined>;
    /** As it is now. */
    objectNow(key: string, signal?: AbortSignal): Promise<StoredObject | 'unknown' | undefined>;
    /** Multipart uploads of the key that were begun by an earlier run, or by another one that is still at it. */
    uploads(key: string): Promise<readonly UnfinishedUpload[]>;
    /** As they are now; none where the session may not look. */
    uploadsNow(key: string, signal: AbortSignal): Promise<readonly UnfinishedUpload[]>;
}
/** A session that may not look cannot tell, which is no failure. */
export declare function orUndefinedIfRefused<T>(look: () => Promise<T>): Promise<T | undefined>;

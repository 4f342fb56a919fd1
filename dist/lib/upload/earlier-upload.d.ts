import type { StoredPart } from '../object-store/store-types.ts';
import type { FileUpload } from './file-upload.ts';
/** A multipart upload that has begun, and its parts that are there already. */
export interface BegunUpload {
    readonly uploadId: string;
    /** By number. */
    readonly parts: ReadonlyMap<number, StoredPart>;
}
/** Looks for what an interrupted run has left of this file: the upload with the most parts, all of which have its content. */
export declare function findEarlier(upload: FileUpload): Promise<BegunUpload | undefined>;
/**
 * Aborts what others have begun for this file's key, once the file is there. It cannot be told whether another run is still
 * at one of them: that one then begins anew, or finds that the key is taken.
 */
export declare function abortEarlier({ key, listing, stores, signal }: FileUpload): Promise<void>;

import type { ObjectStore } from '../object-store/object-store.ts';
import type { FileUpload, UploadedFile } from './file-upload.ts';
import type { UploadStores } from './upload-stores.ts';
/** Where the claim for a key is. The digest keeps it short, whatever the key is. */
export declare function claimKeyFor(prefix: string, key: string): string;
/** Whether the claims of one upload can be removed again. Where they cannot, none is placed: it would stay for ever. */
export declare class ClaimPermission {
    #private;
    constructor(stores: Pick<UploadStores, 'claims'>, prefix: string);
    /** Found out once, by deleting what is not there. */
    isGiven(): Promise<boolean>;
}
/**
 * A small object beside the files that says: a run is putting together the parts of the file at this key. An RGW before
 * 20.2.1 ignores If-None-Match then, and of several runs only one may win. It keeps runs of this program apart; from
 * other clients that write to the key in the same moment only If-None-Match on completion protects, where the server
 * heeds it. It has a key of its own, so that nothing but the whole file is ever at the file's key, and names the file's
 * digest: a run with the same content goes on where one that was killed has left it.
 */
export declare class Claim {
    #private;
    constructor(upload: FileUpload);
    /**
     * @param sha256 of the file, in hexadecimal
     * @returns what there is to say of the file when it is there already; undefined when it may be put together
     * @throws ArtifactFailure of kind `exists` when something else is there
     */
    place(store: ObjectStore, sha256: string): Promise<UploadedFile | undefined>;
    /** Removes it, once the file is there whole: it has no use any more, whoever has placed it. */
    release(sha256: string): Promise<void>;
    /** Removes what this run has placed, and nothing else: another one may need the same. */
    takeBack(): Promise<void>;
}
/** Removes the claim of a run that was killed when the file was whole, and the claim not yet gone. */
export declare function removeLeftClaim(upload: FileUpload): Promise<void>;

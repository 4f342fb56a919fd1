import type { ObjectStore } from '../object-store/object-store.ts';
import type { StoredObject } from '../object-store/store-types.ts';
import type { FileUpload, UploadedFile } from './file-upload.ts';
/**
 * A key that is taken for a file before its parts are put together: an RGW before 20.2.1 ignores If-None-Match then, and of
 * several runs only one may win. A small object stands there for as long as the completing takes. It names the file's
 * digest, so that a run which was killed in that moment can be run again, and goes on where it was.
 */
export declare class Claim {
    #private;
    constructor(upload: FileUpload);
    /**
     * @param sha256 of the file, in hexadecimal
     * @returns what there is to say of the file when it is there already; undefined when the key is ours
     * @throws ArtifactFailure of kind `exists` when something else is there
     */
    place(store: ObjectStore, sha256: string): Promise<UploadedFile | undefined>;
    /** For an upload that failed for good. Only what this run has placed goes: another one may need the same. */
    takeBack(): Promise<void>;
}
/** Whether an object is the claim for this very content, which a run that was killed has left. */
export declare function isClaimOf(stored: StoredObject, upload: FileUpload): Promise<boolean>;

import type { FileUpload } from './file-upload.ts';
/**
 * Uploads that the server began for us, and whose ids never arrived: the connection broke, and the request was made again.
 * They would stay, and cost what is in them, for as long as nobody looks.
 */
export declare class StrayUploads {
    #private;
    constructor(upload: FileUpload);
    /** There may be one. */
    suspect(): void;
    /**
     * Aborts what of this key has begun since the upload has, once our own is over. Should another run have begun meanwhile,
     * it begins anew.
     */
    abort(): Promise<void>;
}

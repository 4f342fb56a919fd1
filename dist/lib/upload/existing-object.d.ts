import { ArtifactFailure } from '../artifact/failure.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { Body, PutOptions } from '../object-store/store-types.ts';
import type { FileUpload, UploadedFile } from './file-upload.ts';
/** Whether the key had the file's content when the keys were listed. */
export declare function isThere({ file, key, partSize, listing, signal }: FileUpload): Promise<boolean>;
/** For a file whose content is at its key. */
export declare function skip(upload: FileUpload): Promise<UploadedFile>;
/**
 * The key is taken. By the same content it may be: an interrupted run goes on, or the answer to a first try was lost.
 *
 * @throws ArtifactFailure of kind `exists` when it is other content, or that cannot be told
 */
export declare function acceptExisting(upload: FileUpload, cause: unknown): Promise<UploadedFile>;
/**
 * Whether an object has the content that it is replaced by: a server that takes no look still says whether the ETag fits.
 *
 * @param etag of `body`
 */
export declare function replacesItself(store: ObjectStore, key: string, body: Body, etag: string, options: PutOptions): Promise<boolean>;
export declare function alreadyThere({ key }: FileUpload, how?: string, cause?: unknown): ArtifactFailure;

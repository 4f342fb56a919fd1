import type { Body, CompleteOptions, GetOptions, ObjectStoreOptions, OpenObject, PutOptions, SendOptions, StoredObject, StoredPart, UnfinishedUpload } from './store-types.ts';
/**
 * The objects of one bucket, as one party sees them. Requests are signed with their bodies' digests, share one limit and a
 * pool of connections, are tried again after what passes by itself, and go on with a new session where the old one ends.
 *
 * Each call throws a StoreFailure when it failed for good, what the body's source threw, and the signal's reason when it
 * is aborted.
 */
export declare class ObjectStore {
    #private;
    /** @throws InputError when the environment names a proxy that is no URL */
    constructor(options: ObjectStoreOptions);
    putObject(key: string, body: Body, options?: PutOptions): Promise<{
        etag: string;
    }>;
    /** @returns undefined when there is no such object */
    headObject(key: string, signal?: AbortSignal): Promise<{
        size: number;
        etag: string;
        headers: Record<string, string>;
    } | undefined>;
    /** The request counts as in flight until the body is read to its end, or left (as `break` in a `for await` does). */
    getObject(key: string, options?: GetOptions): Promise<OpenObject>;
    /** In the order of the keys' bytes. */
    listObjects(prefix: string, signal?: AbortSignal): AsyncGenerator<StoredObject>;
    /** Multipart uploads that were neither completed nor aborted. */
    listUploads(prefix: string, signal?: AbortSignal): AsyncGenerator<UnfinishedUpload>;
    /** In the order of their numbers. */
    listParts(key: string, uploadId: string, signal?: AbortSignal): AsyncGenerator<StoredPart>;
    /**
     * Begins a multipart upload. When an answer is lost, and the request made again, the first upload stays behind unfinished.
     *
     * @param onUnclear told when that may have happened
     * @returns its id
     */
    createUpload(key: string, headers: Readonly<Record<string, string>>, signal?: AbortSignal, onUnclear?: () => void): Promise<string>;
    /** @param number from 1 to 10,000 */
    uploadPart(key: string, uploadId: string, number: number, body: Body, options?: SendOptions): Promise<{
        etag: string;
    }>;
    /**
     * Puts the parts together. An RGW (16.2.15) answers 200 for an upload that is not there when there is an object of the
     * key: whose content that is, only its ETag tells.
     *
     * @param parts in the order of their numbers
     * @param options.onlyIfAbsent fails with `exists` when the key is taken; an RGW before 20.2.1 ignores it
     * @throws StoreFailure of kind `no-upload` when it is gone, which includes that a first answer was lost
     */
    completeUpload(key: string, uploadId: string, parts: readonly {
        readonly number: number;
        readonly etag: string;
    }[], { onlyIfAbsent, signal }?: CompleteOptions): Promise<void>;
    /** Resolves when the upload is gone, also when it was gone before. */
    abortUpload(key: string, uploadId: string, signal?: AbortSignal): Promise<void>;
    tagObject(key: string, tags: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<void>;
    /**
     * Deletes an object, whether it is there or not. It is the way for a session with a policy of its own: to those an RGW
     * (16.2.15) refuses {@link deleteObjects}, whatever the policy says.
     */
    deleteObject(key: string, signal?: AbortSignal): Promise<void>;
    /**
     * Deletes keys, whether they are there or not, 1,000 a request.
     *
     * @returns those that the server did not delete, and its code for why
     */
    deleteObjects(keys: readonly string[], signal?: AbortSignal): Promise<{
        key: string;
        code: string;
    }[]>;
    /**
     * A link with which anybody can get an object, for as long as was asked and the session lasts.
     *
     * @param expiresSeconds up to 604,800, a week
     * @param options.filename under which a browser is to save it
     * @returns the link, and when it really ends
     */
    presignGet(key: string, expiresSeconds: number, { filename }?: {
        readonly filename?: string | undefined;
    }): Promise<{
        url: string;
        endsAt: Date;
    }>;
    /** Ends what is in flight, closes the connections, and the source of the keys. */
    close(): Promise<void>;
}

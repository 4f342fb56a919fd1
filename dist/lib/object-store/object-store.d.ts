import type { ConnectionSurroundings } from '../http-agent.ts';
import type { KeySource } from './credentials.ts';
export interface ObjectStoreOptions {
    /** An origin, without a slash at the end. */
    readonly endpoint: string;
    readonly region: string;
    readonly bucket: string;
    readonly keys: KeySource;
    /** The most requests in flight, and so of connections. */
    readonly concurrency: number;
    readonly surroundings?: ConnectionSurroundings | undefined;
    /** Told before each wait. */
    readonly onRetry?: ((retry: Retry) => void) | undefined;
    /** Milliseconds without a byte moved in either direction after which an attempt counts as hung; 60,000. */
    readonly requestMs?: number | undefined;
    /** Milliseconds since the epoch. */
    readonly now?: (() => number) | undefined;
    /** 0 ≤ n < 1, for the jitter. */
    readonly random?: (() => number) | undefined;
}
export interface Retry {
    /** Such as `PUT 'builds/a.txt'`. */
    readonly what: string;
    readonly cause: string;
    readonly waitMs: number;
    /** The attempt that failed, from 1. */
    readonly attempt: number;
}
/** What is sent, and its digest, which the server checks. */
export interface Body {
    /** Hexadecimal. */
    readonly sha256: string;
    readonly bytes: number;
    /** Made anew for each attempt. */
    open(): Uint8Array | AsyncIterable<Uint8Array>;
}
export interface SendOptions {
    /** Told of each piece that was handed to the network, in bytes; of a negative number when an attempt failed and begins anew. */
    readonly onSent?: ((bytes: number) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
}
export interface PutOptions extends SendOptions {
    /** Lower-case names. */
    readonly headers?: Readonly<Record<string, string>> | undefined;
    /** Fails with `exists` when the key is taken. */
    readonly onlyIfAbsent?: boolean | undefined;
    /** An ETag: fails with `integrity` unless the object that is there has it. */
    readonly onlyIfMatch?: string | undefined;
    /** Told when a try has failed in a way that leaves open whether the object is there now. */
    readonly onUnclear?: (() => void) | undefined;
}
export interface GetOptions {
    /** The first and the last byte. */
    readonly range?: readonly [start: number, endInclusive: number] | undefined;
    /** An ETag without quotes. */
    readonly ifMatch?: string | undefined;
    readonly signal?: AbortSignal | undefined;
}
/** What is to be read of an object, and how much of it there is. */
export interface OpenObject {
    /** Bytes of the range, or of the whole. */
    readonly size: number;
    /** Without quotes. */
    readonly etag: string;
    /**
     * Read once. A connection that breaks is replaced, from the byte on that is still missing.
     *
     * @throws StoreFailure
     */
    readonly body: AsyncIterable<Buffer>;
}
export interface StoredObject {
    readonly key: string;
    readonly size: number;
    /** Without quotes. */
    readonly etag: string;
    readonly lastModified: string;
}
export interface UnfinishedUpload {
    readonly key: string;
    readonly uploadId: string;
    readonly initiated: string;
}
export interface StoredPart {
    readonly number: number;
    readonly size: number;
    /** Without quotes. */
    readonly etag: string;
}
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
     * @throws StoreFailure of kind `no-upload` when it is gone, which includes that a first answer was lost
     */
    completeUpload(key: string, uploadId: string, parts: readonly {
        readonly number: number;
        readonly etag: string;
    }[], signal?: AbortSignal): Promise<void>;
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

import { type ConnectionSurroundings } from './http-agent.ts';
import { type S3Key } from './s3-signing.ts';
import { type WireAnswer, type WireRequest } from './transfer.ts';
export type { S3Key } from './s3-signing.ts';
export interface S3Request {
    readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
    /** None for the service itself, such as ListBuckets. */
    readonly bucket?: string;
    /** As it is, not encoded. */
    readonly key?: string;
    readonly query?: Readonly<Record<string, string>>;
    /** Lower-case names. */
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
}
/** Of a body over 512 KiB the beginning, at least that much. */
export type S3Answer = WireAnswer;
export interface S3ConnectionOptions {
    /** An origin, without a slash at the end. */
    readonly endpoint: string;
    readonly region: string;
    /** Without one the requests are not signed. */
    readonly key?: S3Key | undefined;
    readonly surroundings?: ConnectionSurroundings | undefined;
    /** Milliseconds since the epoch, for the signatures. */
    readonly now?: (() => number) | undefined;
    /** Milliseconds that one request may take. */
    readonly requestMs?: number | undefined;
}
/** There was no answer: the network, TLS or the time-out. The message says what was tried and what came back. */
export declare class NoAnswer extends Error {
    readonly name = "NoAnswer";
    /** What came back, without a full stop. */
    readonly cameBack: string;
    /** What to do, as a sentence. */
    readonly remedy: string;
    constructor(tried: string, cameBack: string, remedy: string);
}
/**
 * Sends single S3 requests as one key, with the bucket in the path (an RGW needs that), each signed with its whole body.
 * An error that the server answers is an answer like any other; nothing is tried again.
 */
export declare class S3Connection {
    #private;
    constructor(options: S3ConnectionOptions);
    /**
     * @throws NoAnswer
     * @throws the signal's reason when it is aborted
     */
    send(request: S3Request, signal?: AbortSignal): Promise<S3Answer>;
    /**
     * Sends a request that was signed elsewhere, as it is.
     *
     * @throws NoAnswer
     * @throws the signal's reason when it is aborted
     */
    deliver(wire: WireRequest, signal?: AbortSignal): Promise<S3Answer>;
    /** Closes what is open; requests under way fail. */
    close(): void;
}

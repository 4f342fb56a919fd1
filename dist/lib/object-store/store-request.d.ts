import type { SignedRequest } from './connection.ts';
import type { StoreKey } from './key-source.ts';
import type { Source } from './sending-body.ts';
export interface StoreRequest {
    readonly method: SignedRequest['method'];
    /** None for the bucket itself. */
    readonly key?: string | undefined;
    readonly query?: Readonly<Record<string, string>>;
    /** Lower-case names. */
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: {
        readonly sha256: string;
        readonly bytes: number;
        open(): Source;
    } | undefined;
}
export interface Target {
    readonly endpoint: string;
    readonly region: string;
    readonly bucket: string;
}
/** Signs requests for one bucket. The digest of the body is signed too, so that the server checks what it gets. */
export declare class RequestSigner {
    #private;
    constructor(target: Target);
    /** @param now milliseconds since the epoch */
    sign(request: StoreRequest, key: StoreKey, now: number): Promise<SignedRequest>;
    /** A URL that anybody can get an object with, until it or the key ends. */
    presign(objectKey: string, query: Readonly<Record<string, string>>, key: StoreKey, terms: {
        readonly now: number;
        readonly seconds: number;
    }): Promise<string>;
}

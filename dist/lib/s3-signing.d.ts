import { SignatureV4 } from '@smithy/signature-v4';
/** A long-lived key, or one of a session with its token. */
export interface S3Key {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string | undefined;
}
/** Signs S3 requests as one key. It keeps what it derives from the key, so one for each request costs more than one for all. */
export declare function createSigner({ accessKeyId, secretAccessKey, sessionToken }: S3Key, region: string): SignatureV4;
/** The encoded path of an object, a bucket, or the service itself. Nothing in a key is special but the slash. */
export declare function pathOf(bucket: string | undefined, key: string | undefined): string;
/** A path with its query, as it is sent. A parameter without a value gets the `=` with which it is signed. */
export declare function withQuery(path: string, query: Readonly<Record<string, string>>): string;

import { type S3Answer, type S3ConnectionOptions, type S3Key, type S3Request } from '../s3-connection.ts';
/** Whose key signs: what messages call it, and the variables that it came from. */
export type CallerRole = 'admin' | 'owner';
/** Sends requests as the administrator or as the bucket's owner, and says what a refusal means. */
export declare class Caller {
    #private;
    constructor(role: CallerRole, key: S3Key, options: Omit<S3ConnectionOptions, 'key'>);
    /**
     * @param what what is tried, such as `CreateRole`
     * @param expected a code that says something else here than that the caller's key is wrong
     * @throws ProvisionFailure when there is no answer, or the server does not take the key or its signature
     */
    send(what: string, request: S3Request, expected?: string): Promise<S3Answer>;
    /** Milliseconds since the epoch by the server's clock, to a second. */
    serverNow(): number;
    close(): void;
}
export declare function isSuccess({ status }: S3Answer): boolean;
/** The code of an error, in XML or in the JSON of the admin API. */
export declare function codeOf({ status, body }: S3Answer): string | undefined;
/** Such as `403 AccessDenied`. */
export declare function describe(answer: S3Answer): string;
/** The content of an XML answer. @throws ProvisionFailure when it is none */
export declare function xmlOf(what: string, { body }: S3Answer): import("../object-store/xml.ts").Element;
/** The content of a JSON answer. @throws ProvisionFailure when it is none */
export declare function jsonOf(what: string, { body }: S3Answer): unknown;

import type { Verdict } from './failure.ts';
interface Endpoint {
    readonly endpoint: string;
}
/** What was asked where, and the error that came instead of an answer. */
interface ConnectionEvidence {
    readonly request: Endpoint;
    readonly error?: unknown;
}
/** Why no answer came at all: name look-up, connection, TLS or protocol. */
export declare function judgeConnection({ request, error }: ConnectionEvidence): Verdict;
/** What came back from a proxy that answered in the server's place. No S3 server sends this status. */
export declare const PROXY_WANTS_LOGIN = "407 from the proxy: it wants a login";
/** Without `HTTP_PROXY`'s value: a password may be in it. */
export declare const REMEDY_OF_PROXY = "write user and password into HTTP_PROXY (or HTTPS_PROXY), as http://user:password@host:port with special characters in percent form; or add the host of endpoint to NO_PROXY, if this runner reaches it directly.";
/** A proxy refused a request to an http endpoint. Of one to https the connection itself fails. */
export declare function judgeProxyRefusal(): Verdict;
export {};

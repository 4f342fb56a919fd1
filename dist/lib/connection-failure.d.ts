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
export {};

import type { ConnectionSurroundings } from '../http-agent.ts';
import { ReceivedBody } from './received-body.ts';
import { type Source } from './sending-body.ts';
/** A request that has been signed. */
export interface SignedRequest {
    readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
    /** Encoded, the query included. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: Source | undefined;
}
export interface SendTerms {
    readonly signal?: AbortSignal | undefined;
    /** Told of each piece that goes out. */
    readonly onSent: (bytes: number) => void;
    /** Waits for a refusal before the body goes out. */
    readonly cautious: boolean;
    /** Milliseconds without a byte moved after which the request counts as hung. */
    readonly patienceMs: number;
    /** Called once, when nothing of the request is under way any more. */
    readonly onOver: () => void;
}
export interface Answer {
    readonly status: number;
    /** Lower-case names. */
    readonly headers: Readonly<Record<string, string>>;
    /** To be read to its end, or given up; until then the request is in flight. */
    readonly body: ReceivedBody;
    /** Whether all of the request's body had gone out when the answer came. */
    readonly afterAll: () => boolean;
}
/** There was no answer, or half of one. */
export declare class Interruption extends Error {
    readonly name = "Interruption";
    readonly hung: boolean;
    /** Whether the body was still on its way out, so that a refusal may have been lost. */
    readonly whileSending: boolean;
    constructor(hung: boolean, whileSending: boolean, cause?: unknown);
}
/** Sends requests whose bodies flow, over connections that are kept. Nothing is tried again. */
export declare class StoreConnection {
    #private;
    /** @throws InputError when the environment names a proxy that is no URL */
    constructor(endpoint: string, surroundings: ConnectionSurroundings, connections: number, patienceMs: number);
    /**
     * Resolves when the answer's headers are there, whatever its status.
     *
     * @throws Interruption
     * @throws what the body's source threw
     * @throws the signal's reason when it is aborted
     */
    send(request: SignedRequest, terms: SendTerms): Promise<Answer>;
    /** Ends what is in flight, and closes all connections. */
    close(): Promise<void>;
}

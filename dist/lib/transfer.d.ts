import type { Agent } from 'node:http';
/** A request whose every byte is known, so that it could be signed. */
export interface WireRequest {
    readonly method: string;
    /** Encoded, the query included. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
}
export interface WireAnswer {
    readonly status: number;
    /** Lower-case names. */
    readonly headers: Readonly<Record<string, string>>;
    /** The beginning, at least `mostBytes` of it when there is that much. */
    readonly body: string;
}
/**
 * Sends a request and reads the answer, whatever its status.
 *
 * @param mostBytes after which the rest of the answer is left unread
 * @throws the connection's error, or the signal's
 */
export declare function transfer(url: URL, { body, ...request }: WireRequest, { agent, signal, mostBytes }: {
    agent: Agent;
    signal: AbortSignal;
    mostBytes: number;
}): Promise<WireAnswer>;

import { type FailureDetail } from '../failure.ts';
import type { Session } from '../session.ts';
import { type AgentFailureKind } from './failure.ts';
import type { WatchedProcess } from './watched-process.ts';
/** A program and its arguments. */
export type Command = readonly [string, ...string[]];
/** What the agent's program reads on its standard input, one line of JSON. */
export interface Order {
    readonly directory: string;
    readonly lifetimeSeconds: number;
    readonly watched?: WatchedProcess | undefined;
    readonly port?: number | undefined;
    /** What the exchange needs, the service secret included. The agent hands it on unread. */
    readonly handover: unknown;
}
/** What a started agent answers. */
export interface AgentReady {
    readonly pid: number;
    /** For `AWS_CONTAINER_CREDENTIALS_FULL_URI`. */
    readonly url: string;
    /** For `AWS_CONTAINER_AUTHORIZATION_TOKEN`. A secret. */
    readonly token: string;
    /** The first session, for whoever has to mask it or to say when it ends. */
    readonly session: Session;
    /** The log's path. */
    readonly log: string;
}
/** An error on its way from one process to another, so that it arrives with its type and its whole explanation. */
export type SentError = {
    readonly type: 'exchange';
    readonly detail: FailureDetail;
} | {
    readonly type: 'input';
    readonly input: string;
    readonly sentence: string;
} | {
    readonly type: 'agent';
    readonly kind: AgentFailureKind;
    readonly message: string;
};
/** What the program writes on its standard output, one line of JSON. */
export type Reply = {
    readonly ready: AgentReady;
} | {
    readonly failure: SentError;
};
export declare function packError(error: unknown): SentError;
export declare function unpackError(sent: SentError): Error;
/** JSON has no dates. */
export declare function reviveSession(session: Session): Session;

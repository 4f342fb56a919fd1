import { ExchangeFailure } from './failure.ts';
import { type ConnectionSurroundings } from './http-agent.ts';
import type { ServiceCredential } from './service-credential.ts';
import type { Session } from './session.ts';
import type { SessionRequest } from './session-request.ts';
/** What an exchange takes from its surroundings. All of it has a default but for the environment's proxies. */
export interface ExchangeSurroundings extends ConnectionSurroundings {
    readonly signal?: AbortSignal | undefined;
    /** Told before each wait. */
    readonly onRetry?: ((failure: ExchangeFailure, waitMs: number) => void) | undefined;
    /** Milliseconds since the epoch. */
    readonly now?: (() => number) | undefined;
    /** 0 ≤ n < 1, for the jitter. */
    readonly random?: (() => number) | undefined;
    /** 5 otherwise. */
    readonly mostAttempts?: number | undefined;
    readonly attemptMs?: number | undefined;
    readonly deadlineMs?: number | undefined;
}
export interface Exchanged {
    readonly session: Session;
    /** The local clock minus the server's, in whole seconds; 0 when the server sent no date. */
    readonly clockSkewSeconds: number;
    /** How many requests it took. */
    readonly attempts: number;
}
/**
 * Turns a service credential into a session with one AssumeRole call. Nothing else is asked of the server
 * (an RGW has no GetCallerIdentity). Network errors, 5xx and throttling are tried again, with full jitter
 * ("Exponential Backoff And Jitter", AWS Architecture Blog); a denial or a bad request is not.
 *
 * @throws ExchangeFailure when there is no session; its message explains
 * @throws InputError when the environment names a proxy that is no URL
 * @throws the signal's reason when it is aborted
 */
export declare function exchange(credential: ServiceCredential, request: SessionRequest, surroundings?: ExchangeSurroundings): Promise<Exchanged>;

import { type Session } from './session.ts';
/** Makes one exchange. It is to end soon after `signal` is aborted, and to reject with an ExchangeFailure. */
export type Obtain = (signal: AbortSignal) => Promise<Session>;
/** Time as a renewal sees it. Both clocks are read: one of them jumps, the other may stand still in a suspended machine. */
export interface Clock {
    /** Milliseconds since the epoch. */
    now(): number;
    /** Milliseconds since any fixed moment; never goes back. */
    monotonic(): number;
    /** Calls back once, after so many milliseconds; what it returns cancels that. */
    after(milliseconds: number, callback: () => void): () => void;
}
export interface FailureOutlook {
    /** The credential or the request was refused, as opposed to an outage: waiting alone will hardly help. */
    readonly refused: boolean;
    /** Whether the failure before this one was of the same kind, so that it has been reported already. */
    readonly repeated: boolean;
    readonly nextTryInMs: number;
    /** Until when the session in hand can still be served; undefined when there is none. */
    readonly servingUntil: Date | undefined;
}
export interface RenewalOptions {
    readonly obtain: Obtain;
    /**
     * Told of each session, the first one included, before anything can be served of it: the place to mask it.
     * When it rejects, the session is not used and the renewal counts as failed.
     */
    readonly onObtained?: ((session: Session) => void | Promise<void>) | undefined;
    /** Told of each failed renewal. Not of a failed first exchange: {@link Renewal.start} rejects with that. */
    readonly onFailure?: ((error: unknown, outlook: FailureOutlook) => void) | undefined;
    readonly clock?: Clock | undefined;
    /** 0 <= n < 1, for the jitter. */
    readonly random?: (() => number) | undefined;
}
/**
 * - `starting`: no session yet
 * - `fresh`: the last exchange succeeded
 * - `failing`: the session in hand is valid, and the last renewal failed
 * - `refused`: the same, and the server refuses the credential or the request
 * - `expired`: nothing valid is left; it keeps trying
 */
export type RenewalState = 'starting' | 'fresh' | 'failing' | 'refused' | 'expired' | 'stopped';
export interface RenewalStatus {
    readonly state: RenewalState;
    /** Sessions obtained after the first. */
    readonly renewals: number;
    readonly failures: number;
    /** The first line of the last failure, also when a later renewal succeeded. */
    readonly lastError: string | undefined;
    /** The end of the newest session, also when it has passed. */
    readonly expiresAt: Date | undefined;
    readonly nextRenewalAt: Date | undefined;
}
/**
 * Keeps one session fresh: renews it well before its end, one exchange at a time, and answers from memory.
 * While the server fails it keeps what is valid and tries again; it never hands out an expired session.
 */
export declare class Renewal {
    #private;
    constructor(options: RenewalOptions);
    /**
     * Obtains the first session, and keeps it fresh from then on until {@link stop}.
     *
     * @throws what the first exchange threw; nothing is left running then
     */
    start(): Promise<Session>;
    /** Ends the renewing: the exchange in flight is aborted, and nothing is handed out any more. Safe to call twice. */
    stop(): void;
    /** The session in hand, or undefined when none is valid. Costs two readings of the clock. */
    current(): Session | undefined;
    /** A valid session, waited for at most `timeoutMs` milliseconds; undefined when none came. */
    waitForSession(timeoutMs: number): Promise<Session | undefined>;
    /**
     * A valid session other than `stale`, which the server refuses before its time: renews at once, unless renewing fails
     * already and waits for its next try.
     *
     * @param timeoutMs milliseconds that it is waited for at most
     * @returns undefined when none came
     */
    renewNow(stale: unknown, timeoutMs: number): Promise<Session | undefined>;
    status(): RenewalStatus;
}
/**
 * Milliseconds until the next try, with a quarter of jitter to either side. Doubles with each failure in a row, up
 * to a tenth of what the session still has, so that it never ends for want of a try.
 */
export declare function retryDelayMs(error: unknown, failuresInARow: number, { lifeMs, remainingMs }: {
    readonly lifeMs: number;
    readonly remainingMs: number;
}, random: () => number): number;

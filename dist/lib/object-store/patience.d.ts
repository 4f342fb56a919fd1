/**
 * How often, and for how long, one request is tried again: full jitter ("Exponential Backoff And Jitter", AWS Architecture
 * Blog), at least 8 times. A server that has been seen to work is given a minute, such as a gateway takes to restart.
 */
export declare class Patience {
    #private;
    /** The attempt under way, from 1. */
    attempt: number;
    constructor(random: () => number);
    /**
     * Milliseconds until the next attempt; undefined when there is to be none.
     *
     * @param attemptMs how long the failed one took without anything that moved
     * @param outage whether it looks like one of a server that has answered before
     */
    next(attemptMs: number, outage: boolean, retryAfterMs?: number): number | undefined;
}

/** Waits are drawn between these two, in milliseconds; the upper bound doubles with each attempt. */
const SHORTEST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const FIRST_BOUND_MS = 200;
/** Requests that are made at least before one is given up. */
const LEAST_ATTEMPTS = 8;
/** Milliseconds that an outage of a server that has answered before is waited for, and the most in any case. */
const OUTAGE_MS = 60_000;
const DEADLINE_MS = 300_000;

/**
 * How often, and for how long, one request is tried again: full jitter ("Exponential Backoff And Jitter", AWS Architecture
 * Blog), at least 8 times. A server that has been seen to work is given a minute, such as a gateway takes to restart.
 */
export class RetryBudget {
  /** The attempt under way, from 1. */
  attempt = 1;
  readonly #random: () => number;
  #spentMs = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Milliseconds until the next attempt; undefined when there is to be none.
   *
   * @param attemptMs how long the failed one took without anything that moved
   * @param outage whether it looks like one of a server that has answered before
   */
  next(attemptMs: number, outage: boolean, retryAfterMs = 0): number | undefined {
    const bound = Math.min(FIRST_BOUND_MS * 2 ** (this.attempt - 1), LONGEST_WAIT_MS);
    const drawn = Math.max(Math.ceil(this.#random() * bound), SHORTEST_WAIT_MS);
    const waitMs = Math.max(drawn, retryAfterMs);
    this.#spentMs += attemptMs + waitMs;
    const outageMs = outage ? OUTAGE_MS : 0;
    if (this.#spentMs > DEADLINE_MS) return undefined;
    if (this.attempt >= LEAST_ATTEMPTS && this.#spentMs > outageMs) return undefined;
    this.attempt += 1;
    return waitMs;
  }
}

/** Bounds of the random wait, in milliseconds. The upper bound doubles with each attempt. */
const SHORTEST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const FIRST_BOUND_MS = 200;
/** The least number of attempts. */
const LEAST_ATTEMPTS = 8;
/** How long to wait for a server that has answered before, and the longest wait in any case, in milliseconds. */
const OUTAGE_MS = 60_000;
const DEADLINE_MS = 300_000;

/**
 * How often and how long one request is retried: with full jitter ("Exponential Backoff And Jitter", AWS Architecture
 * Blog), at least 8 times. A server that has worked before gets a minute, which is what a gateway takes to restart.
 */
export class RetryBudget {
  /** The current attempt, from 1. */
  attempt = 1;
  readonly #random: () => number;
  #spentMs = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Milliseconds until the next attempt, or undefined to give up.
   *
   * @param attemptMs how long the failed attempt was idle
   * @param outage whether a server that has answered before is unreachable
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

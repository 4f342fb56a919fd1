/** A request that transfers bytes or waits for an answer. */
export interface Watched {
  /** Whether bytes have moved since the last call. */
  takeMoved(): boolean;
  /** Idle timeout in milliseconds. */
  readonly idleMs: number;
  /** Whether it waits for this side, such as a disk or a slow reader. */
  readonly waitsForUs: boolean;
  hang(): void;
}

/**
 * Checks all requests in flight with one timer, which runs while there are any. It counts checks instead of time: if the
 * process is suspended or starved of CPU, a check is late, and what has arrived in the meantime is read before the next
 * one.
 */
export class IdleTimeouts {
  /** The number of consecutive checks without progress. */
  readonly #watched = new Map<Watched, number>();
  readonly #intervalMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(idleMs: number) {
    this.#intervalMs = Math.min(Math.max(idleMs / 4, 10), 1_000);
  }

  add(watched: Watched): void {
    this.#watched.set(watched, 0);
    this.#timer ??= setInterval(() => this.#look(), this.#intervalMs).unref();
  }

  remove(watched: Watched): void {
    this.#watched.delete(watched);
    if (this.#watched.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    for (const [watched, before] of this.#watched) {
      const quiet = watched.takeMoved() || watched.waitsForUs ? 0 : before + 1;
      this.#watched.set(watched, quiet);
      // The first check may have come right after the last byte.
      if ((quiet - 1) * this.#intervalMs >= watched.idleMs) watched.hang();
    }
  }
}

/** Something that moves bytes, or waits for an answer. */
export interface Watched {
  /** Whether something has moved since this was asked last. */
  takeMoved(): boolean;
  /** Milliseconds without a move after which it counts as hung. */
  readonly idleMs: number;
  /** Whether it waits for this side: a disk, or whoever reads. */
  readonly waitsForUs: boolean;
  hang(): void;
}

/**
 * Looks at all requests in flight at once, with one timer that runs while there are any. The looks are counted and not the
 * time: of a process that is suspended, or that a busy machine does not let run, a look is late, and what has arrived
 * meanwhile is read before the next one.
 */
export class IdleTimeouts {
  /** How often in a row nothing had moved. */
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
      // The first of them may have come right after the last move.
      if ((quiet - 1) * this.#intervalMs >= watched.idleMs) watched.hang();
    }
  }
}

/** Something that moves bytes, or waits for an answer. */
export interface Watched {
  /** Milliseconds of the monotonic clock at which something last moved. */
  readonly movedAt: number;
  /** Milliseconds without a move after which it counts as hung. */
  readonly patienceMs: number;
  /** Whether it waits for this side: a disk, or whoever reads. */
  readonly waitsForUs: boolean;
  hang(): void;
}

/** Looks at all requests in flight at once, with one timer that runs while there are any. */
export class StallWatch {
  readonly #watched = new Set<Watched>();
  readonly #intervalMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(patienceMs: number) {
    this.#intervalMs = Math.min(Math.max(patienceMs / 4, 10), 1_000);
  }

  add(watched: Watched): void {
    this.#watched.add(watched);
    this.#timer ??= setInterval(() => this.#look(), this.#intervalMs).unref();
  }

  remove(watched: Watched): void {
    this.#watched.delete(watched);
    if (this.#watched.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const now = performance.now();
    for (const watched of this.#watched) {
      if (!watched.waitsForUs && now - watched.movedAt > watched.patienceMs) watched.hang();
    }
  }
}

import type { Clock } from '../../src/refresh/renewal.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that moves only when a test moves it. */
export class FakeClock implements Clock {
  #wall: number;
  #monotonic = 5_000;
  readonly #timers = new Set<Timer>();

  constructor(wall = Date.parse('2030-01-01T00:00:00Z')) {
    this.#wall = wall;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#monotonic + milliseconds, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers are waiting. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets these milliseconds pass. Each timer runs at its time, and what it started continues. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#monotonic + milliseconds;
    await settle();
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      this.#pass(Math.max(timer.at - this.#monotonic, 0));
      this.#timers.delete(timer);
      timer.callback();
      await settle();
    }
    this.#pass(end - this.#monotonic);
  }

  /** Sets the wall clock forward or back. A suspended machine looks the same: its timers and monotonic clock stood still. */
  jump(milliseconds: number): void {
    this.#wall += milliseconds;
  }

  #pass(milliseconds: number): void {
    this.#wall += milliseconds;
    this.#monotonic += milliseconds;
  }

  #next(end: number): Timer | undefined {
    const due = [...this.#timers].filter(({ at }) => at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets every promise that can settle do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

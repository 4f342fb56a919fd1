import { setMaxListeners } from 'node:events';

/** Bytes up to which a body is small: it is kept in memory. Of a larger one, pieces are kept while it is in transfer. */
export const LARGEST_SMALL = 256 * 1024;
/** The most large requests at once. 32 fill the bandwidth, and more would take over 200 MB of memory. */
const MOST_LARGE = 32;

/** A slot in use. */
export interface Held {
  /** Call it once. */
  release(): void;
}

interface Waiting {
  readonly isLarge: boolean;
  enter(held: Held): void;
}

/**
 * The concurrency limit, first come, first served within each size. When the server or the network is overloaded, the limit
 * is halved; with each success it grows again, by one slot in as many successes as there are slots (like TCP's congestion
 * window, RFC 5681).
 */
export class Slots {
  readonly #most: number;
  #limit: number;
  #taken = 0;
  #takenLarge = 0;
  readonly #waiting = new Set<Waiting>();
  /** Slots that were taken since the limit was last halved. */
  #current = new WeakSet<Held>();

  constructor(most: number) {
    this.#most = most;
    this.#limit = most;
  }

  /**
   * @param bytes of the request's body, or of its answer
   * @throws the signal's reason when it is aborted before
   */
  async take(bytes: number, signal?: AbortSignal): Promise<Held> {
    signal?.throwIfAborted();
    // Each request adds listeners. Node 20 warns of a leak when there are more than ten.
    if (signal !== undefined) setMaxListeners(0, signal);
    const isLarge = bytes > LARGEST_SMALL;
    return this.#fits(isLarge) ? this.#hold(isLarge) : await this.#wait(isLarge, signal);
  }

  /**
   * Call this when a request was refused because the server is overloaded, or timed out. Many requests fail at the same
   * moment, so one that began before the limit was last halved changes nothing.
   */
  overloaded(held: Held): void {
    if (!this.#current.has(held)) return;
    this.#current = new WeakSet();
    this.#limit = Math.max(this.#limit / 2, 1);
  }

  /** Call this when the server accepted a request. */
  accepted(): void {
    this.#limit = Math.min(this.#limit + 1 / this.#limit, this.#most);
    this.#admit();
  }

  #fits(isLarge: boolean): boolean {
    return this.#taken < Math.floor(this.#limit) && !(isLarge && this.#takenLarge >= MOST_LARGE);
  }

  #hold(isLarge: boolean): Held {
    this.#count(isLarge, 1);
    const held = {
      release: () => {
        this.#count(isLarge, -1);
        this.#admit();
      },
    };
    this.#current.add(held);
    return held;
  }

  #count(isLarge: boolean, change: number): void {
    this.#taken += change;
    if (isLarge) this.#takenLarge += change;
  }

  #admit(): void {
    for (const waiting of this.#waiting) {
      if (this.#taken >= Math.floor(this.#limit)) return;
      if (this.#fits(waiting.isLarge)) waiting.enter(this.#hold(waiting.isLarge));
    }
  }

  #wait(isLarge: boolean, signal: AbortSignal | undefined): Promise<Held> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(waiting);
        signal?.removeEventListener('abort', abort);
      };
      const waiting = {
        isLarge,
        enter: (held: Held) => {
          leave();
          resolve(held);
        },
      };
      const abort = () => {
        leave();
        reject(signal?.reason);
      };
      this.#waiting.add(waiting);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}

/** A request with more bytes than this is large: it is sent or received in pieces, of which it keeps some in memory. */
const LARGEST_SMALL = 256 * 1024;
/** How many large requests at the same time. These fill the bandwidth, and more would need more than 200 MB of memory. */
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
 * The concurrency limit, first come, first served. When the server is overloaded, the limit is halved; with each success it
 * grows again, by one slot in as many successes as there are slots (like TCP's congestion window, RFC 5681).
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
    const isLarge = bytes > LARGEST_SMALL;
    return this.#fits(isLarge) ? this.#hold(isLarge) : await this.#wait(isLarge, signal);
  }

  /**
   * Call this when the server refused a request because it is overloaded. Many requests are refused at the same moment, so
   * one that began before the limit was last halved changes nothing.
   */
  overloaded(held: Held): void {
    if (!this.#current.has(held)) return;
    this.#current = new WeakSet();
    this.#limit = Math.max(this.#limit / 2, 1);
  }

  /** Call this when the server accepted a request. */
  accepted(): void {
    this.#limit = Math.min(this.#limit + 1 / this.#limit, this.#most);
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

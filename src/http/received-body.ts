/** Unread bytes after which the network is paused. */
const WAITING_BYTES = 256 * 1024;

/** How the reader controls the flow. */
export interface Flow {
  pause(): void;
  resume(): void;
  /** Gives up the connection, because nobody reads any further. */
  giveUp(): void;
}

/** The body of an incoming answer. It can be read once, and late without loss. */
export class ReceivedBody implements AsyncIterable<Buffer> {
  readonly #flow: Flow;
  readonly #chunks: Buffer[] = [];
  #waiting = 0;
  #paused = false;
  #ended = false;
  #error: unknown;
  #wake: () => void = () => undefined;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  /** Whether the reader is holding up the flow. */
  get paused(): boolean {
    return this.#paused;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#waiting += chunk.length;
    if (this.#waiting >= WAITING_BYTES && !this.#paused) {
      this.#paused = true;
      this.#flow.pause();
    }
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  fail(error: unknown): void {
    if (this.#ended) return;
    this.#error ??= error;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const chunk = this.#chunks.shift();
        if (chunk !== undefined) {
          this.#taken(chunk);
          yield chunk;
        } else if (this.#ended) return;
        else if (this.#error !== undefined) throw this.#error;
        else await this.#next();
      }
    } finally {
      if (!this.#ended) this.#flow.giveUp();
    }
  }

  #taken(chunk: Buffer): void {
    this.#waiting -= chunk.length;
    if (!this.#paused || this.#waiting > 0) return;
    this.#paused = false;
    this.#flow.resume();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

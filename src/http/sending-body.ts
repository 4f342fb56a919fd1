/** Bytes that go to the network in one piece. Of larger ones nobody would see that they move. */
const PIECE_BYTES = 64 * 1024;
/** Milliseconds that a cautious body waits for a refusal after its first byte. */
const CAUTION_MS = 1_000;

export type Source = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * A body on its way out, counted. It is asked for the next piece when the network has room for it.
 *
 * A cautious one sends a byte and then waits a moment for an answer. A server that refuses a request by its headers answers
 * at once and closes, and what is still being sent then breaks the connection before the answer is read. It is the
 * `Expect: 100-continue` of a client that has none.
 */
export class SendingBody implements AsyncIterable<Uint8Array> {
  /** Whether the next piece is still to come from its source, so that it is not the network that holds it up. */
  waitsForSource = false;
  /** What the source threw. */
  sourceError: { readonly error: unknown } | undefined;
  /** Whether all of it was handed to the network. */
  finished = false;
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #on: { sent(bytes: number): void; asked(): void };
  #open = true;
  #wake: () => void = () => undefined;

  constructor(source: Source, cautious: boolean, on: { sent(bytes: number): void; asked(): void }) {
    this.#on = on;
    const pieces = source instanceof Uint8Array ? cut(source) : source;
    this.#pieces = (cautious ? this.#hesitate(pieces) : pieces)[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: () => this.#next(),
      return: async () => ({ done: true, value: undefined }),
    };
  }

  /** Ends the source, whatever became of the request. The promise tells when it is done. */
  async close(): Promise<void> {
    this.#open = false;
    this.#wake();
    try {
      await this.#pieces.return?.();
    } catch {
      // It has been read as far as anybody wanted.
    }
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    if (!this.#open) throw new Error('The request is over.');
    this.#on.asked();
    this.waitsForSource = true;
    try {
      const next = await this.#pieces.next();
      if (!this.#open) throw new Error('The request is over.');
      if (next.done === true) this.finished = true;
      else this.#on.sent(next.value.length);
      return next;
    } catch (error) {
      if (this.#open) this.sourceError = { error };
      throw error;
    } finally {
      this.waitsForSource = false;
      this.#on.asked();
    }
  }

  async *#hesitate(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let first = true;
    for await (const piece of pieces) {
      if (!first || piece.length === 0) yield piece;
      else {
        first = false;
        yield piece.subarray(0, 1);
        await this.#refusal();
        if (piece.length > 1) yield piece.subarray(1);
      }
    }
  }

  #refusal(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, CAUTION_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (!this.#open) this.#wake();
    });
  }
}

/** Whether a body goes out in one piece, and costs least as it is. */
export function isSmall(source: Source): source is Uint8Array {
  return source instanceof Uint8Array && source.length <= PIECE_BYTES;
}

async function* cut(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    yield bytes.subarray(start, start + PIECE_BYTES);
  }
}

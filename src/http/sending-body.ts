/** Bytes that are sent at once. In larger pieces, progress would be invisible. */
const PIECE_BYTES = 64 * 1024;
/** How long a cautious body waits for a refusal after its first byte, in milliseconds. */
const CAUTION_MS = 1_000;

export type Source = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * The body of an outgoing request, counted. Its next piece is requested when the network has room for it.
 *
 * A cautious one sends one byte and then waits a moment for an answer. A server that refuses a request because of its
 * headers answers at once and closes. Sending on would break the connection before the answer is read. This replaces
 * `Expect: 100-continue`, which undici does not support.
 */
export class SendingBody implements AsyncIterable<Uint8Array> {
  /** Whether it is waiting for its source, and not for the network. */
  waitsForSource = false;
  sourceError: { readonly error: unknown } | undefined;
  /** Whether all of it has been passed to the network. */
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

  /** Ends the source, whatever happened to the request. Resolves when it has ended. */
  async close(): Promise<void> {
    this.#open = false;
    this.#wake();
    try {
      await this.#pieces.return?.();
    } catch {
      // It was read as far as needed.
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

/** Whether a body is sent in one piece and needs no streaming. */
export function isSmall(source: Source): source is Uint8Array {
  return source instanceof Uint8Array && source.length <= PIECE_BYTES;
}

async function* cut(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    yield bytes.subarray(start, start + PIECE_BYTES);
  }
}

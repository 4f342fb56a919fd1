import type { Dispatcher } from 'undici';
import type { ConnectionContext } from './connection-context.ts';
import { createDispatcher } from './dispatcher.ts';
import { IdleTimeouts, type Watched } from './idle-timeout.ts';
import type { HttpAnswer, HttpRequest } from './messages.ts';
import { ReceivedBody } from './received-body.ts';
import { isSmall, SendingBody, type Source } from './sending-body.ts';

export interface SendTerms {
  readonly signal?: AbortSignal | undefined;
  /** Called for each piece that is sent. */
  readonly onSent?: (bytes: number) => void;
  /** Waits for a refusal before sending the body. */
  readonly cautious?: boolean;
  /** Idle timeout in milliseconds. */
  readonly idleMs: number;
  /** Called once, when the request no longer uses the connection. */
  readonly onOver?: () => void;
}

/** An answer whose body has not been read yet. */
export interface IncomingAnswer extends Omit<HttpAnswer, 'body'> {
  /** Read it to the end or give it up. Until then the request is in flight. */
  readonly body: ReceivedBody;
  /** Whether the request body was sent completely before the answer came. */
  readonly afterAll: () => boolean;
}

/** There was no answer, or an incomplete one. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly hung: boolean;
  /** Whether the body was still being sent. In that case a refusal may have been lost. */
  readonly whileSending: boolean;

  constructor(hung: boolean, whileSending: boolean, cause?: unknown) {
    super(hung ? 'The request hung.' : 'The connection broke.', { cause });
    this.hung = hung;
    this.whileSending = whileSending;
  }
}

/** Sends requests with streamed bodies over kept-alive connections. Does not retry. */
export class Connection {
  readonly #dispatcher: Dispatcher;
  readonly #origin: string;
  readonly #idleTimeouts: IdleTimeouts;
  readonly #attempts = new Set<Attempt>();
  #closed: Error | undefined;

  /** @throws InputError when a proxy variable of the environment is not a URL */
  constructor(endpoint: string, context: ConnectionContext, connections: number, idleMs: number) {
    const url = new URL(endpoint);
    this.#origin = url.origin;
    this.#dispatcher = createDispatcher(url, context, connections);
    this.#idleTimeouts = new IdleTimeouts(idleMs);
  }

  /**
   * Resolves when the headers of the answer have arrived, whatever its status.
   *
   * @throws Interruption
   * @throws whatever the source of the body threw
   * @throws the signal's reason when it is aborted
   */
  async send(request: HttpRequest<Source>, terms: SendTerms): Promise<IncomingAnswer> {
    if (this.#closed !== undefined) throw this.#closed;
    const attempt = new Attempt(request, terms, () => {
      this.#idleTimeouts.remove(attempt);
      this.#attempts.delete(attempt);
    });
    this.#idleTimeouts.add(attempt);
    this.#attempts.add(attempt);
    const { method, path, headers } = request;
    this.#dispatcher.dispatch(
      // Otherwise a HEAD closes its connection, in case the server sends a body.
      {
        origin: this.#origin,
        method,
        path,
        headers,
        body: attempt.payload,
        ...(method === 'HEAD' ? { reset: false } : {}),
      },
      attempt,
    );
    return await attempt.answer;
  }

  /** Aborts requests in flight and closes all connections. */
  async close(): Promise<void> {
    this.#closed = new Error('The connection was closed.');
    const attempts = [...this.#attempts];
    for (const attempt of attempts) attempt.end(this.#closed);
    await this.#dispatcher.destroy();
    await Promise.all(attempts.map(({ over }) => over));
  }
}

type Payload = Exclude<Dispatcher.DispatchOptions['body'], undefined>;

/** One request, as undici reports its progress. */
class Attempt implements Dispatcher.DispatchHandler, Watched {
  readonly answer: Promise<IncomingAnswer>;
  /** Resolves when the request and the source of its body have ended. */
  readonly over: Promise<void>;
  /** The body in the form that undici takes. */
  readonly payload: Payload;
  readonly idleMs: number;
  #hasMoved = true;
  readonly #terms: SendTerms;
  readonly #sending: SendingBody | undefined;
  readonly #received: ReceivedBody;
  #controller: Dispatcher.DispatchController | undefined;
  #settle!: { resolve(answer: IncomingAnswer): void; reject(error: unknown): void };
  #finish!: () => void;
  #ended = false;
  readonly #onAbort = () => this.end(this.#terms.signal?.reason);
  readonly #forget: () => void;

  constructor({ body }: HttpRequest<Source>, terms: SendTerms, forget: () => void) {
    this.#terms = terms;
    this.#forget = forget;
    this.idleMs = terms.idleMs;
    this.answer = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Avoids an unhandled rejection: after an abort, nobody may wait for the answer.
    this.answer.catch(() => undefined);
    this.over = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const { cautious = false, onSent = () => undefined } = terms;
    const small = body !== undefined && isSmall(body) && !cautious;
    if (body !== undefined && !small) {
      const asked = () => this.#moved();
      this.#sending = new SendingBody(body, cautious, { sent: onSent, asked });
    }
    // Undici accepts async iterables, although its type does not say so.
    this.payload = (this.#sending as unknown as Payload) ?? (body as Uint8Array | undefined) ?? null;
    this.#received = new ReceivedBody({
      pause: () => this.#controller?.pause(),
      resume: () => {
        this.#moved();
        this.#controller?.resume();
      },
      giveUp: () => this.end(new Error('The answer was given up.')),
    });
    terms.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  get #isSending(): boolean {
    return this.#sending?.finished === false;
  }

  get waitsForUs(): boolean {
    return this.#received.paused || this.#sending?.waitsForSource === true;
  }

  takeMoved(): boolean {
    const moved = this.#hasMoved;
    this.#hasMoved = false;
    return moved;
  }

  hang(): void {
    this.end(new Interruption(true, this.#isSending));
  }

  end(reason: unknown): void {
    if (this.#ended) return;
    // Comes first, because undici reports an abort as an error of its own.
    this.#over(reason);
    this.#controller?.abort(new Error('The request is over.'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) controller.abort(new Error('The request is over.'));
    this.#moved();
    // It is sent in the same turn.
    if (this.payload instanceof Uint8Array) this.#terms.onSent?.(this.payload.length);
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#moved();
    if (status < 200) return;
    const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    const afterAll = () => !this.#isSending;
    this.#settle.resolve({ status, headers: Object.fromEntries(entries), body: this.#received, afterAll });
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#moved();
    this.#received.push(chunk);
  }

  onResponseEnd(): void {
    this.#received.end();
    this.#over();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    const fromSource = this.#sending?.sourceError;
    this.#over(fromSource === undefined ? new Interruption(false, this.#isSending, error) : fromSource.error);
  }

  #moved(): void {
    this.#hasMoved = true;
  }

  #over(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#terms.signal?.removeEventListener('abort', this.#onAbort);
    this.#forget();
    if (this.#sending === undefined) this.#conclude(error);
    else void this.#sending.close().then(() => this.#conclude(error));
  }

  #conclude(error: unknown): void {
    if (error !== undefined) {
      this.#settle.reject(error);
      this.#received.fail(error);
    }
    this.#terms.onOver?.();
    this.#finish();
  }
}

/** The most bytes of an answer that is read at once. 1,000 keys of 1,024 bytes, percent-encoded, are about 4 MB. */
const LARGEST_ANSWER = 8 * 1024 * 1024;

/** Reads the body of an answer, or the beginning of a larger one. */
export async function readAnswer({ status, headers, body }: IncomingAnswer): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) break;
    chunks.push(chunk);
  }
  return { status, headers, body: Buffer.concat(chunks).toString('utf8') };
}

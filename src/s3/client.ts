import { Connection, Interruption, readAnswer } from '../http/connection.ts';
import type { ConnectionContext } from '../http/connection-context.ts';
import type { HttpAnswer, HttpRequest } from '../http/messages.ts';
import type { Source } from '../http/sending-body.ts';
import type { S3Key } from '../http/signing.ts';
import { classifySilence } from './error-classifier.ts';
import { describeRequest, RequestSigner, type S3Request, type Target } from './request.ts';

/** How long a request may take, from DNS to the last byte, in milliseconds. */
const REQUEST_MS = 10_000;
/** Checks send their requests one after the other, except for cleanup. */
const CONNECTIONS = 8;

export interface S3ClientOptions extends Target {
  /** Without a key, requests are not signed. */
  readonly key?: S3Key | undefined;
  readonly context?: ConnectionContext | undefined;
  /** Milliseconds since the epoch, for the signatures. */
  readonly now?: (() => number) | undefined;
  /** How long one request may take, in milliseconds. */
  readonly requestMs?: number | undefined;
}

/** Sends single requests with one key. An error answer is returned like any other. Does not retry. */
export class S3Client {
  readonly #options: S3ClientOptions;
  readonly #signer: RequestSigner;
  readonly #connection: Connection;
  readonly #requestMs: number;

  /** @throws InputError when a proxy variable of the environment is not a URL */
  constructor(options: S3ClientOptions) {
    this.#options = options;
    this.#signer = new RequestSigner(options);
    this.#requestMs = options.requestMs ?? REQUEST_MS;
    const { endpoint, context = {} } = options;
    this.#connection = new Connection(endpoint, context, CONNECTIONS, this.#requestMs);
  }

  /**
   * @throws StoreFailure when there is no answer: of kind `network`, `timeout` or `tls`
   * @throws the signal's reason when it is aborted
   */
  async send(request: S3Request, signal?: AbortSignal): Promise<HttpAnswer> {
    signal?.throwIfAborted();
    const now = (this.#options.now ?? Date.now)();
    const signed = await this.#signer.sign(request, this.#options.key, now);
    return await this.#deliver(signed, describeRequest(request), signal);
  }

  /** Sends a request as it is, signed by the caller. @throws as {@link send} */
  async deliver(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    signal?.throwIfAborted();
    const body = Buffer.from(request.body ?? '');
    return await this.#deliver({ ...request, body }, request.method, signal);
  }

  /** Closes all connections. Requests in flight fail. */
  async close(): Promise<void> {
    await this.#connection.close();
  }

  async #deliver(
    request: HttpRequest<Source>,
    what: string,
    signal: AbortSignal | undefined,
  ): Promise<HttpAnswer> {
    const limit = AbortSignal.timeout(this.#requestMs);
    const stop = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    try {
      const answer = await this.#connection.send(request, { signal: stop, idleMs: this.#requestMs });
      return await readAnswer(answer);
    } catch (error) {
      signal?.throwIfAborted();
      const interruption = limit.aborted ? new Interruption(true, false) : error;
      if (!(interruption instanceof Interruption)) throw error;
      const { endpoint } = this.#options;
      throw classifySilence({ what, endpoint }, interruption, 'no complete answer in time').failure;
    }
  }
}

import type { Agent } from 'node:http';
import type { SignatureV4 } from '@smithy/signature-v4';
import { judgeConnection } from '../http/connection-failure.ts';
import { type ConnectionSurroundings, createAgent } from '../http/http-agent.ts';
import { transfer, type WireAnswer, type WireRequest } from '../http/request.ts';
import { createSigner, pathOf, type S3Key, withQuery } from '../http/signing.ts';

/** Milliseconds that a request may take, from the look-up of the name to the last byte. */
const REQUEST_MS = 10_000;
/** Bytes of an answer that are kept: an XML document of S3 with 1,000 entries is about as long. */
const LARGEST_ANSWER = 512 * 1024;

export type { S3Key } from '../http/signing.ts';

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** None for the service itself, such as ListBuckets. */
  readonly bucket?: string;
  /** As it is, not encoded. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Of a body over 512 KiB the beginning, at least that much. */
export type S3Answer = WireAnswer;

export interface S3ConnectionOptions {
  /** An origin, without a slash at the end. */
  readonly endpoint: string;
  readonly region: string;
  /** Without one the requests are not signed. */
  readonly key?: S3Key | undefined;
  readonly surroundings?: ConnectionSurroundings | undefined;
  /** Milliseconds since the epoch, for the signatures. */
  readonly now?: (() => number) | undefined;
  /** Milliseconds that one request may take. */
  readonly requestMs?: number | undefined;
}

/** There was no answer: the network, TLS or the time-out. The message says what was tried and what came back. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** What came back, without a full stop. */
  readonly cameBack: string;
  /** What to do, as a sentence. */
  readonly remedy: string;

  constructor(tried: string, cameBack: string, remedy: string) {
    super(`${tried} failed: ${cameBack}. ${remedy}`);
    this.cameBack = cameBack;
    this.remedy = remedy;
  }
}

/**
 * Sends single S3 requests as one key, with the bucket in the path (an RGW needs that), each signed with its whole body.
 * An error that the server answers is an answer like any other; nothing is tried again.
 */
export class S3Connection {
  readonly #options: S3ConnectionOptions;
  readonly #url: URL;
  readonly #agent: Agent;
  readonly #signer: SignatureV4 | undefined;

  constructor(options: S3ConnectionOptions) {
    this.#options = options;
    this.#url = new URL(options.endpoint);
    this.#agent = createAgent(this.#url, options.surroundings ?? {}, true);
    this.#signer = options.key && createSigner(options.key, options.region);
  }

  /**
   * @throws NoAnswer
   * @throws the signal's reason when it is aborted
   */
  async send(request: S3Request, signal?: AbortSignal): Promise<S3Answer> {
    signal?.throwIfAborted();
    return await this.deliver(await this.#write(request), signal);
  }

  /**
   * Sends a request that was signed elsewhere, as it is.
   *
   * @throws NoAnswer
   * @throws the signal's reason when it is aborted
   */
  async deliver(wire: WireRequest, signal?: AbortSignal): Promise<S3Answer> {
    const url = this.#url;
    const timeout = AbortSignal.timeout(this.#options.requestMs ?? REQUEST_MS);
    try {
      const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
      return await transfer(url, wire, { agent: this.#agent, signal: stop, mostBytes: LARGEST_ANSWER });
    } catch (error) {
      signal?.throwIfAborted();
      throw describeSilence(`${wire.method} at ${url.origin}`, url.origin, timeout.aborted, error);
    }
  }

  /** Closes what is open; requests under way fail. */
  close(): void {
    this.#agent.destroy();
  }

  async #write(request: S3Request): Promise<WireRequest> {
    const unsigned = toSignable(request, this.#url);
    if (this.#signer === undefined) return toWire(unsigned);
    const signingDate = new Date((this.#options.now ?? Date.now)());
    const { headers } = await this.#signer.sign(unsigned, { signingDate });
    return toWire({ ...unsigned, headers });
  }
}

/** A request as the signer takes it. */
interface SignableRequest {
  method: string;
  protocol: string;
  hostname: string;
  port?: number;
  /** Encoded. */
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
}

function toSignable(
  { method, bucket, key, query, headers, body = '' }: S3Request,
  url: URL,
): SignableRequest {
  return {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    path: pathOf(bucket, key),
    query: { ...query },
    headers: { host: url.host, 'content-length': String(Buffer.byteLength(body)), ...headers },
    body,
  };
}

function toWire({ method, path, query, headers, body }: SignableRequest): WireRequest {
  return { method, path: withQuery(path, query), headers, body };
}

function describeSilence(tried: string, endpoint: string, timedOut: boolean, error: unknown): NoAnswer {
  if (timedOut) {
    const remedy = `A firewall may drop the packets, or a proxy is needed (HTTPS_PROXY): try curl -sS -m 10 ${endpoint}`;
    return new NoAnswer(tried, 'no complete answer in time', remedy);
  }
  const { cameBack, causes, remedy } = judgeConnection({ request: { endpoint }, error });
  return new NoAnswer(tried, cameBack, `${sentence(causes[0] ?? '')} ${sentence(remedy)}`.trim());
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

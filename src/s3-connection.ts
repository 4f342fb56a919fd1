import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { SignatureV4 } from '@smithy/signature-v4';
import { judgeConnection } from './connection-failure.ts';
import { type ConnectionSurroundings, createAgents, type HttpAgents } from './http-agent.ts';

/** Milliseconds that a request may take, from the look-up of the name to the last byte. */
const REQUEST_MS = 10_000;
/** Bytes of an answer that are kept: an XML document of S3 with 1,000 entries is about as long. */
const LARGEST_ANSWER = 512 * 1024;

/** A long-lived key, or one of a session with its token. */
export interface S3Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

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

export interface S3Answer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first 512 KiB. */
  readonly body: string;
}

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
  readonly #agents: HttpAgents;
  readonly #signer: SignatureV4 | undefined;

  constructor(options: S3ConnectionOptions) {
    this.#options = options;
    this.#agents = createAgents(options.surroundings ?? {}, true);
    this.#signer = options.key && createSigner(options.key, options.region);
  }

  /**
   * @throws NoAnswer
   * @throws the signal's reason when it is aborted
   */
  async send(request: S3Request, signal?: AbortSignal): Promise<S3Answer> {
    signal?.throwIfAborted();
    const url = new URL(this.#options.endpoint);
    const wire = await this.#sign(toWire(request, url));
    const timeout = AbortSignal.timeout(this.#options.requestMs ?? REQUEST_MS);
    try {
      const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
      return await transfer(url, wire, this.#agents, stop);
    } catch (error) {
      signal?.throwIfAborted();
      throw describeSilence(`${request.method} at ${url.origin}`, url.origin, timeout.aborted, error);
    }
  }

  /** Closes what is open; requests under way fail. */
  close(): void {
    this.#agents.httpAgent.destroy();
    this.#agents.httpsAgent.destroy();
  }

  async #sign(wire: WireRequest): Promise<WireRequest> {
    if (this.#signer === undefined) return wire;
    const signingDate = new Date((this.#options.now ?? Date.now)());
    const { headers } = await this.#signer.sign(wire, { signingDate });
    return { ...wire, headers };
  }
}

/** A request as the signer takes it. */
interface WireRequest {
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

function toWire({ method, bucket, key, query, headers, body = '' }: S3Request, url: URL): WireRequest {
  const segments = [bucket, ...(key ?? '').split('/')].map((segment) => encode(segment ?? ''));
  return {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    path: bucket === undefined ? '/' : `/${key === undefined ? segments[0] : segments.join('/')}`,
    query: { ...query },
    headers: { host: url.host, 'content-length': String(Buffer.byteLength(body)), ...headers },
    body,
  };
}

/** What a signature of S3 is computed over: everything but letters, digits and `-._~` in percent form. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function transfer(url: URL, wire: WireRequest, agents: HttpAgents, signal: AbortSignal): Promise<S3Answer> {
  const { method, headers, query, body } = wire;
  const pairs = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const path = pairs.length === 0 ? wire.path : `${wire.path}?${pairs.join('&')}`;
  const options = { host: hostOf(url), port: url.port, method, headers, path, signal };
  return new Promise((resolve, reject) => {
    const read = (response: IncomingMessage) => readAnswer(response).then(resolve, reject);
    const outgoing =
      url.protocol === 'https:'
        ? requestHttps({ ...options, agent: agents.httpsAgent }, read)
        : requestHttp({ ...options, agent: agents.httpAgent }, read);
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** Node's sockets take an IPv6 address without the brackets that it has in a URL. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

async function readAnswer(response: IncomingMessage): Promise<S3Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST_ANSWER) break;
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).subarray(0, LARGEST_ANSWER).toString('utf8'),
  };
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

function createSigner(key: S3Key, region: string): SignatureV4 {
  const { accessKeyId, secretAccessKey, sessionToken } = key;
  return new SignatureV4({
    service: 's3',
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    sha256: Sha256,
    // S3 signs the path as it is sent; every other service encodes it once more.
    uriEscapePath: false,
  });
}

/** SHA-256, or its HMAC when there is a secret: the form in which the signer takes it. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(secret));
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function toBytes(secret: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof secret === 'string') return Buffer.from(secret);
  if (!ArrayBuffer.isView(secret)) return new Uint8Array(secret);
  return new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength);
}

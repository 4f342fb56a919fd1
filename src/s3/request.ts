import { hash } from 'node:crypto';
import type { SignatureV4 } from '@smithy/signature-v4';
import type { HttpRequest } from '../http/messages.ts';
import type { Source } from '../http/sending-body.ts';
import { createSigner, pathOf, type S3Key, withQuery } from '../http/signing.ts';
import { printable } from '../printable.ts';

/** The body of a request and its digest, which the server checks. */
export interface Body {
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** Called for each attempt. */
  open(): Source;
}

/** A request to S3, or to RGW's IAM or admin API, which use the same signature. */
export interface S3Request {
  readonly method: HttpRequest['method'];
  /** Undefined for the service itself, as in ListBuckets. */
  readonly bucket?: string | undefined;
  /** Not encoded. Undefined for the bucket itself. */
  readonly key?: string | undefined;
  readonly query?: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body | string | undefined;
}

/** Where requests are sent, and the region that they are signed for. */
export interface Target {
  /** An origin, without a slash at the end. */
  readonly endpoint: string;
  readonly region: string;
}

/** Such as `PUT 'builds/a.txt' in bucket 'b'`. */
export function describeRequest({ method, bucket, key, query = {} }: S3Request): string {
  const [operation] = Object.keys(query).filter((name) => ['uploads', 'tagging', 'delete'].includes(name));
  const part = query.partNumber === undefined ? '' : ` part ${query.partNumber} of`;
  const what = key === undefined ? '' : ` '${printable(key)}'`;
  const where = bucket === undefined ? '' : ` in bucket '${bucket}'`;
  return `${method}${operation === undefined ? '' : ` ${operation}`}${part}${what}${where}`;
}

/**
 * Signs requests, with the bucket in the path, which RGW needs. The signature includes the digest of the body, so that the
 * server checks it.
 */
export class RequestSigner {
  readonly #target: Target;
  readonly #url: URL;
  /** The signer of the last key, since a key signs many requests. */
  #last: { readonly key: S3Key; readonly signer: SignatureV4 } | undefined;

  constructor(target: Target) {
    this.#target = target;
    this.#url = new URL(target.endpoint);
  }

  /**
   * @param key undefined to send the request unsigned
   * @param now milliseconds since the epoch
   */
  async sign(request: S3Request, key: S3Key | undefined, now: number): Promise<HttpRequest<Source>> {
    const { method, bucket, query = {} } = request;
    const body = typeof request.body === 'string' ? bodyOf(request.body) : request.body;
    const path = pathOf(bucket, request.key);
    const headers = {
      host: this.#url.host,
      ...(key === undefined ? {} : { 'x-amz-content-sha256': (body ?? EMPTY).sha256 }),
      ...lengthOf(method, body),
      ...request.headers,
    };
    const unsigned = { ...this.#origin(), method, path, query: { ...query }, headers };
    const signed =
      key === undefined ? unsigned : await this.#signer(key).sign(unsigned, { signingDate: new Date(now) });
    return {
      method,
      path: withQuery(path, query),
      headers: { ...signed.headers, 'user-agent': 'otter-sts-credentials' },
      body: body === undefined || body.bytes === 0 ? undefined : body.open(),
    };
  }

  /** Creates a URL with which anybody can get an object, until it or the key expires. */
  async presign(
    { bucket, key: objectKey }: { readonly bucket: string; readonly key: string },
    query: Readonly<Record<string, string>>,
    key: S3Key,
    terms: { readonly now: number; readonly seconds: number },
  ): Promise<string> {
    const path = pathOf(bucket, objectKey);
    // S3 uses this word for an unknown digest. It is signed, but not sent.
    const digest = 'x-amz-content-sha256';
    const headers = { host: this.#url.host, [digest]: 'UNSIGNED-PAYLOAD' };
    const unsigned = { ...this.#origin(), method: 'GET', path, query: { ...query }, headers };
    const signed = await this.#signer(key).presign(unsigned, {
      signingDate: new Date(terms.now),
      expiresIn: terms.seconds,
      unhoistableHeaders: new Set([digest]),
      unsignableHeaders: new Set([digest]),
    });
    return this.#url.origin + withQuery(path, signed.query as Record<string, string>);
  }

  #origin(): { protocol: string; hostname: string; port?: number } {
    const { protocol, hostname, port } = this.#url;
    return { protocol, hostname, ...(port === '' ? {} : { port: Number(port) }) };
  }

  #signer(key: S3Key): SignatureV4 {
    if (this.#last?.key !== key) this.#last = { key, signer: createSigner(key, this.#target.region) };
    return this.#last.signer;
  }
}

function lengthOf(method: string, body: Body | undefined): { 'content-length'?: string } {
  return method === 'PUT' || method === 'POST' ? { 'content-length': String(body?.bytes ?? 0) } : {};
}

/** A body that is in memory. */
export function bodyOf(content: string | Buffer): Body {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { sha256: hash('sha256', bytes), bytes: bytes.length, open: () => bytes };
}

const EMPTY = bodyOf('');

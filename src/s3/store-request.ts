import type { SignatureV4 } from '@smithy/signature-v4';
import { createSigner, pathOf, withQuery } from '../http/signing.ts';
import type { SignedRequest } from './connection.ts';
import type { StoreKey } from './key-source.ts';
import type { Source } from './sending-body.ts';

/** Of no bytes at all. */
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export interface StoreRequest {
  readonly method: SignedRequest['method'];
  /** None for the bucket itself. */
  readonly key?: string | undefined;
  readonly query?: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly sha256: string; readonly bytes: number; open(): Source } | undefined;
}

export interface Target {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
}

/** Signs requests for one bucket. The digest of the body is signed too, so that the server checks what it gets. */
export class RequestSigner {
  readonly #target: Target;
  readonly #url: URL;
  /** The signer of the last key: a key signs many requests. */
  #last: { readonly key: StoreKey; readonly signer: SignatureV4 } | undefined;

  constructor(target: Target) {
    this.#target = target;
    this.#url = new URL(target.endpoint);
  }

  /** @param now milliseconds since the epoch */
  async sign(request: StoreRequest, key: StoreKey, now: number): Promise<SignedRequest> {
    const { method, query = {}, body } = request;
    const path = pathOf(this.#target.bucket, request.key);
    const headers = {
      host: this.#url.host,
      'x-amz-content-sha256': body?.sha256 ?? EMPTY_SHA256,
      ...lengthOf(request),
      ...request.headers,
    };
    const unsigned = { ...this.#origin(), method, path, query: { ...query }, headers };
    const signed = await this.#signer(key).sign(unsigned, { signingDate: new Date(now) });
    return {
      method,
      path: withQuery(path, query),
      headers: { ...signed.headers, 'user-agent': 'otter-sts-credentials' },
      body: body === undefined || body.bytes === 0 ? undefined : body.open(),
    };
  }

  /** A URL that anybody can get an object with, until it or the key ends. */
  async presign(
    objectKey: string,
    query: Readonly<Record<string, string>>,
    key: StoreKey,
    terms: { readonly now: number; readonly seconds: number },
  ): Promise<string> {
    const path = pathOf(this.#target.bucket, objectKey);
    // S3 takes the digest of a body that nobody knows yet as this word, which is not sent.
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

  #signer(key: StoreKey): SignatureV4 {
    if (this.#last?.key !== key) this.#last = { key, signer: createSigner(key, this.#target.region) };
    return this.#last.signer;
  }
}

function lengthOf({ method, body }: StoreRequest): { 'content-length'?: string } {
  return method === 'PUT' || method === 'POST' ? { 'content-length': String(body?.bytes ?? 0) } : {};
}

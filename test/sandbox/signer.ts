/**
 * Requests with AWS Signature Version 4, under full control of the test, which can send what no client sends.
 * Written from the documentation, without code of the sandbox's own verifier.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:http';

export interface SigningKeys {
  accessKey: string;
  secretKey: string;
  sessionToken?: string;
}

export interface RawRequest {
  method: string;
  /** As it goes over the wire, percent-encoded. */
  path: string;
  /** As it goes over the wire, each name with its `=`, sorted by name. */
  query?: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
  /** The last line of the canonical request; the body's SHA-256 otherwise. */
  payloadHash?: string;
  service?: string;
  region?: string;
  /** Milliseconds since the epoch. */
  time?: number;
}

export interface Signed {
  headers: Record<string, string>;
  signature: string;
  scope: string;
  timestamp: string;
  signingKey: Buffer;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** The content of `<Code>`. */
  code: string | undefined;
}

export const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
export const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();
export const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function scopeOf({ time = Date.now(), region = 'eu-mad', service = 's3' }: RawRequest) {
  const timestamp = new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
  return { timestamp, scope: `${timestamp.slice(0, 8)}/${region}/${service}/aws4_request` };
}

function signingKeyOf(secretKey: string, scope: string): Buffer {
  return scope.split('/').reduce<Buffer>(hmac, Buffer.from(`AWS4${secretKey}`));
}

function sign(canonical: string[], keys: SigningKeys, scope: string, timestamp: string) {
  const signingKey = signingKeyOf(keys.secretKey, scope);
  const toSign = ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonical.join('\n'))].join('\n');
  return { signingKey, signature: hmac(signingKey, toSign).toString('hex') };
}

/** Signs in the Authorization header. All headers given are signed. */
export function signHeader(endpoint: string, raw: RawRequest, keys: SigningKeys): Signed {
  const { timestamp, scope } = scopeOf(raw);
  const payloadHash = raw.payloadHash ?? sha256(raw.body ?? '');
  const headers: Record<string, string> = {
    ...raw.headers,
    host: new URL(endpoint).host,
    'x-amz-content-sha256': payloadHash,
    'x-amz-date': timestamp,
    ...(keys.sessionToken === undefined ? {} : { 'x-amz-security-token': keys.sessionToken }),
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]?.trim()}\n`).join('');
  const canonical = [raw.method, raw.path, raw.query ?? '', lines, names.join(';'), payloadHash];
  const signed = sign(canonical, keys, scope, timestamp);
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${keys.accessKey}/${scope}, ` +
    `SignedHeaders=${names.join(';')}, Signature=${signed.signature}`;
  return { ...signed, scope, timestamp, headers: { ...headers, authorization } };
}

/** A presigned path and query. @param seconds until it expires. */
export function presign(
  endpoint: string,
  raw: RawRequest,
  keys: SigningKeys,
  seconds: number | string,
): string {
  const { timestamp, scope } = scopeOf(raw);
  const parameters: Record<string, string> = {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${keys.accessKey}/${scope}`,
    'X-Amz-Date': timestamp,
    'X-Amz-Expires': String(seconds),
    'X-Amz-SignedHeaders': 'host',
    ...(keys.sessionToken === undefined ? {} : { 'X-Amz-Security-Token': keys.sessionToken }),
  };
  const own = (raw.query ?? '').split('&').filter((pair) => pair !== '');
  const query = [...own, ...Object.entries(parameters).map(([name, value]) => `${name}=${encode(value)}`)]
    .sort()
    .join('&');
  const host = `host:${new URL(endpoint).host}\n`;
  const { signature } = sign(
    [raw.method, raw.path, query, host, 'host', 'UNSIGNED-PAYLOAD'],
    keys,
    scope,
    timestamp,
  );
  return `${raw.path}?${query}&X-Amz-Signature=${signature}`;
}

/** Sends exactly this. The target is sent unchanged, with any dots and slashes. */
export function send(
  endpoint: string,
  method: string,
  target: string,
  headers: Record<string, string | string[]> = {},
  body: Buffer | string = '',
): Promise<RawAnswer> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(
      { hostname, port, method, path: target, headers: { ...length, ...headers } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1];
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, code });
        });
      },
    );
    outgoing.on('error', reject);
    // As a string, it would be sent together with the headers, which would then be in UTF-8 instead of unchanged.
    outgoing.end(Buffer.from(body));
  });
}

/** Signs in the header and sends. `change` may tamper with what was signed. */
export function sendSigned(
  endpoint: string,
  raw: RawRequest,
  keys: SigningKeys,
  change: (headers: Record<string, string>) => Record<string, string | string[]> = (headers) => headers,
): Promise<RawAnswer> {
  const { headers } = signHeader(endpoint, raw, keys);
  const target = raw.query ? `${raw.path}?${raw.query}` : raw.path;
  return send(endpoint, raw.method, target, change(headers), raw.body);
}

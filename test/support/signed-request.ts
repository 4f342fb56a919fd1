/**
 * A request signed with AWS Signature Version 4, for Ceph's admin and IAM interfaces, which no client in this project
 * supports. Shares no code with the code under test.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
import { createHash, createHmac } from 'node:crypto';

export interface SignedRequest {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  endpoint: string;
  path: string;
  /** Query parameters. A flag such as `?key` has an empty value. */
  query?: Readonly<Record<string, string>>;
  /** Form parameters, sent as the body. */
  form?: Readonly<Record<string, string>>;
  accessKey: string;
  secretKey: string;
  region: string;
  service: string;
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const encodePairs = (pairs: Readonly<Record<string, string>> = {}) =>
  Object.entries(pairs)
    // Sorts only by name, because a hyphen would come before the equals sign.
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Sends the request, and returns the answer's body. Throws with status and body if the status is not 2xx. */
export async function sendSigned(request: SignedRequest): Promise<string> {
  const { method, endpoint, path } = request;
  const query = encodePairs(request.query);
  const body = encodePairs(request.form);
  const headers = signHeaders(request, query, body);
  const response = await fetch(`${endpoint}${path}?${query}`, {
    method,
    headers,
    ...(body === '' ? {} : { body }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${method} ${path}?${query} was answered with ${response.status}: ${text}`);
  return text;
}

function signHeaders(request: SignedRequest, query: string, body: string): Record<string, string> {
  const { accessKey, secretKey, region, service } = request;
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const signed: Record<string, string> = {
    // Ceph 20 refuses an unsigned one.
    'content-type': 'application/x-www-form-urlencoded',
    host: new URL(request.endpoint).host,
    'x-amz-content-sha256': sha256(body),
    'x-amz-date': time,
  };
  const names = Object.keys(signed).join(';');
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
  const canonical = [request.method, request.path, query, lines.join(''), names, sha256(body)].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString(
    'hex',
  );
  const { host: _host, ...sent } = signed;
  const credential = `Credential=${accessKey}/${scope}`;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

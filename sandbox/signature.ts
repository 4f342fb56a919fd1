import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { WireError } from './error.ts';
import { decodeUri, encodeUri, header, type WireRequest } from './wire-request.ts';

/** AWS Signature Version 4: "Authenticating Requests (AWS Signature Version 4)" in the S3 API reference. */
const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Milliseconds. S3 refuses a clock that is more than 15 minutes off. */
const MAXIMUM_SKEW = 15 * 60_000;

/** Seconds. A presigned URL is valid for at most a week. */
const MAXIMUM_PRESIGNED_SECONDS = 604_800;

const EMPTY_HASH = createHash('sha256').digest('hex');

/** The signature of a request, not yet verified. */
export interface PresentedSignature {
  readonly accessKey: string;
  /** `YYYYMMDD/region/service/aws4_request`. As on RGW, any region is accepted. */
  readonly scope: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  /** `x-amz-content-sha256`, which is also signed. */
  readonly payloadHash: string | undefined;
  readonly presignedSeconds: number | undefined;
}

/** What the signatures of an aws-chunked body are based on. */
export interface SigningContext {
  readonly signingKey: Buffer;
  readonly scope: string;
  readonly timestamp: string;
  readonly seedSignature: string;
}

/**
 * Reads the signature from the Authorization header or from a presigned URL.
 * @returns `undefined` for an anonymous request.
 * @throws WireError if there are two signatures, or one that is malformed or of another version.
 */
export function readSignature(request: WireRequest): PresentedSignature | undefined {
  const authorization = header(request, 'authorization');
  const presigned = request.query.has('X-Amz-Algorithm') || request.query.has('X-Amz-Signature');
  if (request.query.has('AWSAccessKeyId') || authorization?.startsWith('AWS ')) {
    throw new WireError('InvalidRequest', `Signature version 2 is not supported: sign with ${ALGORITHM}.`);
  }
  if (authorization !== undefined && presigned) {
    throw new WireError(
      'InvalidArgument',
      'Only one way to authenticate is allowed: a header or a presigned URL.',
    );
  }
  if (authorization !== undefined) return readHeaderSignature(request, authorization);
  return presigned ? readQuerySignature(request) : undefined;
}

function readHeaderSignature(request: WireRequest, authorization: string): PresentedSignature {
  const malformed = (what: string) =>
    new WireError('AuthorizationHeaderMalformed', `The Authorization header ${what}.`);
  const [algorithm, rest] = authorization.split(/ +(.*)/s);
  if (algorithm !== ALGORITHM) throw malformed(`must start with ${ALGORITHM}`);
  const fields = new Map<string, string>();
  for (const field of (rest ?? '').split(',')) {
    const [, name, value] = /^\s*(Credential|SignedHeaders|Signature)=(\S+)\s*$/.exec(field) ?? [];
    if (name === undefined || value === undefined || fields.has(name)) throw malformed('cannot be read');
    fields.set(name, value);
  }
  if (fields.size !== 3) throw malformed('must hold Credential, SignedHeaders and Signature');
  return {
    ...readCredential(fields.get('Credential') as string, malformed),
    signedHeaders: (fields.get('SignedHeaders') as string).split(';'),
    signature: fields.get('Signature') as string,
    timestamp: readHeaderTime(request),
    sessionToken: header(request, 'x-amz-security-token'),
    payloadHash: header(request, 'x-amz-content-sha256'),
    presignedSeconds: undefined,
  };
}

function readQuerySignature(request: WireRequest): PresentedSignature {
  const malformed = (what: string) =>
    new WireError('AuthorizationQueryParametersError', `The presigned URL ${what}.`);
  const required = (name: string): string => {
    const value = request.query.get(name);
    if (value === undefined) throw malformed(`has no ${name}`);
    return value;
  };
  if (required('X-Amz-Algorithm') !== ALGORITHM) throw malformed(`must be signed with ${ALGORITHM}`);
  const seconds = required('X-Amz-Expires');
  if (!/^\d{1,9}$/.test(seconds) || Number(seconds) < 1) {
    throw malformed('needs an X-Amz-Expires in whole seconds');
  }
  if (Number(seconds) > MAXIMUM_PRESIGNED_SECONDS) {
    throw new WireError(
      'AccessDenied',
      `A presigned URL is valid for at most ${MAXIMUM_PRESIGNED_SECONDS} seconds.`,
    );
  }
  const inHeader = header(request, 'x-amz-content-sha256');
  return {
    ...readCredential(required('X-Amz-Credential'), malformed),
    signedHeaders: required('X-Amz-SignedHeaders').split(';'),
    signature: required('X-Amz-Signature'),
    timestamp: required('X-Amz-Date'),
    sessionToken: request.query.get('X-Amz-Security-Token'),
    payloadHash: request.query.get('X-Amz-Content-Sha256') ?? inHeader ?? 'UNSIGNED-PAYLOAD',
    presignedSeconds: Number(seconds),
  };
}

function readCredential(credential: string, malformed: (what: string) => WireError) {
  const [, accessKey, scope, service] =
    /^([^/]+)\/(\d{8}\/[^/]+\/([^/]+)\/aws4_request)$/.exec(credential) ?? [];
  if (accessKey === undefined || scope === undefined || service === undefined) {
    throw malformed('needs a credential of the form KEY/YYYYMMDD/REGION/SERVICE/aws4_request');
  }
  return { accessKey, scope, service };
}

function readHeaderTime(request: WireRequest): string {
  const timestamp = header(request, 'x-amz-date');
  if (timestamp !== undefined) return timestamp;
  const date = Date.parse(header(request, 'date') ?? '');
  if (Number.isNaN(date))
    throw new WireError('AccessDenied', 'A signed request needs x-amz-date or a Date header.');
  return new Date(date).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/**
 * Refuses a request that was signed too long ago or in the future.
 * @param now milliseconds since the epoch.
 * @throws WireError RequestTimeTooSkewed, or AccessDenied for an expired presigned URL.
 */
export function checkTime(presented: PresentedSignature, now: number): void {
  const signedAt = parseTimestamp(presented.timestamp);
  if (Number.isNaN(signedAt) || !presented.scope.startsWith(presented.timestamp.slice(0, 8))) {
    throw new WireError(
      'AccessDenied',
      'The date of the request is malformed, or differs from that of its credential scope.',
    );
  }
  const presigned = presented.presignedSeconds;
  if (presigned !== undefined && now > signedAt + presigned * 1000) {
    throw new WireError(
      'AccessDenied',
      'Request has expired: the presigned URL is older than its X-Amz-Expires.',
    );
  }
  const skew = presigned === undefined ? Math.abs(now - signedAt) : signedAt - now;
  if (skew > MAXIMUM_SKEW) {
    const message = `The client's clock and this one differ by ${Math.round(skew / 1000)} s; 900 s is the limit.`;
    throw new WireError('RequestTimeTooSkewed', message);
  }
}

function parseTimestamp(timestamp: string): number {
  const iso = timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return iso === timestamp ? Number.NaN : Date.parse(iso);
}

/**
 * Verifies the signature, in constant time.
 * @param payloadHash the last line of the canonical request.
 * @returns what a chunked body's signatures are based on, or `undefined` if the signature does not match.
 * @throws WireError AccessDenied if a header that must be signed is not.
 */
export function verifySignature(
  presented: PresentedSignature,
  request: WireRequest,
  secretKey: string,
  payloadHash: string,
): SigningContext | undefined {
  checkSignedHeaders(presented, request);
  const { scope, timestamp } = presented;
  const signingKey = deriveKey(secretKey, scope);
  for (const path of canonicalPaths(request.rawPath)) {
    const canonical = canonicalRequest(presented, request, path, payloadHash);
    const signature = hmacHex(signingKey, [ALGORITHM, timestamp, scope, sha256Hex(canonical)].join('\n'));
    if (sameSignature(signature, presented.signature)) {
      return { signingKey, scope, timestamp, seedSignature: signature };
    }
  }
  return undefined;
}

/** Without `host`, a signature could be replayed elsewhere. An unsigned `x-amz-*` header could have been added later. */
function checkSignedHeaders(presented: PresentedSignature, request: WireRequest): void {
  const signed = new Set(presented.signedHeaders);
  for (const name of request.headers.keys()) {
    if ((name === 'host' || name.startsWith('x-amz-')) && !signed.has(name)) {
      throw new WireError('AccessDenied', `The header ${name} was sent but not signed.`);
    }
  }
}

/**
 * The path is signed percent-encoded. Some clients sign exactly what they send. Others sign the canonical encoding and send
 * another one, such as a bare `(` or `~`. Both mean the same key, so both are accepted.
 */
function canonicalPaths(rawPath: string): string[] {
  const canonical = encodeUri(decodeUri(rawPath)).replaceAll('%2F', '/');
  return canonical === rawPath ? [canonical] : [canonical, rawPath];
}

function canonicalRequest(
  presented: PresentedSignature,
  request: WireRequest,
  path: string,
  payloadHash: string,
): string {
  const headers = presented.signedHeaders.map(
    (name) => `${name}:${canonicalValue(request.headers.get(name))}\n`,
  );
  return [
    request.method,
    path,
    canonicalQuery(request.query),
    headers.join(''),
    presented.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** Node has already trimmed the value. */
function canonicalValue(values: readonly string[] = []): string {
  return values.map((value) => value.replace(/ +/g, ' ')).join(',');
}

function canonicalQuery(query: ReadonlyMap<string, string>): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encodeUri(name), encodeUri(value)] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function deriveKey(secretKey: string, scope: string): Buffer {
  return scope
    .split('/')
    .reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secretKey}`, 'utf8'));
}

/** The signature of one chunk of a STREAMING-AWS4-HMAC-SHA256-PAYLOAD body. */
export function signChunk(context: SigningContext, previous: string, dataHash: string): string {
  const { signingKey, timestamp, scope } = context;
  const lines = ['AWS4-HMAC-SHA256-PAYLOAD', timestamp, scope, previous, EMPTY_HASH, dataHash];
  return hmacHex(signingKey, lines.join('\n'));
}

/** The signature of the trailer. `trailers` are its canonical lines, each ending with a line feed. */
export function signTrailers(context: SigningContext, previous: string, trailers: string): string {
  const { signingKey, timestamp, scope } = context;
  const lines = ['AWS4-HMAC-SHA256-TRAILER', timestamp, scope, previous, sha256Hex(trailers)];
  return hmacHex(signingKey, lines.join('\n'));
}

/** Compares two hexadecimal signatures in constant time. */
export function sameSignature(expected: string, presented: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(presented)) return false;
  return timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(presented, 'hex'));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'latin1').digest();
}

function hmacHex(key: Buffer, text: string): string {
  return hmac(key, text).toString('hex');
}

/** In latin1, because header values are kept byte for byte and everything else is ASCII. */
function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex');
}

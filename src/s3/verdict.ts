import { formatTime } from '../credentials/session.ts';
import { judgeConnection, PROXY_WANTS_LOGIN, REMEDY_OF_PROXY } from '../http/connection-failure.ts';
import { regionNamedIn, remedyOfRegion } from '../http/named-region.ts';
import { printable } from '../printable.ts';
import type { Interruption } from './connection.ts';
import { OUTLIVED } from './credentials.ts';
import { StoreFailure, type StoreFailureDetail } from './failure.ts';
import type { StoreKey } from './key-source.ts';
import type { StoreRequest, Target } from './store-request.ts';
import { readXml, textOf } from './xml.ts';

/** A failed attempt, and whether another one makes sense. */
export interface Setback {
  readonly failure: StoreFailure;
  /**
   * - `never`: it would fail alike
   * - `later`: it passes by itself
   * - `other-key`: the server refuses the key, or what it may do
   */
  readonly again: 'never' | 'later' | 'other-key';
  /** False when it is about this one request, and not about the server as a whole. */
  readonly outage?: boolean;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfterMs?: number | undefined;
  /** Whether the connection broke while the body was on its way, which hides what the server has to say. */
  readonly whileSending?: boolean;
}

/** An answer that has been read. */
export interface ReadAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Circumstances {
  readonly target: Target;
  readonly request: StoreRequest;
  readonly key: StoreKey;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Milliseconds of a Retry-After that are heeded. */
const LONGEST_RETRY_AFTER_MS = 30_000;
/** Seconds between the clocks at which a server refuses a signature. */
const SKEW_LIMIT_SECONDS = 900;

/** Such as `PUT 'builds/a.txt' in bucket 'b'`. */
export function describeRequest({ method, key, query = {} }: StoreRequest, { bucket }: Target): string {
  const [operation] = Object.keys(query).filter((name) => ['uploads', 'tagging', 'delete'].includes(name));
  const part = query.partNumber === undefined ? '' : ` part ${query.partNumber} of`;
  const what = key === undefined ? '' : ` '${printable(key)}'`;
  return `${method}${operation === undefined ? '' : ` ${operation}`}${part}${what} in bucket '${bucket}'`;
}

/** Why an answer is none that was hoped for; undefined when it is no error. */
export function judgeAnswer(circumstances: Circumstances, answer: ReadAnswer): Setback | undefined {
  const error = readError(answer);
  if (answer.status >= 200 && answer.status < 300 && error === undefined) return undefined;
  const { again, ...detail } = judge(circumstances, answer, error?.code);
  const failure = new StoreFailure({
    tried: triedAt(circumstances),
    httpStatus: answer.status,
    code: error?.code,
    cameBack: [answer.status, error?.code].filter((part) => part !== undefined).join(' '),
    ...detail,
  });
  return { failure, again, outage: answer.status !== 500, retryAfterMs: retryAfter(answer) };
}

/** A success that lacks what S3 sends with one: it was cut off, or comes from something else. */
export function judgeNonsense(circumstances: Circumstances, { status }: ReadAnswer): Setback {
  const failure = new StoreFailure({
    kind: 'server',
    tried: triedAt(circumstances),
    httpStatus: status,
    cameBack: `${status} with an answer that was cut short, or is none of S3`,
    remedy:
      'Check that endpoint is the S3 endpoint itself, and not a web page, a portal or a proxy that asks for a login.',
  });
  return { failure, again: 'later', outage: false };
}

/** A success before the body was whole. */
export function judgeHaste(circumstances: Circumstances, status: number): Setback {
  const failure = new StoreFailure({
    kind: 'server',
    tried: triedAt(circumstances),
    httpStatus: status,
    cameBack: `${status} before the body had been sent`,
    remedy: 'Check that endpoint is the S3 endpoint itself: something else answers there.',
  });
  return { failure, again: 'later', outage: false };
}

/** @param patienceMs for how long nothing had moved when it counted as hung */
export function judgeInterruption(
  circumstances: Circumstances,
  { hung, whileSending, cause }: Interruption,
  patienceMs: number,
): Setback {
  const { endpoint } = circumstances.target;
  const tried = triedAt(circumstances);
  if (hung || codeOf(cause) === 'UND_ERR_CONNECT_TIMEOUT') {
    const cameBack = hung
      ? `nothing moved for ${Math.round(patienceMs / 100) / 10} s`
      : 'no connection in time';
    const remedy = `The server hangs, a firewall drops the packets, or a proxy is needed (HTTPS_PROXY): try curl -sS -m 10 ${endpoint}`;
    return { failure: new StoreFailure({ kind: 'timeout', tried, cameBack, remedy }), again: 'later' };
  }
  const { kind, cameBack, causes, remedy } = judgeConnection({
    request: { endpoint },
    error: asSystemError(cause),
  });
  const failure = new StoreFailure({
    kind: kind === 'tls' ? 'tls' : 'network',
    tried,
    cameBack,
    remedy: `${sentence(causes[0] ?? '')} ${sentence(remedy)}`.trim(),
  });
  return { failure, again: kind === 'network' ? 'later' : 'never', whileSending };
}

interface ErrorBody {
  readonly code: string | undefined;
}

/** What an error document says, with a status of success too: CompleteMultipartUpload begins its answer before it knows. */
function readError({ status, text }: ReadAnswer): ErrorBody | undefined {
  const root = text.includes('<Error') ? readXml(text) : undefined;
  if (root?.name === 'Error') {
    const code = textOf(root.content, 'Code').trim();
    return { code: /^[A-Za-z0-9.]{1,64}$/.test(code) ? code : undefined };
  }
  return status >= 200 && status < 300 ? undefined : { code: undefined };
}

type Judgement = Pick<Setback, 'again'> &
  Pick<StoreFailureDetail, 'kind' | 'remedy'> & { readonly cameBack?: string };

const AGAIN_CODES = new Set([
  'InternalError',
  'OperationAborted',
  'ConditionalRequestConflict',
  'RequestTimeout',
  'ServiceUnavailable',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequests',
  'RequestLimitExceeded',
]);
const INTEGRITY_CODES = new Set([
  'BadDigest',
  'InvalidDigest',
  'XAmzContentSHA256Mismatch',
  'XAmzContentChecksumMismatch',
]);
const KEY_CODES = new Set(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired', 'InvalidAccessKeyId']);
const FULL_CODES = new Set([
  'QuotaExceeded',
  'InsufficientCapacity',
  'InsufficientStorage',
  'EntityTooLargeForQuota',
]);

function judge(circumstances: Circumstances, answer: ReadAnswer, code = ''): Judgement {
  const { status } = answer;
  if (FULL_CODES.has(code) || status === 507) return full();
  if (code === 'RequestTimeTooSkewed' || (status === 403 && isSkewed(circumstances, answer)))
    return skewed(code);
  if (code === 'NoSuchUpload' || isMissingUpload(circumstances, status, code)) return noUpload();
  if (INTEGRITY_CODES.has(code)) return mismatch();
  if (status === 429 || AGAIN_CODES.has(code) || (status >= 500 && status !== 501)) return serverFault();
  if (status === 401 || status === 403 || KEY_CODES.has(code)) return refused(circumstances, status, code);
  if (status === 407) return proxyRefusal();
  if (status === 412) return precondition(circumstances);
  if (status === 404) return missing(circumstances, code);
  if (status >= 300 && status < 400) return redirected(answer);
  if (code === 'AuthorizationHeaderMalformed') return otherRegion(circumstances, answer);
  return invalid(circumstances, code);
}

function full(): Judgement {
  return {
    kind: 'full',
    again: 'never',
    remedy:
      "Nothing more can be stored: free space or raise the quota of the bucket's owner and of the service user.",
  };
}

function skewed(code: string): Judgement {
  return {
    kind: 'refused',
    again: 'never',
    cameBack: `403 ${code}`.trim().concat(", and this machine's clock is more than 15 min off the server's"),
    remedy: "Set this machine's clock (time synchronisation), then run it again.",
  };
}

function isSkewed({ now }: Circumstances, { headers }: ReadAnswer): boolean {
  const date = Date.parse(headers.date ?? '');
  return Math.abs(now - date) / 1000 >= SKEW_LIMIT_SECONDS;
}

/** An RGW (16.2.15) that is asked for the parts of one says NoSuchKey. */
function isMissingUpload({ request }: Circumstances, status: number, code: string): boolean {
  return status === 404 && code === 'NoSuchKey' && request.query?.uploadId !== undefined;
}

function noUpload(): Judgement {
  return {
    kind: 'no-upload',
    again: 'never',
    remedy:
      'The multipart upload was completed or aborted by somebody else, or by a lifecycle rule: send the file anew.',
  };
}

function mismatch(): Judgement {
  return {
    kind: 'integrity',
    again: 'never',
    remedy:
      'The server got other bytes than were announced: the file changed while it was sent, or something on the way changed it.',
  };
}

function serverFault(): Judgement {
  return {
    kind: 'server',
    again: 'later',
    remedy:
      "The server, or a load balancer before it, has a fault or too much to do: run it again; if it stays, ask the storage's operators.",
  };
}

function proxyRefusal(): Judgement {
  return { kind: 'refused', again: 'never', cameBack: PROXY_WANTS_LOGIN, remedy: sentence(REMEDY_OF_PROXY) };
}

/** An RGW answers an ended session with a bare AccessDenied: only the clock here knows better. */
function refused(circumstances: Circumstances, status: number, code: string): Judgement {
  const end = circumstances.key.expiration;
  if (end !== undefined && end.getTime() <= circumstances.now) {
    const cameBack = `${status}: the session ended at ${formatTime(end)}`;
    return { kind: 'expired', again: 'other-key', cameBack, remedy: OUTLIVED };
  }
  const ended = code === 'ExpiredToken' || code === 'TokenRefreshRequired';
  return {
    kind: 'refused',
    again: 'other-key',
    ...(ended ? { cameBack: `${status} ${code}: the session has ended` } : {}),
    remedy: ended ? remedyOfEnd(end) : remedyOfRefusal(circumstances, code),
  };
}

function remedyOfEnd(announced: Date | undefined): string {
  if (announced === undefined) return OUTLIVED;
  return `${OUTLIVED} By its own account it lasts until ${formatTime(announced)}: check this machine's clock, and that AWS_CREDENTIAL_EXPIRATION is this session's.`;
}

/** As measured on an RGW 16 and 18; see docs/ceph-versions.md. */
const BATCH_REFUSED =
  'Ceph RGW 18 and older refuse deleting in batches (DeleteObjects) to every session that has a session policy. ' +
  'Delete one object at a time, or use access role; or the session may not delete in this bucket.';

function remedyOfRefusal(circumstances: Circumstances, code: string): string {
  if (code === 'InvalidAccessKeyId') return remedyOfUnknownKey(circumstances);
  if (code === 'InvalidToken') return remedyOfToken(circumstances);
  if (code === 'SignatureDoesNotMatch') {
    return (
      'The secret key does not belong to the access key. With a session of an earlier step: take AWS_ACCESS_KEY_ID, ' +
      'AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN from one and the same session, whole; or a proxy on the way changes requests.'
    );
  }
  const { target, key, request } = circumstances;
  if (request.query?.delete !== undefined) return BATCH_REFUSED;
  return (
    `The session may not do this in bucket '${target.bucket}': its role is for another bucket, its access or prefix does not ` +
    "cover it, or the bucket's policy denies it. Check bucket, prefix and access (otter-sts check says what a credential can do)" +
    (key.expiration === undefined
      ? '; a session that has ended is refused alike.'
      : `; the session lasts until ${formatTime(key.expiration)}.`)
  );
}

function remedyOfUnknownKey({ key, target }: Circumstances): string {
  const token =
    key.sessionToken === undefined
      ? 'Its session token is missing (AWS_SESSION_TOKEN is empty)'
      : "Its session token (AWS_SESSION_TOKEN) is another session's";
  return `The server does not know this access key. ${token}, the session is of another endpoint than ${target.endpoint}, or it has ended. Export a new session for this endpoint, with all of its variables; on an RGW of your own set rgw_s3_auth_use_sts = true.`;
}

function remedyOfToken({ target }: Circumstances): string {
  return `The server cannot read the session token: it is cut off or changed, of another endpoint than ${target.endpoint}, or its session has ended. Export a new session for this endpoint, and take AWS_SESSION_TOKEN whole.`;
}

function precondition({ request }: Circumstances): Judgement {
  if (request.headers?.['if-none-match'] === undefined) {
    return {
      kind: 'integrity',
      again: 'never',
      remedy: 'The object was replaced meanwhile: begin anew.',
    };
  }
  return {
    kind: 'exists',
    again: 'never',
    remedy:
      'There is an object of this key already: choose another prefix, or allow to replace it (overwrite).',
  };
}

function missing({ target, request }: Circumstances, code: string): Judgement {
  const bucket = code === 'NoSuchBucket' || request.key === undefined;
  return {
    kind: 'not-found',
    again: 'never',
    remedy: bucket
      ? `There is no bucket '${target.bucket}' at ${target.endpoint}: check bucket and endpoint.`
      : 'There is no object of this key: check prefix and key.',
  };
}

function redirected({ status, headers }: ReadAnswer): Judgement {
  const location = headers.location ?? '';
  const origin = URL.canParse(location) ? ` to ${new URL(location).origin}` : '';
  return {
    kind: 'invalid',
    again: 'never',
    cameBack: `${status}, a redirect${origin}`,
    remedy: 'Set endpoint to the S3 endpoint itself, or to the place that it redirects to if that is one.',
  };
}

/** It says so of all that is wrong with the header, and names a region when that is it. */
function otherRegion({ target }: Circumstances, { text }: ReadAnswer): Judgement {
  return { kind: 'invalid', again: 'never', remedy: remedyOfRegion(regionNamedIn(text), target.region) };
}

const INVALID_REMEDIES: Readonly<Record<string, string>> = {
  EntityTooLarge: 'The server takes no file, or part, of this size: choose a smaller part-size.',
  EntityTooSmall: 'A part that is not the last one is below 5 MiB: choose a larger part-size.',
  KeyTooLongError: 'The key is over 1,024 bytes: shorten the prefix or the path.',
  InvalidPart: 'A part is not there any more, or is another one: send the file anew.',
  InvalidTag: 'The server does not take the tags.',
  NotImplemented: 'The server cannot do this.',
};

function invalid(circumstances: Circumstances, code: string): Judgement {
  return { kind: 'invalid', again: 'never', remedy: remedyOfInvalid(circumstances, code) };
}

function remedyOfInvalid(circumstances: Circumstances, code: string): string {
  // What an RGW (16.2.15) says of a garbled token; it says the same of much else.
  if (code === 'InvalidArgument' && circumstances.key.sessionToken !== undefined) {
    return `${remedyOfToken(circumstances)} If the session is right, the server does not take one of the inputs, such as acl.`;
  }
  return INVALID_REMEDIES[code] ?? 'The server does not take the request: check endpoint and inputs.';
}

function retryAfter({ headers }: ReadAnswer): number | undefined {
  const seconds = Number.parseInt(headers['retry-after'] ?? '', 10);
  if (Number.isNaN(seconds) || seconds < 0) return undefined;
  return Math.min(seconds * 1000, LONGEST_RETRY_AFTER_MS);
}

function triedAt({ request, target }: Circumstances): string {
  return `${describeRequest(request, target)} at ${target.endpoint}`;
}

/** Undici's own errors by the names that the system has for them. */
function asSystemError(error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  if (/Proxy response \(\d+\)|Proxy Authentication Required/.test(message))
    return { code: 'ERR_PROXY_TUNNEL' };
  if (/^UND_ERR_(SOCKET|INFO|ABORTED|RES_CONTENT_LENGTH_MISMATCH)$/.test(codeOf(error) ?? ''))
    return { code: 'ECONNRESET' };
  return error;
}

function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

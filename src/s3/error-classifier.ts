import { formatTime } from '../credentials/session.ts';
import type { Explanation } from '../failure.ts';
import type { Interruption } from '../http/connection.ts';
import {
  explainConnection,
  explainTimeout,
  PROXY_WANTS_LOGIN,
  REMEDY_OF_PROXY,
} from '../http/connection-failure.ts';
import {
  clockSkewSeconds,
  describeAnswer,
  describeSkew,
  errorCode,
  explainRedirect,
  isRedirect,
  isRefusedForSkew,
  isServerFault,
  isThrottled,
  RUN_AGAIN,
  remedyOfRegion,
  retryAfterSeconds,
  SET_CLOCK,
  SKEW_CODES,
} from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { OUTLIVED } from './credentials.ts';
import { StoreFailure, type StoreFailureDetail } from './failure.ts';
import type { StoreKey } from './key-source.ts';
import { describeRequest, type S3Request, type Target } from './request.ts';
import { readXml } from './xml.ts';

/** A failed attempt, and whether a retry makes sense. */
export interface Setback {
  readonly failure: StoreFailure;
  /**
   * - `never`: a retry would fail in the same way
   * - `later`: the cause is temporary
   * - `other-key`: the server refuses the key, or does not allow it the request
   */
  readonly again: 'never' | 'later' | 'other-key';
  /** False if only this request is affected, and not the server as a whole. */
  readonly outage?: boolean;
  /** Whether there are too many requests at the moment, for the server or for the network. */
  readonly overloaded?: boolean;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfterMs?: number | undefined;
  /** Whether the connection broke while the body was being sent, which can hide the server's answer. */
  readonly whileSending?: boolean;
}

/** The request, where it was sent, and the key that signed it. */
export interface Attempted {
  readonly target: Target;
  readonly request: S3Request;
  readonly key: StoreKey;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Classifies an error answer. Returns undefined if the answer is not an error. */
export function classifyAnswer(attempted: Attempted, answer: HttpAnswer): Setback | undefined {
  if (isSuccess(answer) && !isErrorDocument(answer)) return undefined;
  const code = errorCode(answer);
  const { again, ...detail } = classify(attempted, answer, code);
  const failure = new StoreFailure({
    tried: triedAt(attempted),
    httpStatus: answer.status,
    code,
    cameBack: describeAnswer(answer),
    ...detail,
  });
  const seconds = retryAfterSeconds(answer);
  const retryAfterMs = seconds === undefined ? undefined : seconds * 1000;
  const overloaded = again === 'later' && (isThrottled(answer) || answer.status === 503);
  const outage = answer.status !== 500 && answer.status !== 404;
  return { failure, again, outage, overloaded, retryAfterMs };
}

/** CompleteMultipartUpload starts its answer before it knows the result, so an error can follow a 200. */
function isErrorDocument({ body }: HttpAnswer): boolean {
  return body.includes('<Error') && readXml(body)?.name === 'Error';
}

/** A success without what S3 sends with it: it was truncated, or another server sent it. */
export function classifyNonsense(attempted: Attempted, { status }: HttpAnswer): Setback {
  const failure = new StoreFailure({
    kind: 'server',
    tried: triedAt(attempted),
    httpStatus: status,
    cameBack: `${status} with an answer that was truncated, or is not an S3 response`,
    remedy:
      'Check that endpoint is the S3 endpoint itself, and not a web page, a portal or a proxy that requires a login.',
  });
  return { failure, again: 'later', outage: false };
}

/** A success before the body was sent completely. */
export function classifyEarlySuccess(attempted: Attempted, { status }: Pick<HttpAnswer, 'status'>): Setback {
  const failure = new StoreFailure({
    kind: 'server',
    tried: triedAt(attempted),
    httpStatus: status,
    cameBack: `${status} before the body had been sent`,
    remedy: 'Check that endpoint is the S3 endpoint itself: something else answers there.',
  });
  return { failure, again: 'later', outage: false };
}

/** There was no answer. @param hungFor what to report if the request timed out */
export function classifySilence(
  { what, endpoint }: { readonly what: string; readonly endpoint: string },
  { hung, whileSending, cause }: Interruption,
  hungFor: string,
): Setback {
  const { kind, cameBack, causes, remedy }: Explanation = hung
    ? explainTimeout(endpoint, hungFor)
    : explainConnection(endpoint, cause);
  const isTls = kind === 'tls';
  const failure = new StoreFailure({
    kind: isTls || kind === 'timeout' ? kind : 'network',
    tried: `${what} at ${endpoint}`,
    cameBack,
    remedy: `${sentence(causes[0] ?? '')} ${sentence(remedy)}`.trim(),
  });
  return {
    failure,
    again: kind === 'network' || kind === 'timeout' ? 'later' : 'never',
    overloaded: hung,
    whileSending: whileSending && kind !== 'timeout',
  };
}

type Classification = Pick<Setback, 'again'> &
  Pick<StoreFailureDetail, 'kind' | 'remedy'> & { readonly cameBack?: string };

const AGAIN_CODES = new Set([
  'InternalError',
  'OperationAborted',
  'ConditionalRequestConflict',
  'RequestTimeout',
  'ServiceUnavailable',
]);
const INTEGRITY_CODES = new Set([
  'BadDigest',
  'InvalidDigest',
  'XAmzContentSHA256Mismatch',
  'XAmzContentChecksumMismatch',
]);
const KEY_CODES = new Set(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired', 'InvalidAccessKeyId']);
/** Whether this code means that the server rejected the request before it looked at permissions. */
export function isRefusedUnseen(code: string): boolean {
  return code === 'SignatureDoesNotMatch' || SKEW_CODES.has(code) || KEY_CODES.has(code);
}

const FULL_CODES = new Set([
  'QuotaExceeded',
  'InsufficientCapacity',
  'InsufficientStorage',
  'EntityTooLargeForQuota',
]);

function classify(attempted: Attempted, answer: HttpAnswer, code = ''): Classification {
  const { status } = answer;
  if (FULL_CODES.has(code) || status === 507) return full();
  if (isRefusedForSkew(answer, attempted.now)) return skewed(attempted, answer);
  if (isDeletedMeanwhile(attempted, status, code)) return deletedMeanwhile(answer);
  if (code === 'NoSuchUpload' || isMissingUpload(attempted, status, code)) return noUpload();
  if (INTEGRITY_CODES.has(code)) return mismatch();
  if (isThrottled(answer) || AGAIN_CODES.has(code) || isServerFault(answer)) return serverFault();
  if (status === 401 || status === 403 || KEY_CODES.has(code)) return refused(attempted, status, code);
  if (status === 407) return proxyRefusal();
  if (status === 412) return precondition(attempted);
  if (status === 404) return missing(attempted, code);
  if (isRedirect(answer)) return redirected(answer);
  if (code === 'AuthorizationHeaderMalformed') return otherRegion(attempted, answer);
  return invalid(attempted, code);
}

function full(): Classification {
  return {
    kind: 'full',
    again: 'never',
    remedy:
      "Nothing more can be stored: free space or raise the quota of the bucket's owner and of the service user.",
  };
}

function skewed({ now }: Attempted, answer: HttpAnswer): Classification {
  const seconds = clockSkewSeconds(answer, now);
  const skew = seconds === undefined ? "wrong by the server's" : describeSkew(seconds);
  return {
    kind: 'refused',
    again: 'never',
    cameBack: `${describeAnswer(answer)}, and this machine's clock is ${skew}`,
    remedy: `${sentence(SET_CLOCK)}, then run it again.`,
  };
}

/**
 * In a bucket with versioning, RGW 16, 18 and 20 answer NoSuchKey to a put or a completion if the object at the key is deleted
 * at that moment. There is no new version then (measured).
 */
function isDeletedMeanwhile({ request }: Attempted, status: number, code: string): boolean {
  return status === 404 && code === 'NoSuchKey' && writesObject(request);
}

/** Whether a request writes an object, regardless of what is there: a put or a completion, and not a copy, a part or tags. */
function writesObject({ method, query = {}, headers = {} }: S3Request): boolean {
  if (method === 'POST') return query.uploadId !== undefined;
  const needsObject = (headers['if-match'] ?? headers['x-amz-copy-source']) !== undefined;
  return method === 'PUT' && !needsObject && Object.keys(query).length === 0;
}

function deletedMeanwhile(answer: HttpAnswer): Classification {
  return {
    kind: 'not-found',
    again: 'later',
    cameBack: `${describeAnswer(answer)}: another client deleted this object at the same moment`,
    remedy: 'Others write and delete the same key: give each run its own prefix, or run it again.',
  };
}

/** RGW 16.2.15 answers NoSuchKey if it is asked for the parts of one. */
function isMissingUpload({ request }: Attempted, status: number, code: string): boolean {
  return status === 404 && code === 'NoSuchKey' && request.query?.uploadId !== undefined;
}

function noUpload(): Classification {
  return {
    kind: 'no-upload',
    again: 'never',
    remedy:
      'The multipart upload was completed or aborted by someone else, or by a lifecycle rule: upload the file again.',
  };
}

function mismatch(): Classification {
  return {
    kind: 'integrity',
    again: 'never',
    remedy:
      'Checksum mismatch: the file changed while it was being sent, or something on the way changed it.',
  };
}

function serverFault(): Classification {
  return {
    kind: 'server',
    again: 'later',
    remedy: `The server, or a load balancer in front of it, has a fault or is overloaded: ${RUN_AGAIN}.`,
  };
}

function proxyRefusal(): Classification {
  return { kind: 'refused', again: 'never', cameBack: PROXY_WANTS_LOGIN, remedy: sentence(REMEDY_OF_PROXY) };
}

/** RGW answers an expired session with a bare AccessDenied, so only the local clock can tell. */
function refused(attempted: Attempted, status: number, code: string): Classification {
  const end = attempted.key.expiration;
  if (end !== undefined && end.getTime() <= attempted.now) {
    const cameBack = `${status}: the session ended at ${formatTime(end)}`;
    return { kind: 'expired', again: 'other-key', cameBack, remedy: OUTLIVED };
  }
  const ended = code === 'ExpiredToken' || code === 'TokenRefreshRequired';
  return {
    kind: 'refused',
    again: 'other-key',
    ...(ended ? { cameBack: `${status} ${code}: the session has expired` } : {}),
    remedy: ended ? remedyOfEnd(end) : remedyOfRefusal(attempted, code),
  };
}

function remedyOfEnd(announced: Date | undefined): string {
  if (announced === undefined) return OUTLIVED;
  return `${OUTLIVED} It was to last until ${formatTime(announced)}: check this machine's clock, and that AWS_CREDENTIAL_EXPIRATION belongs to this session.`;
}

/** As measured on RGW 16 and 18; see docs/ceph-versions.md. */
const BATCH_REFUSED =
  'Ceph RGW 18 and older deny batch deletes (DeleteObjects) to every session with a session policy. ' +
  'Delete one object at a time, or use access role. Otherwise, the session may not delete in this bucket.';

function remedyOfRefusal(attempted: Attempted, code: string): string {
  if (code === 'InvalidAccessKeyId') return remedyOfUnknownKey(attempted);
  if (code === 'InvalidToken') return remedyOfToken(attempted);
  if (code === 'SignatureDoesNotMatch') {
    return (
      'The secret key does not belong to the access key. With a session of an earlier step, take AWS_ACCESS_KEY_ID, ' +
      'AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN from the same session. If they match, a proxy on the way changes requests.'
    );
  }
  const { key, request } = attempted;
  if (request.query?.delete !== undefined) return BATCH_REFUSED;
  const end =
    key.expiration === undefined
      ? '; an expired session gets the same refusal.'
      : `; the session lasts until ${formatTime(key.expiration)}.`;
  const token =
    key.sessionToken === undefined
      ? " AWS_SESSION_TOKEN is empty here: if the key is a session's, export the session with all of its variables."
      : '';
  return (
    `The session may not do this in bucket '${request.bucket}': its role is for another bucket, its access or prefix does not ` +
    "cover it, or the bucket's policy denies it. Check bucket, prefix and access (otter-sts check says what a credential can do)" +
    end +
    token
  );
}

function remedyOfUnknownKey({ key, target }: Attempted): string {
  const token =
    key.sessionToken === undefined
      ? 'Its session token is missing (AWS_SESSION_TOKEN is empty)'
      : "Its session token (AWS_SESSION_TOKEN) is another session's";
  return `The server does not know this access key. ${token}, the session belongs to another endpoint than ${target.endpoint}, or it has expired. Export a new session for this endpoint, with all of its variables; on your own RGW, set rgw_s3_auth_use_sts = true.`;
}

function remedyOfToken({ target }: Attempted): string {
  return `The server cannot read the session token: it is truncated or changed, comes from another endpoint than ${target.endpoint}, or its session has expired. Export a new session for this endpoint, with AWS_SESSION_TOKEN complete.`;
}

function precondition({ request }: Attempted): Classification {
  if (request.headers?.['if-none-match'] === undefined) {
    return {
      kind: 'integrity',
      again: 'never',
      remedy: 'The object was replaced in the meantime: start again.',
    };
  }
  return {
    kind: 'exists',
    again: 'never',
    remedy: 'An object with this key already exists: choose another prefix, or set overwrite to replace it.',
  };
}

function missing({ target, request }: Attempted, code: string): Classification {
  const bucket = code === 'NoSuchBucket' || request.key === undefined;
  return {
    kind: 'not-found',
    again: 'never',
    remedy: bucket
      ? `There is no bucket '${request.bucket}' at ${target.endpoint}: check bucket and endpoint.`
      : 'There is no object with this key: check prefix and key.',
  };
}

function redirected(answer: HttpAnswer): Classification {
  const { cameBack, remedy } = explainRedirect(answer);
  return { kind: 'invalid', again: 'never', cameBack, remedy: sentence(remedy) };
}

/** The code covers every problem of the header. The answer names a region if that is the problem. */
function otherRegion({ target }: Attempted, answer: HttpAnswer): Classification {
  return { kind: 'invalid', again: 'never', remedy: remedyOfRegion(answer, target.region) };
}

const INVALID_REMEDIES: Readonly<Record<string, string>> = {
  EntityTooLarge: 'The server does not accept a file, or part, of this size: choose a smaller part-size.',
  EntityTooSmall: 'A part other than the last is below 5 MiB: choose a larger part-size.',
  KeyTooLongError: 'The key is longer than 1,024 bytes: shorten the prefix or the path.',
  InvalidPart: 'A part is missing or was replaced: upload the file again.',
  InvalidTag: 'The server does not accept the tags.',
  NotImplemented: 'The server does not support this.',
};

function invalid(attempted: Attempted, code: string): Classification {
  return { kind: 'invalid', again: 'never', remedy: remedyOfInvalid(attempted, code) };
}

function remedyOfInvalid(attempted: Attempted, code: string): string {
  // RGW 16.2.15 answers this for a garbled token, and for much else.
  if (code === 'InvalidArgument' && attempted.key.sessionToken !== undefined) {
    return `${remedyOfToken(attempted)} If the session is right, the server does not accept one of the inputs, such as acl.`;
  }
  return INVALID_REMEDIES[code] ?? 'The server does not accept the request: check endpoint and inputs.';
}

function triedAt({ request, target }: Attempted): string {
  return `${describeRequest(request)} at ${target.endpoint}`;
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

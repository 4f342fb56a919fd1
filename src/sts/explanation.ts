import { SHORTEST_USUAL_SESSION_SECONDS } from '../credentials/duration.ts';
import { describeSeconds, formatTime, type Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { Proof, SessionSource } from '../credentials/session-source.ts';
import { ExchangeFailure, type Explanation } from '../failure.ts';
import { explainConnection, explainProxyRefusal, explainTimeout } from '../http/connection-failure.ts';
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
  SKEW_LIMIT_SECONDS,
} from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { printable } from '../printable.ts';
import { callOf } from './assume-role.ts';

/** What is known about a failed attempt. */
export interface Evidence {
  readonly request: SessionRequest;
  readonly source: SessionSource;
  /** What the request was made with. */
  readonly proof: Proof;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly response?: HttpAnswer | undefined;
  readonly error?: unknown;
  readonly timedOut?: boolean;
  /** A returned session that had already expired. */
  readonly session?: Session | undefined;
}

/** The longest session of a role with the default MaxSessionDuration, in seconds. */
const DEFAULT_ROLE_SECONDS = 3_600;

/** Explains a failed attempt: what was tried, what came back, the likely causes, and what to do. */
export function explain(evidence: Evidence): ExchangeFailure {
  const { request, response } = evidence;
  const tried = `${callOf(evidence.proof)} for bucket '${request.bucket}' at ${request.endpoint}`;
  if (evidence.timedOut === true) {
    return new ExchangeFailure({ tried, ...explainTimeout(request.endpoint, 'no complete answer in time') });
  }
  if (response !== undefined) return new ExchangeFailure({ tried, ...explainResponse(evidence, response) });
  return new ExchangeFailure({ tried, ...explainConnection(request.endpoint, evidence.error) });
}

function explainResponse(evidence: Evidence, response: HttpAnswer): Explanation {
  const code = errorCode(response);
  const explanation = explainAnswer(evidence, response, code);
  return { httpStatus: response.status, ...(code === undefined ? {} : { code }), ...explanation };
}

const DENIAL_CODES = new Set([
  'AccessDenied',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UserSuspended',
  // AWS's codes for tokens. An RGW answers AccessDenied for all of them.
  'InvalidIdentityToken',
  'ExpiredTokenException',
  'IDPRejectedClaim',
]);

function explainAnswer(evidence: Evidence, response: HttpAnswer, code: string | undefined): Explanation {
  const { status } = response;
  if (isSuccess(response)) return explainSuccess(evidence, response);
  if (isRedirect(response)) return redirected(response);
  if (status === 407) return explainProxyRefusal();
  if (dependsOnClock(evidence, code) && isRefusedForSkew(response, evidence.now))
    return clockSkew(evidence, response, code);
  if (isThrottled(response)) return throttled(response);
  if (isServerFault(response)) return serverError(response, code);
  if ('token' in evidence.proof && status === 409) return collision(response);
  if (code === undefined) return notSts(response, 'an answer that is not an S3 or STS error');
  if (DENIAL_CODES.has(code)) return denied(evidence, response, code);
  if (code === 'NoSuchEntity') return noSuchRole(evidence, response, code);
  if (code === 'MalformedPolicyDocument' || code === 'PackedPolicyTooLarge')
    return badPolicy(evidence, response, code);
  if (code === 'AuthorizationHeaderMalformed') return otherRegion(evidence, response);
  if (status === 400) return invalidRequest(evidence, response, code);
  return notSts(response, `${status} ${code}`);
}

/** The times in a token are not from this machine, so only the server can blame the clock for such a request. */
function dependsOnClock({ proof }: Evidence, code: string | undefined): boolean {
  return 'key' in proof || SKEW_CODES.has(code ?? '');
}

function denied(evidence: Evidence, response: HttpAnswer, code: string): Explanation {
  const { request, source, proof } = evidence;
  const now = evidence.now - (clockSkewSeconds(response, evidence.now) ?? 0) * 1000;
  const { causes, remedy, flaw } = source.explainDenial({ request, proof, code, now });
  const cameBack = [`${response.status} ${code}`, flaw].filter((part) => part !== undefined).join(', ');
  return { kind: 'denied', cameBack, causes, remedy };
}

function noSuchRole({ request }: Evidence, { status }: HttpAnswer, code: string): Explanation {
  return {
    kind: 'no-such-role',
    cameBack: `${status} ${code}`,
    causes: [
      `there is no role ${request.roleArn} at this endpoint: a digit is missing, or the role belongs to another cluster or account.`,
    ],
    remedy:
      "copy role-arn from the bucket's service credential again, and check that endpoint is that bucket's.",
  };
}

function badPolicy({ request }: Evidence, { status }: HttpAnswer, code: string): Explanation {
  return {
    kind: 'bad-policy',
    cameBack: `${status} ${code}`,
    causes: [
      `the server did not accept the session policy made from access '${request.access}' and prefix '${printable(request.prefix)}'.`,
    ],
    remedy:
      'try a prefix of plain letters, digits, hyphens and slashes; if that works, please report the prefix that does not.',
  };
}

/** Without such a key an RGW (16.2.15) can encrypt no session token, and answers 400 InvalidArgument to every AssumeRole. */
const WRONG_STS_KEY =
  'it is an RGW whose rgw_sts_key is not exactly 16 characters long, so it cannot issue sessions.';

/** An RGW 20 fetches the keys of a token's issuer for each request, and answers 400 when it cannot. */
const ISSUER_UNREACHABLE =
  "the storage cannot fetch the keys of the token's issuer: the issuer is down, or the storage cannot reach it or does not trust its certificate.";

function invalidRequest({ request, proof }: Evidence, { status }: HttpAnswer, code: string): Explanation {
  const { durationSeconds } = request;
  const issuer = 'token' in proof ? [ISSUER_UNREACHABLE] : [];
  const asked = describeSeconds(durationSeconds);
  const cameBack = `${status} ${code}`;
  const name = `the server does not accept the session name '${request.sessionName}'.`;
  if (durationSeconds > DEFAULT_ROLE_SECONDS) {
    const tooLong = `the session of ${asked} is longer than the role or the server allows (a role allows 1 h until its MaxSessionDuration is raised, at most 12 h).`;
    return {
      kind: 'invalid-request',
      cameBack,
      causes: [tooLong, ...issuer, WRONG_STS_KEY, name],
      remedy: "ask for 1h, or raise the role's MaxSessionDuration; for a longer job, use refresh.",
    };
  }
  const tooShort = `the session of ${asked} is shorter than the server allows (usually 15 min).`;
  return {
    kind: 'invalid-request',
    cameBack,
    causes: [
      ...(durationSeconds < SHORTEST_USUAL_SESSION_SECONDS ? [tooShort] : []),
      ...issuer,
      WRONG_STS_KEY,
      name,
    ],
    remedy:
      'ask for a duration of 1h and leave session-name empty; if that is refused too, set rgw_sts_key to 16 characters ' +
      'and restart the gateway.',
  };
}

function otherRegion({ request }: Evidence, response: HttpAnswer): Explanation {
  return {
    kind: 'invalid-request',
    cameBack: describeAnswer(response),
    causes: ['the region is not that of the server.'],
    remedy: remedyOfRegion(response, request.region),
  };
}

function clockSkew({ now }: Evidence, response: HttpAnswer, code: string | undefined): Explanation {
  const skew = describeSkew(clockSkewSeconds(response, now) ?? 0);
  return {
    kind: 'clock-skew',
    cameBack: `${response.status} ${code ?? 'without a code'}, with this machine's clock ${skew}`,
    causes: [`a signature is refused when the clocks differ by more than ${SKEW_LIMIT_SECONDS} s.`],
    remedy: `${SET_CLOCK}, then run the job again.`,
  };
}

function throttled(response: HttpAnswer): Explanation {
  return {
    kind: 'throttled',
    cameBack: describeAnswer(response),
    causes: ['the server is receiving too many requests.'],
    remedy: 'run the job again a little later; if many jobs start at once, stagger them.',
    retryAfterSeconds: retryAfterSeconds(response),
  };
}

function serverError(response: HttpAnswer, code: string | undefined): Explanation {
  return {
    kind: 'server',
    cameBack: `${response.status} ${code ?? 'from the server or a proxy in front of it'}`,
    causes: ['the server, or a load balancer in front of it, has a fault or is being restarted.'],
    remedy: `${RUN_AGAIN}.`,
    retryAfterSeconds: retryAfterSeconds(response),
  };
}

/**
 * An RGW creates a user for each new subject. Of two requests that do so at once it answers one with
 * 409 BucketAlreadyExists (20.2.4, measured).
 */
function collision(response: HttpAnswer): Explanation {
  return {
    kind: 'server',
    cameBack: describeAnswer(response),
    causes: ['another job with the same subject asked at the same moment, for the first time.'],
    remedy: `${RUN_AGAIN}.`,
  };
}

function redirected(response: HttpAnswer): Explanation {
  return {
    kind: 'not-sts',
    causes: [
      'the endpoint is a web page or a portal, http was used where the server wants https, or a proxy requires a login.',
    ],
    ...explainRedirect(response),
  };
}

function explainSuccess({ session, now }: Evidence, response: HttpAnswer): Explanation {
  if (session !== undefined) return endedAlready(session, now, response);
  if (/<AssumeRole(WithWebIdentity)?Response/.test(response.body)) {
    return {
      kind: 'server',
      cameBack: 'an answer that was cut short or lacks a part of the credentials',
      causes: ['the connection, or a proxy on the way, broke the answer.'],
      remedy: 'run the job again.',
    };
  }
  return notSts(response, `${response.status} with ${contentName(response)} instead of credentials`);
}

function endedAlready(session: Session, now: number, response: HttpAnswer): Explanation {
  return {
    kind: 'clock-skew',
    cameBack: `a session that ended at ${formatTime(session.expiration)}, and here it is ${formatTime(new Date(now))}`,
    causes: [
      `this machine's clock is ${Math.abs(clockSkewSeconds(response, now) ?? 0)} s away from the server's.`,
    ],
    remedy: `${SET_CLOCK}, then run the job again.`,
  };
}

function notSts(response: HttpAnswer, cameBack: string): Explanation {
  const sent = response.body.trim() === '' ? '' : ` (${contentName(response)})`;
  return {
    kind: 'not-sts',
    cameBack: cameBack.startsWith(`${response.status}`) ? cameBack : `${response.status}, ${cameBack}${sent}`,
    causes: [
      'the endpoint is not the S3 endpoint but a web site, a console, a portal or a proxy.',
      'it is an RGW without sts in rgw_enable_apis.',
    ],
    remedy:
      'check endpoint (for OtterStorage: https://es-mad-1.s3.otterstorage.io); on your own cluster, enable STS (add sts to rgw_enable_apis).',
  };
}

function contentName({ headers, body }: HttpAnswer): string {
  const start = body.trimStart().slice(0, 200).toLowerCase();
  if (start.startsWith('<!doctype html') || start.includes('<html')) return 'an HTML page';
  if (start.startsWith('{') || start.startsWith('[')) return 'JSON';
  if (start === '') return 'an empty body';
  return printable(headers['content-type'] ?? 'text of an unknown kind');
}

import { SHORTEST_USUAL_SESSION_SECONDS } from '../credentials/duration.ts';
import { describeSeconds, formatTime, type Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { SessionSource } from '../credentials/session-source.ts';
import { ExchangeFailure, type Verdict } from '../failure.ts';
import { judgeConnection, judgeProxyRefusal } from '../http/connection-failure.ts';
import { regionNamedIn, remedyOfRegion } from '../http/named-region.ts';
import { printable } from '../printable.ts';

/** An answer as it came over the wire. */
export interface RawResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The local clock minus the server's, in whole seconds. */
  readonly clockSkewSeconds: number;
}

/** All that is known of an attempt that yielded no session. */
export interface Evidence {
  readonly request: SessionRequest;
  readonly source: SessionSource;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly response?: RawResponse | undefined;
  readonly error?: unknown;
  readonly timedOut?: boolean;
  /** A session that came back and had ended already. */
  readonly session?: Session | undefined;
}

/** Seconds of clock skew at which a server refuses a signature (S3's and RGW's limit). */
const SKEW_LIMIT_SECONDS = 900;
/** The longest session of a role whose MaxSessionDuration was never raised, in seconds. */
const DEFAULT_ROLE_SECONDS = 3_600;
/** The most seconds of a Retry-After that are waited. */
const LONGEST_RETRY_AFTER_SECONDS = 30;

/** Says what was tried, what came back, why that is likely so, and what to do. */
export function explain(evidence: Evidence): ExchangeFailure {
  const { request, response } = evidence;
  const tried = `AssumeRole for bucket '${request.bucket}' at ${request.endpoint}`;
  if (evidence.timedOut === true) return new ExchangeFailure({ tried, ...timeout(evidence) });
  if (response !== undefined) return new ExchangeFailure({ tried, ...judgeResponse(evidence, response) });
  return new ExchangeFailure({ tried, ...judgeConnection(evidence) });
}

function judgeResponse(evidence: Evidence, response: RawResponse): Verdict {
  const code = errorCode(response.body);
  const verdict = verdictFor(evidence, response, code);
  return { httpStatus: response.status, ...(code === undefined ? {} : { code }), ...verdict };
}

/** Characters of an answer in which an error's code is looked for: real ones have a few hundred. */
const LONGEST_ERROR = 8_192;

/** The code of an error in S3's envelope or in STS's: `<Error>` holds `<Code>` in both. */
function errorCode(body: string): string | undefined {
  return /<Error\b[^>]*>[\s\S]*?<Code>\s*([A-Za-z0-9.]{1,64})\s*<\/Code>/.exec(
    body.slice(0, LONGEST_ERROR),
  )?.[1];
}

const SKEW_CODES = new Set(['RequestTimeTooSkewed', 'RequestExpired']);
const DENIAL_CODES = new Set([
  'AccessDenied',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UserSuspended',
]);
const THROTTLE_CODES = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequests',
  'RequestLimitExceeded',
]);

function verdictFor(evidence: Evidence, response: RawResponse, code: string | undefined): Verdict {
  const { status } = response;
  if (status >= 200 && status < 300) return judgeSuccess(evidence, response);
  if (status >= 300 && status < 400) return redirected(response);
  if (status === 407) return judgeProxyRefusal();
  const skewed = Math.abs(response.clockSkewSeconds) >= SKEW_LIMIT_SECONDS;
  if (SKEW_CODES.has(code ?? '') || (status === 403 && skewed)) return clockSkew(response, code);
  if (status === 429 || THROTTLE_CODES.has(code ?? '')) return throttled(response, code);
  if (status >= 500 && status !== 501) return serverError(response, code);
  if (code === undefined) return notSts(response, 'an answer that is no S3 or STS error');
  if (DENIAL_CODES.has(code)) return denied(evidence, response, code);
  if (code === 'NoSuchEntity') return noSuchRole(evidence, response, code);
  if (code === 'MalformedPolicyDocument' || code === 'PackedPolicyTooLarge')
    return badPolicy(evidence, response, code);
  if (code === 'AuthorizationHeaderMalformed') return otherRegion(evidence, response, code);
  if (status === 400) return invalidRequest(evidence, response, code);
  return notSts(response, `${status} ${code}`);
}

function denied({ request, source }: Evidence, { status }: RawResponse, code: string): Verdict {
  return { kind: 'denied', cameBack: `${status} ${code}`, ...source.explainDenial(request, code) };
}

function noSuchRole({ request }: Evidence, { status }: RawResponse, code: string): Verdict {
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

function badPolicy({ request }: Evidence, { status }: RawResponse, code: string): Verdict {
  return {
    kind: 'bad-policy',
    cameBack: `${status} ${code}`,
    causes: [
      `the server did not take the session policy made from access '${request.access}' and prefix '${printable(request.prefix)}'.`,
    ],
    remedy:
      'try a prefix of plain letters, digits, hyphens and slashes; if that works, please report the prefix that does not.',
  };
}

/** Without such a key an RGW (16.2.15) can encrypt no session token, and answers 400 InvalidArgument to every AssumeRole. */
const WRONG_STS_KEY =
  'it is an RGW whose rgw_sts_key is not exactly 16 characters long, so that it can make no session at all.';

function invalidRequest({ request }: Evidence, { status }: RawResponse, code: string): Verdict {
  const { durationSeconds } = request;
  const asked = describeSeconds(durationSeconds);
  const cameBack = `${status} ${code}`;
  const name = `the server does not take the session name '${request.sessionName}'.`;
  if (durationSeconds > DEFAULT_ROLE_SECONDS) {
    const tooLong = `the session of ${asked} is longer than the role or the server allows (a role allows 1 h until its MaxSessionDuration is raised, at most 12 h).`;
    return {
      kind: 'invalid-request',
      cameBack,
      causes: [tooLong, WRONG_STS_KEY, name],
      remedy:
        "ask for 1h, or raise the role's MaxSessionDuration; a job that is longer keeps its session fresh with refresh.",
    };
  }
  const tooShort = `the session of ${asked} is shorter than the server allows (usually 15 min).`;
  return {
    kind: 'invalid-request',
    cameBack,
    causes: [...(durationSeconds < SHORTEST_USUAL_SESSION_SECONDS ? [tooShort] : []), WRONG_STS_KEY, name],
    remedy:
      'ask for a duration of 1h and leave session-name empty; if that is refused too, have rgw_sts_key set to 16 characters ' +
      'and the gateway restarted.',
  };
}

function otherRegion({ request }: Evidence, { status, body }: RawResponse, code: string): Verdict {
  return {
    kind: 'invalid-request',
    cameBack: `${status} ${code}`,
    causes: ['the region is not that of the server.'],
    remedy: remedyOfRegion(regionNamedIn(body), request.region),
  };
}

function clockSkew({ status, clockSkewSeconds }: RawResponse, code: string | undefined): Verdict {
  const direction = clockSkewSeconds < 0 ? 'behind' : 'ahead of';
  return {
    kind: 'clock-skew',
    cameBack: `${status} ${code ?? 'without a code'}, with this machine's clock ${Math.abs(clockSkewSeconds)} s ${direction} the server's`,
    causes: [`a signature is refused when the clocks differ by more than ${SKEW_LIMIT_SECONDS} s.`],
    remedy:
      "set this machine's clock (chronyc makestep, or the virtual machine's time synchronisation), then run the job again.",
  };
}

function throttled(response: RawResponse, code: string | undefined): Verdict {
  return {
    kind: 'throttled',
    cameBack: `${response.status} ${code ?? ''}`.trim(),
    causes: ['too many requests reached the server at this moment.'],
    remedy: 'run the job again a little later; when many jobs start at once, spread their start.',
    ...retryAfter(response),
  };
}

function serverError(response: RawResponse, code: string | undefined): Verdict {
  return {
    kind: 'server',
    cameBack: `${response.status} ${code ?? 'from the server or a proxy before it'}`,
    causes: ['the server, or a load balancer before it, has a fault or is being restarted.'],
    remedy:
      "run the job again; if it stays, ask the storage's operators, and tell them the time and the endpoint.",
    ...retryAfter(response),
  };
}

function retryAfter({ headers }: RawResponse): { retryAfterSeconds?: number } {
  const seconds = Number.parseInt(headers['retry-after'] ?? '', 10);
  return Number.isNaN(seconds)
    ? {}
    : { retryAfterSeconds: Math.min(Math.max(seconds, 0), LONGEST_RETRY_AFTER_SECONDS) };
}

function redirected({ status, headers }: RawResponse): Verdict {
  const target = URL.canParse(headers.location ?? '') ? ` to ${new URL(headers.location ?? '').origin}` : '';
  return {
    kind: 'not-sts',
    cameBack: `${status}, a redirect${target}`,
    causes: [
      'the endpoint is a web page or a portal, http was used where the server wants https, or a proxy asks for a login.',
    ],
    remedy: `set endpoint to the S3 endpoint itself${target === '' ? '' : ', or to the place that it redirects to if that is one'}.`,
  };
}

function judgeSuccess({ session, now }: Evidence, response: RawResponse): Verdict {
  if (session !== undefined) return endedAlready(session, now, response);
  if (response.body.includes('<AssumeRoleResponse')) {
    return {
      kind: 'server',
      cameBack: 'an answer that was cut short or lacks a part of the credentials',
      causes: ['the connection, or a proxy on the way, broke the answer.'],
      remedy: 'run the job again.',
    };
  }
  return notSts(response, `${response.status} with ${contentName(response)} instead of credentials`);
}

function endedAlready(session: Session, now: number, response: RawResponse): Verdict {
  return {
    kind: 'clock-skew',
    cameBack: `a session that ended at ${formatTime(session.expiration)}, and here it is ${formatTime(new Date(now))}`,
    causes: [`this machine's clock is ${Math.abs(response.clockSkewSeconds)} s away from the server's.`],
    remedy: "set this machine's clock, then run the job again.",
  };
}

function notSts(response: RawResponse, cameBack: string): Verdict {
  const sent = response.body.trim() === '' ? '' : ` (${contentName(response)})`;
  return {
    kind: 'not-sts',
    cameBack: cameBack.startsWith(`${response.status}`) ? cameBack : `${response.status}, ${cameBack}${sent}`,
    causes: [
      'the endpoint is not the S3 endpoint but a web site, a console, a portal or a proxy.',
      'it is an RGW whose rgw_enable_apis leaves out sts.',
    ],
    remedy:
      'check endpoint (for OtterStorage: https://es-mad-1.s3.otterstorage.io); on a cluster of your own add sts to rgw_enable_apis.',
  };
}

function contentName({ headers, body }: RawResponse): string {
  const start = body.trimStart().slice(0, 200).toLowerCase();
  if (start.startsWith('<!doctype html') || start.includes('<html')) return 'an HTML page';
  if (start.startsWith('{') || start.startsWith('[')) return 'JSON';
  if (start === '') return 'an empty body';
  return printable(headers['content-type'] ?? 'text of an unknown kind');
}

function timeout({ request }: Evidence): Verdict {
  return {
    kind: 'timeout',
    cameBack: 'no complete answer in time',
    causes: [
      'a firewall drops packets to the server, or the runner needs a proxy (HTTPS_PROXY).',
      'the server is overloaded or hangs.',
    ],
    remedy: `from this runner, try: curl -sS -m 10 ${request.endpoint}`,
  };
}

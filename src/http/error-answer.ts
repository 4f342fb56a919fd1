/*
 * What the error answers of STS, S3, IAM and an RGW's admin API have in common: code, clock, throttling, redirect, region.
 */
import type { HttpAnswer } from './messages.ts';

/** Seconds between the clocks at which a server refuses a signature (S3's and RGW's limit). */
export const SKEW_LIMIT_SECONDS = 900;
export const SET_CLOCK =
  "set this machine's clock (chronyc makestep, or the virtual machine's time synchronisation)";

/** The most seconds of a Retry-After that are waited. */
const LONGEST_RETRY_AFTER_SECONDS = 30;
/** Characters of an answer in which an error is looked for: real ones have a few hundred. */
const LONGEST_ERROR = 8_192;

/** In the XML of S3 and STS, whose envelopes both hold `<Error>`, or in the JSON of the admin API. */
const CODE =
  /<Error\b[^>]*>[\s\S]*?<Code>\s*([A-Za-z0-9.]{1,64})\s*<\/Code>|"Code":\s*"([A-Za-z0-9.]{1,64})"/;

/** The server's code, such as `AccessDenied`; undefined where there is none, as in the answer to a HEAD. */
export function errorCode({ body }: Pick<HttpAnswer, 'body'>): string | undefined {
  return CODE.exec(body.slice(0, LONGEST_ERROR))
    ?.slice(1)
    .find((code) => code !== undefined);
}

/** Such as `403 AccessDenied`. */
export function describeAnswer(answer: HttpAnswer): string {
  return [answer.status, errorCode(answer)].filter((part) => part !== undefined).join(' ');
}

/** The local clock minus the server's, whose header has whole seconds; undefined when the server sent no date. */
export function clockSkewMs({ headers }: Pick<HttpAnswer, 'headers'>, now: number): number | undefined {
  const date = Date.parse(headers.date ?? '');
  return Number.isNaN(date) ? undefined : now - date;
}

export function clockSkewSeconds(answer: Pick<HttpAnswer, 'headers'>, now: number): number | undefined {
  const skewMs = clockSkewMs(answer, now);
  // Never -0.
  return skewMs === undefined ? undefined : Math.round(skewMs / 1000) || 0;
}

/** Such as `30 s ahead of the server's`. */
export function describeSkew(seconds: number): string {
  return `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} the server's`;
}

export const SKEW_CODES: ReadonlySet<string> = new Set(['RequestTimeTooSkewed', 'RequestExpired']);

/** Whether a request was refused since the clocks differ. An RGW may say AccessDenied of it. */
export function isRefusedForSkew(answer: HttpAnswer, now: number): boolean {
  if (SKEW_CODES.has(errorCode(answer) ?? '')) return true;
  return answer.status === 403 && Math.abs(clockSkewSeconds(answer, now) ?? 0) >= SKEW_LIMIT_SECONDS;
}

const THROTTLE_CODES: ReadonlySet<string> = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequests',
  'RequestLimitExceeded',
]);

export function isThrottled(answer: HttpAnswer): boolean {
  return answer.status === 429 || THROTTLE_CODES.has(errorCode(answer) ?? '');
}

/** What to do about a fault of the server's. */
export const RUN_AGAIN =
  "run it again; if it fails again, tell the storage's operators the time and the endpoint";

/** Whether the fault is the server's, or a load balancer's before it. 501 says that it cannot do this at all. */
export function isServerFault({ status }: HttpAnswer): boolean {
  return status >= 500 && status !== 501;
}

/** Seconds that the server asks to wait, 30 at most. */
export function retryAfterSeconds({ headers }: HttpAnswer): number | undefined {
  const seconds = Number.parseInt(headers['retry-after'] ?? '', 10);
  return seconds >= 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS) : undefined;
}

export function isRedirect({ status }: HttpAnswer): boolean {
  return status >= 300 && status < 400;
}

/** What came back, and what to do. */
export function explainRedirect({ status, headers }: HttpAnswer): { cameBack: string; remedy: string } {
  const location = headers.location ?? '';
  const origin = URL.canParse(location) ? ` to ${new URL(location).origin}` : '';
  const other = origin === '' ? '' : ', or to the place that it redirects to if that is one';
  return {
    cameBack: `${status}, a redirect${origin}`,
    remedy: `set endpoint to the S3 endpoint itself${other}.`,
  };
}

/** The name of a region, and nothing that could be anything else in a message. */
const REGION = '([a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?)';
const REGION_ELEMENT = new RegExp(`<Region>\\s*${REGION}\\s*</Region>`);
const REGION_SENTENCE = new RegExp(`expecting (?:'|&apos;|&#39;|&quot;)${REGION}(?:'|&apos;|&#39;|&quot;)`);

/** What to do about a region that the server does not take: it may name the one that it expects. */
export function remedyOfRegion({ body }: HttpAnswer, region: string): string {
  const text = body.slice(0, LONGEST_ERROR);
  const named = (REGION_ELEMENT.exec(text) ?? REGION_SENTENCE.exec(text))?.[1];
  return named === undefined || named === region
    ? `Set region to that of the bucket: the request was signed for ${region}.`
    : `Set region to ${named}, which the server names: the request was signed for ${region}.`;
}

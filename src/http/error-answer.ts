/*
 * What the error answers of STS, S3, IAM and RGW's admin API have in common: code, clock skew, throttling, redirect,
 * region.
 */
import type { HttpAnswer } from './messages.ts';

/** Clock skew in seconds from which a server refuses a signature (the limit of S3 and RGW). */
export const SKEW_LIMIT_SECONDS = 900;
export const SET_CLOCK =
  "set this machine's clock (chronyc makestep, or the virtual machine's time synchronization)";

/** The longest Retry-After that is obeyed, in seconds. */
const LONGEST_RETRY_AFTER_SECONDS = 30;
/** How many characters of an answer are searched for an error. Real errors have a few hundred. */
const LONGEST_ERROR = 8_192;

/** Matches the XML of S3 and STS, which both contain `<Error>`, and the JSON of the admin API. */
const CODE =
  /<Error\b[^>]*>[\s\S]*?<Code>\s*([A-Za-z0-9.]{1,64})\s*<\/Code>|"Code":\s*"([A-Za-z0-9.]{1,64})"/;

/** The server's error code, such as `AccessDenied`. Undefined if there is none, as in the answer to a HEAD. */
export function errorCode({ body }: Pick<HttpAnswer, 'body'>): string | undefined {
  return CODE.exec(body.slice(0, LONGEST_ERROR))
    ?.slice(1)
    .find((code) => code !== undefined);
}

/** Such as `403 AccessDenied`. */
export function describeAnswer(answer: HttpAnswer): string {
  return [answer.status, errorCode(answer)].filter((part) => part !== undefined).join(' ');
}

/**
 * The local clock minus the server's, rounded to seconds because the header has no finer unit. Undefined without a date
 * from the server.
 */
export function clockSkewMs({ headers }: Pick<HttpAnswer, 'headers'>, now: number): number | undefined {
  const date = Date.parse(headers.date ?? '');
  return Number.isNaN(date) ? undefined : now - date;
}

export function clockSkewSeconds(answer: Pick<HttpAnswer, 'headers'>, now: number): number | undefined {
  const skewMs = clockSkewMs(answer, now);
  // Avoids -0.
  return skewMs === undefined ? undefined : Math.round(skewMs / 1000) || 0;
}

/** Such as `30 s ahead of the server's`. */
export function describeSkew(seconds: number): string {
  return `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} the server's`;
}

export const SKEW_CODES: ReadonlySet<string> = new Set(['RequestTimeTooSkewed', 'RequestExpired']);

/** Whether a request was refused because the clocks differ. An RGW may answer AccessDenied in this case. */
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

export const RUN_AGAIN =
  "run it again; if it fails again, tell the storage's operators the time and the endpoint";

/** Whether the server, or a load balancer in front of it, is at fault. 501 means that it does not support the operation. */
export function isServerFault({ status }: HttpAnswer): boolean {
  return status >= 500 && status !== 501;
}

/** Seconds that the server asks to wait, at most 30. */
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

/** Matches a region name and nothing that could have an effect in a message. */
const REGION = '([a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?)';
const REGION_ELEMENT = new RegExp(`<Region>\\s*${REGION}\\s*</Region>`);
const REGION_SENTENCE = new RegExp(`expecting (?:'|&apos;|&#39;|&quot;)${REGION}(?:'|&apos;|&#39;|&quot;)`);

/** What to do about a wrong region. The server may name the one that it expects. */
export function remedyOfRegion({ body }: HttpAnswer, region: string): string {
  const text = body.slice(0, LONGEST_ERROR);
  const named = (REGION_ELEMENT.exec(text) ?? REGION_SENTENCE.exec(text))?.[1];
  return named === undefined || named === region
    ? `Set region to that of the bucket: the request was signed for ${region}.`
    : `Set region to ${named}, which the server names: the request was signed for ${region}.`;
}

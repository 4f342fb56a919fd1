import { describeSeconds, formatTime } from '../credentials/session.ts';
import type { AmbientSource } from '../s3/credentials.ts';
import { type CheckLine, fail, pass, skip, warn } from './line.ts';

export const EXPIRY = 'expiry';

/** Keys in the environment with less than this many seconds left are as good as expired. */
const NEARLY_OVER_SECONDS = 300;
/** botocore asks the endpoint before every request when less than this many seconds are left. */
const EAGER_SECONDS = 900;

/** What is known about the expiration of credentials. */
export interface Expiry {
  readonly source: AmbientSource;
  /** As written in its source. Empty if it is unknown. */
  readonly text: string;
  /** Whether there is a session token. Without one, the key does not expire. */
  readonly temporary: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Says when the credentials end. */
export function judgeExpiry({ source, text, temporary, now }: Expiry): CheckLine {
  if (!temporary) return skip(EXPIRY, 'a long-lived key has none');
  if (text === '') return skip(EXPIRY, 'unknown: AWS_CREDENTIAL_EXPIRATION is not set');
  const end = Date.parse(text);
  if (Number.isNaN(end) || (source === 'endpoint' && !text.endsWith('Z'))) {
    const remedy = 'write it as YYYY-MM-DDTHH:MM:SSZ, which every SDK reads.';
    return warn(EXPIRY, 'the expiration is in a format that not every SDK reads', remedy);
  }
  const seconds = Math.floor((end - now) / 1000);
  if (seconds <= 0) {
    const detail = `the session ended at ${formatTime(new Date(end))}, ${describeSeconds(-seconds)} ago`;
    return fail(EXPIRY, detail, RENEW[source]);
  }
  const detail = `the session ends in ${describeSeconds(seconds)}, at ${formatTime(new Date(end))}`;
  if (source === 'keys' && seconds < NEARLY_OVER_SECONDS) return warn(EXPIRY, detail, RENEW.keys);
  if (source === 'endpoint' && seconds < EAGER_SECONDS) {
    return warn(
      EXPIRY,
      `${detail}: with less than 15 min left, boto3 and the AWS CLI ask the endpoint before every request`,
      'let the endpoint work with sessions of 30 min or more: --duration 1h.',
    );
  }
  return pass(EXPIRY, detail);
}

const RENEW: Readonly<Record<AmbientSource, string>> = {
  keys: 'get a new one (otter-sts env), or use otter-sts exec, which renews by itself.',
  endpoint: 'the endpoint did not renew in time: see otter-sts agent status and its log.',
};

import type { S3Answer } from '../s3/raw-connection.ts';
import { NoAnswer } from '../s3/raw-connection.ts';
import { type CheckLine, fail, pass, skip, warn } from './line.ts';
import type { Party, Place } from './party.ts';
import { describeAnswer } from './s3-answer.ts';

export const ENDPOINT = 'endpoint';
export const CLOCK = 'clock';

/** Seconds of clock skew at which S3 and RGW refuse a signature. */
const SKEW_LIMIT_SECONDS = 900;
/** Seconds of clock skew that a machine with time synchronisation never has. */
const NOTABLE_SKEW_SECONDS = 60;

/** What one request without a signature showed. */
export interface Contact {
  readonly endpoint: string;
  readonly answer?: S3Answer;
  readonly noAnswer?: NoAnswer;
  /** Milliseconds since the epoch, before the request and after the answer. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Asks for the bucket without a signature: any S3 service answers that, with a refusal. */
export async function contact({ endpoint, bucket, now }: Place, anyone: Party): Promise<Contact> {
  const sentAt = now();
  const outcome = await anyone
    .ask({ method: 'GET', bucket, query: { 'list-type': '2', 'max-keys': '1' } })
    .then(
      (answer) => ({ answer }),
      (error: unknown) => {
        if (error instanceof NoAnswer) return { noAnswer: error };
        throw error;
      },
    );
  return { endpoint, ...outcome, sentAt, receivedAt: now() };
}

/** Says whether an S3 service answers at the endpoint. */
export function judgeEndpoint({ endpoint, answer, noAnswer, sentAt, receivedAt }: Contact): CheckLine {
  if (answer === undefined) {
    return fail(ENDPOINT, `${endpoint}: ${noAnswer?.cameBack ?? 'no answer'}`, noAnswer?.remedy ?? '');
  }
  const { status, headers, body } = answer;
  if (status >= 500) {
    return fail(
      ENDPOINT,
      `${endpoint} answers ${describeAnswer(answer)}`,
      "run the check again a little later; if it stays, tell the storage's operators the time and the endpoint.",
    );
  }
  const isS3 = headers['x-amz-request-id'] !== undefined || /<(Error|ListBucketResult)\b/.test(body);
  if (!isS3 || (status >= 300 && status < 400)) {
    return fail(
      ENDPOINT,
      `${endpoint} answers ${describeAnswer(answer)}, and not as an S3 service does`,
      'set endpoint to the S3 endpoint itself: not to a console or portal, and with https where the server wants it.',
    );
  }
  return pass(ENDPOINT, `${endpoint} answers in ${receivedAt - sentAt} ms`);
}

/** Says whether this machine's clock agrees with the server's. */
export function judgeClock({ answer, sentAt, receivedAt }: Contact): CheckLine {
  const skew = clockSkewSeconds(answer, (sentAt + receivedAt) / 2);
  if (skew === undefined) return skip(CLOCK, 'the server sends no date to compare with');
  const direction = skew < 0 ? 'behind' : 'ahead of';
  const detail = `this clock is ${Math.abs(skew)} s ${direction} the server's`;
  const remedy =
    "set this machine's clock (chronyc makestep, or the virtual machine's time synchronisation).";
  if (Math.abs(skew) >= SKEW_LIMIT_SECONDS) {
    return fail(CLOCK, `${detail}, and signatures are refused from ${SKEW_LIMIT_SECONDS} s on`, remedy);
  }
  if (Math.abs(skew) >= NOTABLE_SKEW_SECONDS) {
    return warn(CLOCK, `${detail}: clients renew too early or too late`, remedy);
  }
  return pass(CLOCK, skew === 0 ? "this clock and the server's agree to the second" : detail);
}

/** The local clock minus the server's, in whole seconds. `localTime` is in milliseconds since the epoch. */
function clockSkewSeconds(answer: S3Answer | undefined, localTime: number): number | undefined {
  const date = Date.parse(answer?.headers.date ?? '');
  if (Number.isNaN(date)) return undefined;
  // The header leaves the fraction out: the server's clock was half a second further on, on average.
  const skew = Math.round((localTime - date - 500) / 1000);
  return skew === 0 ? 0 : skew;
}

import {
  clockSkewSeconds,
  describeAnswer,
  describeSkew,
  isRedirect,
  isServerFault,
  RUN_AGAIN,
  SET_CLOCK,
  SKEW_LIMIT_SECONDS,
} from '../http/error-answer.ts';
import type { HttpAnswer } from '../http/messages.ts';
import { StoreFailure } from '../s3/failure.ts';
import { type CheckLine, fail, pass, skip, warn } from './line.ts';
import type { Place, Requester } from './requester.ts';

export const ENDPOINT = 'endpoint';
export const CLOCK = 'clock';

/** Seconds of clock skew that a machine with time synchronization never has. */
const NOTABLE_SKEW_SECONDS = 60;

/** The result of one request without a signature. */
export interface Contact {
  readonly endpoint: string;
  readonly answer?: HttpAnswer;
  readonly silence?: StoreFailure;
  /** Milliseconds since the epoch, before the request and after the answer. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Requests the bucket without a signature. Every S3 service answers that, with a refusal. */
export async function contact({ endpoint, bucket, now }: Place, anyone: Requester): Promise<Contact> {
  const sentAt = now();
  const outcome = await anyone
    .ask({ method: 'GET', bucket, query: { 'list-type': '2', 'max-keys': '1' } })
    .then(
      (answer) => ({ answer }),
      (error: unknown) => {
        if (error instanceof StoreFailure) return { silence: error };
        throw error;
      },
    );
  return { endpoint, ...outcome, sentAt, receivedAt: now() };
}

/** Says whether an S3 service answers at the endpoint. */
export function judgeEndpoint({ endpoint, answer, silence, sentAt, receivedAt }: Contact): CheckLine {
  if (answer === undefined) {
    return fail(ENDPOINT, `${endpoint}: ${silence?.cameBack ?? 'no answer'}`, silence?.remedy ?? '');
  }
  const { headers, body } = answer;
  if (isServerFault(answer)) {
    return fail(ENDPOINT, `${endpoint} answers ${describeAnswer(answer)}`, `${RUN_AGAIN}.`);
  }
  const isS3 = headers['x-amz-request-id'] !== undefined || /<(Error|ListBucketResult)\b/.test(body);
  if (!isS3 || isRedirect(answer)) {
    return fail(
      ENDPOINT,
      `${endpoint} answers ${describeAnswer(answer)}, which is not an S3 response`,
      'set endpoint to the S3 endpoint itself: not to a console or portal, and with https where the server requires it.',
    );
  }
  return pass(ENDPOINT, `${endpoint} answers in ${receivedAt - sentAt} ms`);
}

/** Says whether this machine's clock agrees with the server's. */
export function judgeClock({ answer, sentAt, receivedAt }: Contact): CheckLine {
  // The header has no fraction. On average, the server's clock was half a second ahead of it.
  const skew = answer && clockSkewSeconds(answer, (sentAt + receivedAt) / 2 - 500);
  if (skew === undefined) return skip(CLOCK, 'the server sends no date to compare with');
  const detail = `this clock is ${describeSkew(skew)}`;
  const remedy = `${SET_CLOCK}.`;
  if (Math.abs(skew) >= SKEW_LIMIT_SECONDS) {
    return fail(CLOCK, `${detail}, and servers refuse signatures from ${SKEW_LIMIT_SECONDS} s`, remedy);
  }
  if (Math.abs(skew) >= NOTABLE_SKEW_SECONDS) {
    return warn(CLOCK, `${detail}: clients renew too early or too late`, remedy);
  }
  return pass(CLOCK, skew === 0 ? "this clock and the server's agree to the second" : detail);
}

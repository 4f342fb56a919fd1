import type { Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { Proof, ProofContext, SessionSource } from '../credentials/session-source.ts';
import { ExchangeFailure, InputError } from '../failure.ts';
import type { ConnectionContext } from '../http/connection-context.ts';
import { clockSkewSeconds } from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { sendSingleRequest } from '../http/single-request.ts';
import { afterTurns, pause, setSystemTimer } from '../http/timing.ts';
import { readSession, writeSessionRequest } from './assume-role.ts';
import { explain } from './explanation.ts';

/** The time limit of one attempt, from the DNS lookup to the last byte, in milliseconds. */
const ATTEMPT_MS = 10_000;
/** The time limit of all attempts, including the waits between them, in milliseconds. */
const DEADLINE_MS = 60_000;
/** The maximum number of requests of one exchange, by default. */
const MOST_ATTEMPTS = 5;
/** The first wait is at most this many milliseconds, and the limit doubles with each wait. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** How much of an answer is kept, in bytes. An AssumeRole answer has about 2 KB; a login page can have any size. */
const LARGEST_ANSWER = 256 * 1024;

/** The context of an exchange. Everything has a default except the proxies of the environment. */
export interface ExchangeContext extends ConnectionContext, Pick<ProofContext, 'onSecrets'> {
  readonly signal?: AbortSignal | undefined;
  /** Called before each wait, with the number of the attempt that failed, from 1. */
  readonly onRetry?: ((failure: ExchangeFailure, waitMs: number, attempt: number) => void) | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
  /** 0 ≤ n < 1, for the jitter. */
  readonly random?: (() => number) | undefined;
  /** By default 5. */
  readonly mostAttempts?: number | undefined;
  readonly attemptMs?: number | undefined;
  readonly deadlineMs?: number | undefined;
}

export interface Exchanged {
  readonly session: Session;
  /** The local clock minus the server's, in whole seconds; 0 when the server sent no date. */
  readonly clockSkewSeconds: number;
  /** The number of requests. */
  readonly attempts: number;
}

/**
 * Obtains a session with one AssumeRole call, or AssumeRoleWithWebIdentity for a token. It makes no other call (an RGW has
 * no GetCallerIdentity). Network errors, 5xx and throttling are retried with full jitter ("Exponential Backoff And Jitter",
 * AWS Architecture Blog). A denial or a bad request is not.
 *
 * @throws ExchangeFailure if there is no session. Its message explains why.
 * @throws InputError if the environment names an invalid proxy, or the source's file cannot be read
 * @throws the signal's reason when it is aborted
 */
export async function exchange(
  source: SessionSource,
  request: SessionRequest,
  context: ExchangeContext = {},
): Promise<Exchanged> {
  const { signal, onRetry, now = Date.now, random = Math.random, mostAttempts = MOST_ATTEMPTS } = context;
  const deadline = now() + (context.deadlineMs ?? DEADLINE_MS);
  for (let attempt = 1; ; attempt += 1) {
    const limitMs = Math.min(context.attemptMs ?? ATTEMPT_MS, Math.max(deadline - now(), 1));
    const timeout = new AbortController();
    const cancelTimeout = afterTurns(setSystemTimer, limitMs, () => timeout.abort());
    try {
      const outcome = await assumeRole(source, request, context, timeout.signal);
      return { ...outcome, attempts: attempt };
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ExchangeFailure) || !error.retryable || attempt === mostAttempts) throw error;
      const waitMs = waitBefore(attempt, error.detail.retryAfterSeconds, random);
      if (now() + waitMs >= deadline) throw error;
      onRetry?.(error, waitMs, attempt);
      await pause(waitMs, signal);
    } finally {
      cancelTimeout();
    }
  }
}

function waitBefore(attempt: number, retryAfterSeconds: number | undefined, random: () => number): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000;
  return Math.ceil(random() * Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS));
}

async function assumeRole(
  source: SessionSource,
  request: SessionRequest,
  context: ExchangeContext,
  timeout: AbortSignal,
): Promise<Omit<Exchanged, 'attempts'>> {
  const { signal, now = Date.now } = context;
  const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  const proof = await source.prove({ ...context, signal: stop });
  let response: HttpAnswer | undefined;
  let session: Session | undefined;
  let error: unknown;
  try {
    response = await ask(proof, request, context, stop);
    // The SDK reads only errors in STS's own envelope, and an RGW answers in S3's. So everything but a success is read
    // here.
    if (isSuccess(response)) session = await readSession(proof, response);
  } catch (caught) {
    if (caught instanceof InputError) throw caught;
    error = caught;
  }
  if (response !== undefined && session !== undefined && session.expiration.getTime() > now()) {
    return { session, clockSkewSeconds: clockSkewSeconds(response, now()) ?? 0 };
  }
  throw explain({ request, source, proof, now: now(), response, session, error, timedOut: timeout.aborted });
}

async function ask(
  proof: Proof,
  request: SessionRequest,
  context: ExchangeContext,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { now = Date.now } = context;
  const call = await writeSessionRequest(proof, request, now());
  return await sendSingleRequest(new URL(request.endpoint), call, {
    context,
    signal,
    mostBytes: LARGEST_ANSWER,
  });
}

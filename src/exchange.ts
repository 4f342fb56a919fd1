import { setTimeout as sleep } from 'node:timers/promises';
import { AssumeRoleCommand, type AssumeRoleCommandOutput, STSClient } from '@aws-sdk/client-sts';
import { explain, type RawResponse } from './explanation.ts';
import { ExchangeFailure } from './failure.ts';
import { type ConnectionSurroundings, createAgents } from './http-agent.ts';
import type { ServiceCredential } from './service-credential.ts';
import type { Session } from './session.ts';
import type { SessionRequest } from './session-request.ts';

/** Milliseconds that one attempt may take, from the look-up of the name to the last byte. */
const ATTEMPT_MS = 10_000;
/** Milliseconds that all attempts and the waits between them may take. */
const DEADLINE_MS = 60_000;
/** Requests that one exchange makes at most, unless it is told otherwise. */
const MOST_ATTEMPTS = 5;
/** The first wait is up to this many milliseconds, each later one up to twice the one before. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** Bytes of an answer that are kept. An AssumeRole answer has about 2 KB; a login page can have any size. */
const LARGEST_ANSWER = 256 * 1024;

/** What an exchange takes from its surroundings. All of it has a default but for the environment's proxies. */
export interface ExchangeSurroundings extends ConnectionSurroundings {
  readonly signal?: AbortSignal | undefined;
  /** Told before each wait. */
  readonly onRetry?: ((failure: ExchangeFailure, waitMs: number) => void) | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
  /** 0 ≤ n < 1, for the jitter. */
  readonly random?: (() => number) | undefined;
  /** 5 otherwise. */
  readonly mostAttempts?: number | undefined;
  readonly attemptMs?: number | undefined;
  readonly deadlineMs?: number | undefined;
}

export interface Exchanged {
  readonly session: Session;
  /** The local clock minus the server's, in whole seconds; 0 when the server sent no date. */
  readonly clockSkewSeconds: number;
  /** How many requests it took. */
  readonly attempts: number;
}

/**
 * Turns a service credential into a session with one AssumeRole call. Nothing else is asked of the server
 * (an RGW has no GetCallerIdentity). Network errors, 5xx and throttling are tried again, with full jitter
 * ("Exponential Backoff And Jitter", AWS Architecture Blog); a denial or a bad request is not.
 *
 * @throws ExchangeFailure when there is no session; its message explains
 * @throws the signal's reason when it is aborted
 */
export async function exchange(
  credential: ServiceCredential,
  request: SessionRequest,
  surroundings: ExchangeSurroundings = {},
): Promise<Exchanged> {
  const {
    signal,
    onRetry,
    now = Date.now,
    random = Math.random,
    mostAttempts = MOST_ATTEMPTS,
  } = surroundings;
  const deadline = now() + (surroundings.deadlineMs ?? DEADLINE_MS);
  for (let attempt = 1; ; attempt += 1) {
    const timeout = AbortSignal.timeout(
      Math.min(surroundings.attemptMs ?? ATTEMPT_MS, Math.max(deadline - now(), 1)),
    );
    try {
      const outcome = await assumeRole(credential, request, surroundings, timeout);
      return { ...outcome, attempts: attempt };
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ExchangeFailure) || !error.retryable || attempt === mostAttempts) throw error;
      const waitMs = waitBefore(attempt, error.detail.retryAfterSeconds, random);
      if (now() + waitMs >= deadline) throw error;
      onRetry?.(error, waitMs);
      await pause(waitMs, signal);
    }
  }
}

/** @throws the signal's own reason, where node's timer would throw an AbortError */
async function pause(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(waitMs, undefined, { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}

function waitBefore(attempt: number, retryAfterSeconds: number | undefined, random: () => number): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000;
  return Math.ceil(random() * Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS));
}

async function assumeRole(
  credential: ServiceCredential,
  request: SessionRequest,
  surroundings: ExchangeSurroundings,
  timeout: AbortSignal,
): Promise<Omit<Exchanged, 'attempts'>> {
  const now = surroundings.now ?? Date.now;
  const capture: { response?: RawResponse } = {};
  const client = createClient(credential, request, surroundings, capture);
  const signal =
    surroundings.signal === undefined ? timeout : AbortSignal.any([surroundings.signal, timeout]);
  try {
    const output = await client.send(commandFor(request), { abortSignal: signal });
    const session = readSession(output);
    if (session === undefined || session.expiration.getTime() <= now()) {
      throw explain({ request, credential, now: now(), response: capture.response, session });
    }
    return { session, clockSkewSeconds: capture.response?.clockSkewSeconds ?? 0 };
  } catch (error) {
    if (error instanceof ExchangeFailure) throw error;
    throw explain({
      request,
      credential,
      now: now(),
      response: capture.response,
      error,
      timedOut: timeout.aborted,
    });
  } finally {
    client.destroy();
  }
}

function commandFor(request: SessionRequest): AssumeRoleCommand {
  return new AssumeRoleCommand({
    RoleArn: request.roleArn,
    RoleSessionName: request.sessionName,
    DurationSeconds: request.durationSeconds,
    ...(request.policy === undefined ? {} : { Policy: request.policy.json }),
  });
}

function createClient(
  credential: ServiceCredential,
  request: SessionRequest,
  surroundings: ExchangeSurroundings,
  capture: { response?: RawResponse },
): STSClient {
  const { now = Date.now } = surroundings;
  const client = new STSClient({
    endpoint: request.endpoint,
    region: request.region,
    credentials: { accessKeyId: credential.accessKey, secretAccessKey: credential.revealSecretKey() },
    // The retries are ours: the SDK cannot tell an RGW's errors apart, and has no deadline.
    maxAttempts: 1,
    // Given here so that nothing in the machine's ~/.aws can change what is asked.
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    requestHandler: createAgents(surroundings, false),
  });
  // Nearest to the wire: the SDK reads STS's error envelope alone, and an RGW answers in S3's.
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      capture.response = await readRaw(result.response as WireResponse, now);
      (result.response as WireResponse).body = Buffer.from(capture.response.body);
      return result;
    },
    { step: 'deserialize', name: 'captureRawResponse', priority: 'low' },
  );
  return client;
}

interface WireResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array> | Uint8Array;
}

async function readRaw(response: WireResponse, now: () => number): Promise<RawResponse> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST_ANSWER) break;
  }
  const date = Date.parse(response.headers.date ?? '');
  return {
    status: response.statusCode,
    headers: response.headers,
    body: Buffer.concat(chunks).toString('utf8'),
    clockSkewSeconds: Number.isNaN(date) ? 0 : Math.round((now() - date) / 1000),
  };
}

function readSession({ Credentials, AssumedRoleUser }: AssumeRoleCommandOutput): Session | undefined {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined) return undefined;
  if (Number.isNaN(Expiration.getTime())) return undefined;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
    arn: AssumedRoleUser?.Arn ?? '',
  };
}

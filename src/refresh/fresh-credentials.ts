import type { EndpointAddress } from '../credentials/environment.ts';
import type { Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { SessionSource } from '../credentials/session-source.ts';
import { type ExchangeContext, exchange } from '../sts/exchange.ts';
import { startCredentialsEndpoint } from './credentials-endpoint.ts';
import { type Obtain, Renewal, type RenewalOptions } from './renewal.ts';

/** The time limit of an attempt of a renewal, in milliseconds. */
const LONGEST_ATTEMPT_MS = 60_000;

/**
 * The function with which a renewal obtains its sessions. Until the first succeeds, each call retries. After that each call
 * makes one attempt, because the renewal itself retries and knows how long it can wait.
 */
export function obtainer(
  source: SessionSource,
  request: SessionRequest,
  context: Omit<ExchangeContext, 'signal'>,
): Obtain {
  const { now = Date.now } = context;
  let { mostAttempts, attemptMs } = context;
  return async (signal) => {
    const terms = { ...context, signal, mostAttempts, attemptMs };
    const { session } = await exchange(source, request, terms);
    mostAttempts = 1;
    // The renewal's own limit, which grows if the server is slow, is shorter.
    attemptMs = LONGEST_ATTEMPT_MS;
    // If the clock is behind the server's, a session would seem to last longer than it does.
    const latestEnd = now() + request.durationSeconds * 1000;
    return { ...session, expiration: new Date(Math.min(session.expiration.getTime(), latestEnd)) };
  };
}

export interface FreshCredentials {
  /** The first session. */
  readonly first: Session;
  readonly endpoint: EndpointAddress;
  stop(): Promise<void>;
}

/**
 * Credentials that stay fresh while this process lives: a renewal, and the loopback endpoint from which S3 clients fetch
 * them.
 *
 * @param tokenFile a file for the endpoint's token, in a private folder, removed by `stop`. Without it, clients that read
 *   the token from a file do not work.
 * @throws ExchangeFailure if the first exchange fails. Nothing is left running.
 */
export async function startFreshCredentials(
  options: RenewalOptions,
  tokenFile?: string,
): Promise<FreshCredentials> {
  const renewal = new Renewal(options);
  const first = await renewal.start();
  try {
    const endpoint = await startCredentialsEndpoint({ renewal, tokenFile });
    const stop = () => {
      renewal.stop();
      return endpoint.close();
    };
    return { first, endpoint, stop };
  } catch (error) {
    renewal.stop();
    throw error;
  }
}

import type { EndpointAddress } from '../credentials/environment.ts';
import type { Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { SessionSource } from '../credentials/session-source.ts';
import { type ExchangeContext, exchange } from '../sts/exchange.ts';
import { startCredentialsEndpoint } from './credentials-endpoint.ts';
import { type Obtain, Renewal, type RenewalOptions } from './renewal.ts';

/** Milliseconds after which an attempt of a renewal ends in any case. */
const LONGEST_ATTEMPT_MS = 60_000;

/**
 * The function with which a renewal asks for each of its sessions. Until there is a first one each call tries several
 * times; from then on once, since the renewal itself tries again, and knows for how long it can wait.
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
    // The renewal's own limit, which grows with a server that is slow, comes before.
    attemptMs = LONGEST_ATTEMPT_MS;
    // By a clock that runs behind the server's a session would seem to last longer than it does.
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
 * Credentials that stay fresh for as long as this process lives: a renewal, and the loopback endpoint from which
 * S3 clients fetch them.
 *
 * @param tokenFile where the endpoint's token goes, in a private folder; gone after `stop`. Without it, clients that read the token from a file find none
 * @throws ExchangeFailure when the first exchange fails; nothing is left running then
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

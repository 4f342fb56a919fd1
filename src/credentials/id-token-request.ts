import { ExchangeFailure, type Explanation } from '../failure.ts';
import { explainConnection, explainTimeout } from '../http/connection-failure.ts';
import { isServerFault, isThrottled, retryAfterSeconds } from '../http/error-answer.ts';
import { type HttpAnswer, type HttpRequest, isSuccess } from '../http/messages.ts';
import { withQuery } from '../http/signing.ts';
import { sendSingleRequest } from '../http/single-request.ts';
import { readIdToken } from './id-token.ts';
import type { ProofContext } from './session-source.ts';

/** The URL and the token with which a job requests identity tokens from its CI system. The token is a secret. */
export interface IdTokenRequest {
  readonly url: string;
  readonly token: string;
}

/** How much of an answer is read, in bytes. A token has 1 to 4 KB. */
const LARGEST_ANSWER = 64 * 1024;

/**
 * Requests an identity token for this job from GitHub or Forgejo. `getIDToken` of `@actions/core` (3.0.1) is not used:
 *
 * - It prints each token in an `add-mask` command. A renewal would print it after a script's output, which may have stopped
 *   such commands, and the log would show the token.
 * - It reads the request's own token from `process.env`, from where this program has taken it, so that a job's commands
 *   cannot read it.
 * - It does not know `OTTER_CA_BUNDLE`, cannot be aborted, waits up to 3 minutes for each of its 11 tries, and repeats what
 *   the server said.
 * - Agents and the command line have no `@actions/core`. Its own undici adds 232 KB to the archive that each job downloads:
 *   717 KB, of at most 600 KB (measured).
 *
 * @throws ExchangeFailure if there is no token
 * @throws the signal's reason when it is aborted by the caller
 */
export async function requestIdToken(
  { url: address, token }: IdTokenRequest,
  audience: string,
  context: ProofContext,
): Promise<string> {
  const url = new URL(address);
  const tried = `Asking ${url.host} for the job's identity token (audience '${audience}')`;
  let answer: HttpAnswer;
  try {
    answer = await sendSingleRequest(url, writeRequest(url, token, audience), {
      context,
      signal: context.signal,
      mostBytes: LARGEST_ANSWER,
    });
  } catch (error) {
    throw new ExchangeFailure({ tried, ...unanswered(url, error, context.signal) });
  }
  const found = isSuccess(answer) ? readValue(answer) : undefined;
  if (found !== undefined) return found;
  throw new ExchangeFailure({ tried, httpStatus: answer.status, ...refused(answer) });
}

function writeRequest(url: URL, token: string, audience: string): HttpRequest {
  const query = new URLSearchParams(url.search);
  query.set('audience', audience);
  return {
    method: 'GET',
    path: withQuery(url.pathname, Object.fromEntries(query)),
    headers: {
      host: url.host,
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'user-agent': 'otter-sts-credentials',
    },
  };
}

function readValue({ body }: HttpAnswer): string | undefined {
  try {
    const { value } = JSON.parse(body) as { value?: unknown };
    return typeof value === 'string' && readIdToken(value) !== undefined ? value : undefined;
  } catch {
    return undefined;
  }
}

function unanswered(url: URL, error: unknown, signal: AbortSignal): Explanation {
  const { kind, cameBack } = signal.aborted
    ? explainTimeout(url.origin, 'no complete answer in time')
    : explainConnection(url.origin, error);
  return {
    kind,
    cameBack,
    causes: [`this runner cannot reach ${url.host}, where its CI system gives out identity tokens.`],
    remedy:
      'run the job again; if it fails again, check the network and the proxy of the runner (HTTPS_PROXY, NO_PROXY).',
  };
}

function refused(answer: HttpAnswer): Explanation {
  const cameBack = isSuccess(answer) ? 'an answer without a token' : `status ${answer.status}`;
  if (isThrottled(answer) || isServerFault(answer)) {
    return {
      kind: isThrottled(answer) ? 'throttled' : 'server',
      cameBack,
      causes: ["the CI system's token service is overloaded, or has a fault."],
      remedy: 'run the job again a little later.',
      retryAfterSeconds: retryAfterSeconds(answer),
    };
  }
  return {
    kind: 'denied',
    cameBack,
    causes: [
      'the job is over, or has lasted longer than its CI system gives it tokens.',
      'the job may not have identity tokens (on GitHub: permissions: id-token: write), or not with this audience.',
    ],
    remedy: 'give the job the permission id-token: write, and leave audience empty, or at a plain host name.',
  };
}

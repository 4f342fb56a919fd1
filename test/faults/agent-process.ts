/**
 * An agent for tests, as the command line runs one. Its sessions come from the server in the handover:
 * the answer is a session, or the detail of a failure.
 */

import { ExchangeFailure } from '../../src/failure.ts';
import { serveAgent, settle } from '../../src/refresh/agent/serve.ts';
import type { Obtain } from '../../src/refresh/renewal.ts';

function createObtain(handover: unknown): Obtain {
  const { url, secret } = handover as { url: string; secret: string };
  return async (signal) => {
    const response = await fetch(url, { headers: { authorization: secret }, signal });
    const answer = (await response.json()) as { failure?: never; session: { expiration: string } };
    if (answer.failure !== undefined) throw new ExchangeFailure(answer.failure);
    return { ...answer.session, expiration: new Date(answer.session.expiration) } as never;
  };
}

process.exit(
  await serveAgent({
    createObtain,
    input: process.stdin,
    output: process.stdout,
    signals: process,
    detach: settle,
  }),
);

import { sessionSecrets } from '../../credentials/session.ts';
import { addToRedactor } from '../../masking/log-redactor.ts';
import type { ExchangeContext } from '../../sts/exchange.ts';
import { obtainer } from '../fresh-credentials.ts';
import type { Obtain } from '../renewal.ts';
import { type Handover, unpackHandover } from './handover.ts';
import { saveMemory, serveAgent, settle } from './serve.ts';

/** Runs this process as the agent, which reads its start message from standard input. @returns the exit code */
export function runAgentProcess(process: NodeJS.Process): Promise<number> {
  saveMemory();
  return serveAgent({
    createObtain: (handover) => obtainHandedOver(handover as Handover, process.env),
    input: process.stdin,
    output: process.stdout,
    signals: process,
    detach: settle,
  });
}

/** Makes the function that obtains sessions from a handover. @throws InputError if a part of it is invalid */
function obtainHandedOver(handover: Handover, environment: ExchangeContext['environment']): Obtain {
  const { source, request, caBundle } = unpackHandover(handover);
  const obtain = obtainer(source, request, { environment, caBundle });
  return async (signal) => {
    const session = await obtain(signal);
    await addToRedactor(handover.redactor, sessionSecrets(session));
    return session;
  };
}

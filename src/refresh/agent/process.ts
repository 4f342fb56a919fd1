import { ServiceCredential } from '../../credentials/service-credential.ts';
import { SessionPolicy } from '../../credentials/session-policy.ts';
import type { ExchangeSurroundings } from '../../sts/exchange.ts';
import { obtainer } from '../fresh-credentials.ts';
import type { Obtain } from '../renewal.ts';
import type { Handover } from './handover.ts';
import { saveMemory, serveAgent, settle } from './serve.ts';

/** Runs this process as the agent: its order comes on standard input. @returns the exit code */
export function runAgentProcess(process: NodeJS.Process): Promise<number> {
  saveMemory();
  return serveAgent({
    createObtain: (handover) => unpackHandover(handover as Handover, process.env),
    input: process.stdin,
    output: process.stdout,
    signals: process,
    detach: settle,
  });
}

/** What asks for sessions, out of a hand-over. @throws InputError when a part of it is wrong */
export function unpackHandover(
  { accessKey, secretKey, request, caBundle }: Handover,
  environment: ExchangeSurroundings['environment'],
): Obtain {
  // Made here and not handed over: a policy that was never checked cannot come in.
  const policy = SessionPolicy.forScope(request.bucket, request.access, request.prefix);
  const scoped = policy === undefined ? request : { ...request, policy };
  return obtainer(new ServiceCredential(accessKey, secretKey), scoped, { environment, caBundle });
}

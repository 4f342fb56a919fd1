import { readFileSync } from 'node:fs';
import {
  checkRequest,
  type ExchangeSurroundings,
  firstLine,
  readCaBundle,
  ServiceCredential,
  type SessionRequest,
} from '../src/index.ts';
import { checkCredentialPresent, readEvent, readInputs, requestContext, type StepInputs } from './inputs.ts';
import { maskSecrets } from './masks.ts';
import type { Workflow } from './workflow.ts';

/** One step's checked work: what every way of delivering needs. */
export interface PreparedStep {
  readonly inputs: StepInputs;
  readonly credential: ServiceCredential;
  readonly request: SessionRequest;
  readonly surroundings: ExchangeSurroundings;
}

/**
 * Reads and checks the inputs; the service secret is masked first of all.
 *
 * @throws InputError when one is wrong
 */
export function prepareStep({ commands, environment, platform }: Workflow): PreparedStep {
  const inputs = readInputs(commands.getInput, platform);
  maskSecrets(commands, [inputs.serviceSecretKey]);
  checkCredentialPresent(inputs, environment, readEvent(readEventFile(environment.GITHUB_EVENT_PATH)));
  const credential = new ServiceCredential(inputs.serviceAccessKey, inputs.serviceSecretKey);
  const context = requestContext(environment, inputs.mode !== 'session');
  const { request, warnings } = checkRequest(inputs.request, context);
  for (const warning of warnings) commands.warning(warning);
  const surroundings: ExchangeSurroundings = {
    caBundle: readCaBundle(environment.OTTER_CA_BUNDLE),
    environment,
    onRetry: (failure, waitMs) =>
      commands.info(`${firstLine(failure)} Trying again in ${(waitMs / 1000).toFixed(1)} s.`),
  };
  return { inputs, credential, request, surroundings };
}

function readEventFile(path: string | undefined): string {
  try {
    return readFileSync(path ?? '', 'utf8');
  } catch {
    return '';
  }
}

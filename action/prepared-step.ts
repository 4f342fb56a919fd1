import { readFileSync } from 'node:fs';
import { github } from '../src/ci/github.ts';
import { ServiceCredential, secretParts } from '../src/credentials/service-credential.ts';
import { checkRequest, type SessionRequest } from '../src/credentials/session-request.ts';
import type { SessionSource } from '../src/credentials/session-source.ts';
import { firstLine } from '../src/failure.ts';
import { readCaBundle } from '../src/http/ca-bundle.ts';
import { readTexts } from '../src/input-values.ts';
import type { ExchangeContext } from '../src/sts/exchange.ts';
import {
  type CredentialInputs,
  type Environment,
  explainMissing,
  readEvent,
  readInputs,
  type StepInputs,
  type WorkflowEvent,
} from './inputs.ts';
import { maskSecrets } from './masks.ts';
import type { Workflow } from './workflow.ts';

/** A step whose inputs are checked: what every kind of delivery needs. */
export interface PreparedStep {
  readonly inputs: StepInputs;
  readonly credential: SessionSource;
  readonly request: SessionRequest;
  readonly context: ExchangeContext;
}

/**
 * Reads and checks the inputs; the service secret is masked first of all.
 *
 * @throws InputError when one is wrong
 */
export async function prepareStep(workflow: Workflow): Promise<PreparedStep> {
  const texts = readTexts('github', 'session', workflow.commands.getInput);
  const inputs = await readInputs(texts, workflow.platform);
  const readKeyless = isKeyless(texts) ? (await import('./keyless.ts')).readKeyless : undefined;
  return { inputs, ...prepareCredential(workflow, texts, inputs.mode !== 'session', readKeyless) };
}

/** The source of sessions, the request, and the connection. */
export type PreparedCredential = Omit<PreparedStep, 'inputs'>;

/**
 * Checks the source and the request. Their secrets are masked first of all.
 *
 * @param renewed whether its sessions will be renewed
 * @throws InputError when an input is wrong
 */
export function prepareCredential(
  { commands, environment }: Workflow,
  inputs: CredentialInputs,
  renewed: boolean,
  readKeyless: ReadKeyless | undefined,
): PreparedCredential {
  maskSecrets(commands, secretParts(inputs.serviceAccessKey, inputs.serviceSecretKey));
  const credential = readCredential(inputs, { commands, environment }, readKeyless);
  const { request, warnings } = checkRequest(inputs, {
    sessionName: github.sessionName(environment),
    renewed,
  });
  for (const warning of warnings) commands.warning(warning);
  const context: ExchangeContext = {
    caBundle: readCaBundle(environment.OTTER_CA_BUNDLE),
    environment,
    onRetry: (failure, waitMs) =>
      commands.info(`${firstLine(failure)} Trying again in ${(waitMs / 1000).toFixed(1)} s.`),
    onSecrets: (secrets) => maskSecrets(commands, secrets),
  };
  return { credential, request, context };
}

/** Reads the identity token of a job. It is loaded only for jobs without keys. */
type ReadKeyless = typeof import('./keyless.ts').readKeyless;

/** @throws InputError when an input is invalid, or there is neither a service credential nor an identity token */
function readCredential(
  inputs: CredentialInputs,
  workflow: Pick<Workflow, 'commands' | 'environment'>,
  readKeyless: ReadKeyless | undefined,
): SessionSource {
  const { serviceAccessKey, serviceSecretKey } = inputs;
  if (serviceAccessKey !== '' && serviceSecretKey !== '') {
    return new ServiceCredential(serviceAccessKey, serviceSecretKey);
  }
  const source = isKeyless(inputs) ? readKeyless?.(inputs, workflow) : undefined;
  if (source !== undefined) return source;
  throw explainMissing(inputs, workflow.environment, readWorkflowEvent(workflow.environment));
}

function isKeyless({ serviceAccessKey, serviceSecretKey }: CredentialInputs): boolean {
  return serviceAccessKey + serviceSecretKey === '';
}

/** Reads the event's payload, which the runner leaves in a file. */
export function readWorkflowEvent({ GITHUB_EVENT_PATH }: Environment): WorkflowEvent {
  try {
    return readEvent(readFileSync(GITHUB_EVENT_PATH ?? '', 'utf8'));
  } catch {
    return readEvent('');
  }
}

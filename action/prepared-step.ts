import { readFileSync } from 'node:fs';
import { github } from '../src/ci/github.ts';
import {
  checkRequest,
  type ExchangeContext,
  firstLine,
  readCaBundle,
  ServiceCredential,
  type SessionRequest,
  secretParts,
} from '../src/index.ts';
import { readTexts } from '../src/input-values.ts';
import {
  type CredentialInputs,
  checkCredentialPresent,
  type Environment,
  readEvent,
  readInputs,
  type StepInputs,
  type WorkflowEvent,
} from './inputs.ts';
import { maskSecrets } from './masks.ts';
import type { Workflow } from './workflow.ts';

/** One step's checked work: what every way of delivering needs. */
export interface PreparedStep {
  readonly inputs: StepInputs;
  readonly credential: ServiceCredential;
  readonly request: SessionRequest;
  readonly context: ExchangeContext;
}

/**
 * Reads and checks the inputs; the service secret is masked first of all.
 *
 * @throws InputError when one is wrong
 */
export function prepareStep(workflow: Workflow): PreparedStep {
  const texts = readTexts('github', 'session', workflow.commands.getInput);
  const inputs = readInputs(texts, workflow.platform);
  return { inputs, ...prepareCredential(workflow, texts, inputs.mode !== 'session') };
}

/** Who asks, for what, and over which connection. */
export type PreparedCredential = Omit<PreparedStep, 'inputs'>;

/**
 * Checks a service credential and what it is to be exchanged for; the secret is masked first of all.
 *
 * @param renewed whether its sessions will be renewed
 * @throws InputError when an input is wrong
 */
export function prepareCredential(
  { commands, environment }: Workflow,
  inputs: CredentialInputs,
  renewed: boolean,
): PreparedCredential {
  maskSecrets(commands, secretParts(inputs.serviceAccessKey, inputs.serviceSecretKey));
  checkCredentialPresent(inputs, environment, readWorkflowEvent(environment));
  const credential = new ServiceCredential(inputs.serviceAccessKey, inputs.serviceSecretKey);
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
  };
  return { credential, request, context };
}

/** What the event's payload says, which the runner leaves in a file. */
export function readWorkflowEvent({ GITHUB_EVENT_PATH }: Environment): WorkflowEvent {
  try {
    return readEvent(readFileSync(GITHUB_EVENT_PATH ?? '', 'utf8'));
  } catch {
    return readEvent('');
  }
}

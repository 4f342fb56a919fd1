import { readFileSync } from 'node:fs';
import { github } from '../src/ci/github.ts';
import {
  checkRequest,
  type ExchangeContext,
  firstLine,
  readCaBundle,
  readSource,
  type SessionRequest,
  type SessionSource,
  secretParts,
} from '../src/index.ts';
import { readTexts } from '../src/input-values.ts';
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

/** One step's checked work: what every way of delivering needs. */
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
export function prepareStep(workflow: Workflow): PreparedStep {
  const texts = readTexts('github', 'session', workflow.commands.getInput);
  const inputs = readInputs(texts, workflow.platform);
  return { inputs, ...prepareCredential(workflow, texts, inputs.mode !== 'session') };
}

/** Who asks, for what, and over which connection. */
export type PreparedCredential = Omit<PreparedStep, 'inputs'>;

/**
 * Checks what sessions are asked for with, and what for; what is secret of it is masked first of all.
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
  const credential = readCredential(inputs, { commands, environment });
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

/** @throws InputError when an input is invalid, or there is neither a service credential nor an identity token */
function readCredential(
  inputs: CredentialInputs,
  { commands, environment }: Pick<Workflow, 'commands' | 'environment'>,
): SessionSource {
  const { serviceAccessKey, serviceSecretKey } = inputs;
  const isKeyless = serviceAccessKey + serviceSecretKey === '';
  const idTokenRequest = isKeyless ? github.idTokenRequest(environment) : undefined;
  const isPresent = idTokenRequest !== undefined || (serviceAccessKey !== '' && serviceSecretKey !== '');
  const source = isPresent ? readSource(inputs, { idTokenRequest }) : undefined;
  if (source === undefined) throw explainMissing(inputs, environment, readWorkflowEvent(environment));
  if (isKeyless) {
    maskSecrets(commands, source.secrets);
    for (const line of describeIdentity(environment)) commands.info(line);
  }
  return source;
}

/** An issuer other than github.com is not one that every storage knows. */
function describeIdentity({ GITHUB_SERVER_URL: server = GITHUB }: Environment): string[] {
  const used = "No service credential is given: using the job's identity token.";
  if (server === GITHUB) return [used];
  return [
    used,
    `The token is issued by ${server}, and not by github.com: the storage needs a provider for that issuer, and has to reach it.`,
  ];
}

const GITHUB = 'https://github.com';

/** What the event's payload says, which the runner leaves in a file. */
export function readWorkflowEvent({ GITHUB_EVENT_PATH }: Environment): WorkflowEvent {
  try {
    return readEvent(readFileSync(GITHUB_EVENT_PATH ?? '', 'utf8'));
  } catch {
    return readEvent('');
  }
}

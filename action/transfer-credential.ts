import { checkAmbientRequest } from '../src/credentials/ambient-request.ts';
import type { ServiceCredential } from '../src/index.ts';
import { InputError, readCaBundle, secretParts } from '../src/index.ts';
import type { Texts } from '../src/input-values.ts';
import { type CredentialInputs, type Environment, emptyBecause } from './inputs.ts';
import { maskSecrets } from './masks.ts';
import { type PreparedCredential, prepareCredential, readWorkflowEvent } from './prepared-step.ts';
import type { Workflow } from './workflow.ts';

/** With whose rights a transfer is made: those of an earlier step's session when there is no `credential`. */
export type PreparedTransfer = Omit<PreparedCredential, 'credential'> & {
  readonly credential: ServiceCredential | undefined;
};

/**
 * Takes the service credential of the inputs, or without one the session that an earlier step has exported. The service
 * secret is masked first of all.
 *
 * @param inputs what the user wrote
 * @param scope what the sessions are for
 * @throws InputError when an input is wrong, or there is neither
 */
export function prepareTransfer(
  workflow: Workflow,
  inputs: Texts<'credential'>,
  scope: { readonly access: 'read' | 'write'; readonly prefix: string },
): PreparedTransfer {
  const request = { ...inputs, ...scope };
  // What is said of the length of renewed sessions is about S3 clients, which take no part in a transfer.
  if (isGiven(inputs)) return prepareCredential(workflow, request, false);
  return takeSession(workflow, request);
}

/** Masks what is secret among the inputs, before anything can be said about any of them. */
export function maskInputs({ commands }: Workflow): void {
  const { getInput } = commands;
  maskSecrets(commands, secretParts(getInput('service-access-key'), getInput('service-secret-key')));
}

/** A secret that does not exist is an empty input, so that the role counts as well. */
function isGiven({ serviceAccessKey, serviceSecretKey, roleArn }: Texts<'credential'>): boolean {
  return [serviceAccessKey, serviceSecretKey, roleArn].some((value) => value !== '');
}

function takeSession(workflow: Workflow, inputs: CredentialInputs): PreparedTransfer {
  const { commands, environment } = workflow;
  if (!hasSession(environment)) {
    const because = emptyBecause(environment, readWorkflowEvent(environment));
    throw new InputError(
      'service-secret-key',
      `is empty, and no earlier step of this job has exported a session${because}`,
    );
  }
  const { request, warnings } = checkAmbientRequest(inputs, environment);
  for (const warning of warnings) commands.warning(warning);
  const caBundle = readCaBundle(environment.OTTER_CA_BUNDLE || environment.AWS_CA_BUNDLE);
  return { credential: undefined, request, surroundings: { caBundle, environment } };
}

function hasSession({ AWS_ACCESS_KEY_ID, AWS_CONTAINER_CREDENTIALS_FULL_URI }: Environment): boolean {
  return Boolean(AWS_ACCESS_KEY_ID || AWS_CONTAINER_CREDENTIALS_FULL_URI);
}

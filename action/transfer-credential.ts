import { github } from '../src/ci/github.ts';
import { knownFacts } from '../src/ci/system.ts';
import { checkAmbientRequest } from '../src/credentials/ambient-request.ts';
import { secretParts } from '../src/credentials/service-credential.ts';
import { emptyOfCredential, emptyOfRequest } from '../src/credentials/session-request.ts';
import { EmptyInputs } from '../src/failure.ts';
import { readCaBundle } from '../src/http/ca-bundle.ts';
import { readTexts, type Texts } from '../src/input-values.ts';
import type { InputSource, TransferAccess, TransferScope } from '../src/transfer/reporter.ts';
import { type CredentialInputs, type Environment, emptyBecause } from './inputs.ts';
import { readKeyless } from './keyless.ts';
import { maskSecrets } from './masks.ts';
import { prepareCredential, readWorkflowEvent } from './prepared-step.ts';
import type { TransferWorkflow } from './transfer.ts';
import type { Workflow } from './workflow.ts';

/** The inputs of a transfer step. */
export function inputsOf(workflow: TransferWorkflow, task: 'upload' | 'download'): InputSource {
  const { getInput } = workflow.commands;
  return {
    textsOf: (used) => readTexts('github', used, getInput),
    factsFor: () => knownFacts(github, workflow.environment),
    accessFor: (scope) => accessOf(workflow, readTexts('github', task, getInput), scope),
    now: workflow.now,
    cwd: workflow.process.cwd(),
  };
}

/**
 * Uses the service credential of the inputs, or with a role the job's identity token, or else the session that an earlier
 * step has exported. Masks the service secret first.
 *
 * @param inputs what the user wrote
 * @param scope the scope of the sessions
 * @throws InputError when an input is invalid, or there is neither
 */
function accessOf(workflow: Workflow, inputs: Texts<'credential'>, scope: TransferScope): TransferAccess {
  const { environment, now } = workflow;
  const request = { ...inputs, ...scope };
  if (!isGiven(inputs)) return takeSession(workflow, request);
  // The warnings about short renewed sessions concern S3 clients, which a transfer does not use.
  const { context, ...checked } = prepareCredential(workflow, request, false, readKeyless);
  return { ...checked, caBundle: context.caBundle, warnings: [], environment, now };
}

/** Masks the secret inputs before any message can contain them. */
export function maskInputs({ commands }: Workflow): void {
  const { getInput } = commands;
  maskSecrets(commands, secretParts(getInput('service-access-key'), getInput('service-secret-key')));
}

/** A secret that does not exist makes an empty input, so the role counts too. */
function isGiven({ serviceAccessKey, serviceSecretKey, roleArn }: Texts<'credential'>): boolean {
  return [serviceAccessKey, serviceSecretKey, roleArn].some((value) => value !== '');
}

function takeSession({ environment, now }: Workflow, inputs: CredentialInputs): TransferAccess {
  if (!hasSession(environment)) {
    const otherwise = ', and no earlier step of this job has exported a session';
    if (github.idTokens(environment) !== undefined) {
      throw new EmptyInputs(
        emptyOfRequest(inputs),
        `${otherwise}: name the role that the job's identity token may assume, and its bucket.`,
      );
    }
    const because = emptyBecause(environment, readWorkflowEvent(environment), true);
    throw new EmptyInputs(emptyOfCredential(inputs), `${otherwise}${because}`);
  }
  const caBundle = readCaBundle(environment.OTTER_CA_BUNDLE || environment.AWS_CA_BUNDLE);
  return { ...checkAmbientRequest(inputs, environment), caBundle, environment, now };
}

function hasSession({ AWS_ACCESS_KEY_ID, AWS_CONTAINER_CREDENTIALS_FULL_URI }: Environment): boolean {
  return Boolean(AWS_ACCESS_KEY_ID || AWS_CONTAINER_CREDENTIALS_FULL_URI);
}

import { readFileSync } from 'node:fs';
import {
  checkRequest,
  describeSeconds,
  type ExchangeSurroundings,
  exchange,
  firstLine,
  formatTime,
  InputError,
  readCaBundle,
  remainingSeconds,
  ServiceCredential,
  type Session,
  type SessionRequest,
  sessionSecrets,
  sessionVariables,
  targetVariables,
  type Variables,
} from '../src/index.ts';
import {
  checkCredentialPresent,
  type Environment,
  readEvent,
  readInputs,
  requestContext,
  type StepInputs,
} from './inputs.ts';
import { maskSecrets } from './masks.ts';
import { addSummary, formatSummary } from './summary.ts';
import { exportVariables } from './variables.ts';
import type { Workflow } from './workflow.ts';

/** One step's checked work: what every way of delivering needs. */
export interface Step {
  readonly inputs: StepInputs;
  readonly credential: ServiceCredential;
  readonly request: SessionRequest;
  readonly surroundings: ExchangeSurroundings;
}

/**
 * The action's main: checks the inputs, exchanges, masks, then delivers.
 *
 * @returns the step's exit code
 * @throws InputError when an input is wrong, ExchangeFailure when there is no session
 */
export async function runStep(workflow: Workflow): Promise<number> {
  const step = prepareStep(workflow);
  // What only one way of delivering needs is bundled apart, and the usual way starts without it.
  if (step.inputs.mode === 'run') {
    const { runScript } = await import('./script.ts');
    return runScript(workflow, step, (session) => describeStep(workflow, step, session));
  }
  if (step.inputs.mode === 'refresh') {
    const { deliverRefreshing } = await import('./refresh.ts');
    describeStep(workflow, step, await deliverRefreshing(workflow, step));
    return 0;
  }
  const { session } = await exchange(step.credential, step.request, step.surroundings);
  deliverSession(workflow, step, session);
  describeStep(workflow, step, session);
  return 0;
}

function prepareStep({ commands, environment, platform }: Workflow): Step {
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

function deliverSession(
  { commands, environment }: Workflow,
  { inputs, request }: Step,
  session: Session,
): void {
  maskSecrets(commands, sessionSecrets(session));
  exportToJob({ commands, environment }, inputs, {
    ...sessionVariables(session),
    ...targetVariables(request),
  });
  // Without cleanup the post step still says when the session ended before the job did.
  commands.saveState('expires-at', formatTime(session.expiration));
  if (!inputs.outputCredentials) return;
  commands.setOutput('access-key-id', session.accessKeyId);
  commands.setOutput('secret-access-key', session.secretAccessKey);
  commands.setOutput('session-token', session.sessionToken);
}

/** Exports variables, and leaves what undoes it to the post step. */
export function exportToJob(
  workflow: Pick<Workflow, 'commands' | 'environment'>,
  inputs: StepInputs,
  variables: Variables,
): void {
  const undo = exportVariables(workflow, variables);
  if (inputs.cleanup) workflow.commands.saveState('variables', undo);
  warnOfProfile(workflow.commands, workflow.environment);
}

/** A runner can empty a variable and not unset it, and an empty `AWS_PROFILE` breaks boto3 and the AWS CLI. */
function warnOfProfile(commands: Workflow['commands'], environment: Environment): void {
  for (const name of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) {
    if ((environment[name] ?? '') === '') continue;
    commands.warning(
      `${name} is set in this job, and some S3 clients take its profile before this session: remove it.`,
    );
  }
}

/** Tells what the step did: outputs for later steps, lines for the log, a section for the summary. */
function describeStep(
  { commands, environment, now }: Workflow,
  { inputs, request }: Step,
  session: Session,
): void {
  const expiresAt = formatTime(session.expiration);
  commands.setOutput('expires-at', expiresAt);
  commands.setOutput('expires-at-epoch', String(Math.floor(session.expiration.getTime() / 1000)));
  commands.setOutput('bucket', request.bucket);
  commands.setOutput('endpoint', request.endpoint);
  commands.setOutput('region', request.region);
  commands.setOutput('session-name', request.sessionName);
  commands.setOutput('session-arn', session.arn);
  const scope = request.prefix === '' ? 'the whole bucket' : `keys that begin with '${request.prefix}'`;
  const left = describeSeconds(remainingSeconds(session, now()));
  commands.info(
    `Session for bucket '${request.bucket}' at ${request.endpoint}: ${request.access}, ${scope}.`,
  );
  commands.info(`Session name ${request.sessionName}, role ${request.roleArn}.`);
  commands.info(
    inputs.mode === 'session'
      ? `It ends at ${expiresAt}, in ${left}.`
      : `This session ends at ${expiresAt}, in ${left}; a new one takes its place well before.`,
  );
  if (inputs.summary)
    addSummary(environment.GITHUB_STEP_SUMMARY, formatSummary(request, session, inputs.mode));
}

/** Says why a step failed. @returns the exit code: 2 for an input that is wrong, 1 otherwise */
export function reportFailure(commands: Pick<Workflow['commands'], 'error'>, error: unknown): number {
  if (error instanceof InputError) {
    commands.error(error.message, { title: 'A wrong input' });
    return 2;
  }
  commands.error(error instanceof Error ? error.message : String(error), { title: 'No S3 credentials' });
  return 1;
}

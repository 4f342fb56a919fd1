import { SHADOWS_OF_SESSION, sessionVariables, targetVariables } from '../src/credentials/environment.ts';
import {
  describeSeconds,
  formatTime,
  remainingSeconds,
  type Session,
  sessionSecrets,
} from '../src/credentials/session.ts';
import { exchange } from '../src/sts/exchange.ts';
import { maskSecrets } from './masks.ts';
import { type PreparedStep, prepareStep } from './prepared-step.ts';
import { addSummary, formatSummary } from './summary.ts';
import { trustOfJob } from './trust-files.ts';
import { exportToJob } from './variables.ts';
import type { Workflow } from './workflow.ts';

/**
 * The main step: checks the inputs, exchanges, masks, then delivers.
 *
 * @returns the step's exit code
 * @throws InputError when an input is invalid, ExchangeFailure when there is no session
 */
export async function runStep(workflow: Workflow): Promise<number> {
  const step = await prepareStep(workflow);
  // What only one mode needs is loaded on demand, so that the usual mode starts faster.
  if (step.inputs.mode === 'run') {
    const { runScript } = await import('./script.ts');
    return runScript(workflow, step, (session) => describeStep(workflow, step, session));
  }
  if (step.inputs.mode === 'refresh') {
    const { deliverRefreshing } = await import('./refresh.ts');
    describeStep(workflow, step, await deliverRefreshing(workflow, step));
    return 0;
  }
  const { session } = await exchange(step.credential, step.request, step.context);
  await deliverSession(workflow, step, session);
  describeStep(workflow, step, session);
  return 0;
}

async function deliverSession(
  { commands, environment }: Workflow,
  { inputs, request, context }: PreparedStep,
  session: Session,
): Promise<void> {
  maskSecrets(commands, sessionSecrets(session));
  const trust = await trustOfJob({ commands, environment }, inputs, context.caBundle);
  const variables = { ...sessionVariables(session), ...targetVariables(request), ...trust };
  exportToJob({ commands, environment }, inputs, variables, SHADOWS_OF_SESSION);
  // Also without cleanup, so that the post step can report an expired session.
  commands.saveState('expires-at', formatTime(session.expiration));
  if (!inputs.outputCredentials) return;
  commands.setOutput('access-key-id', session.accessKeyId);
  commands.setOutput('secret-access-key', session.secretAccessKey);
  commands.setOutput('session-token', session.sessionToken);
}

/** Reports what the step did: outputs for later steps, lines in the log, a section in the summary. */
function describeStep(
  { commands, environment, now }: Workflow,
  { inputs, request }: PreparedStep,
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
      : `This session ends at ${expiresAt}, in ${left}; it is renewed well before that.`,
  );
  if (inputs.summary)
    addSummary({ commands, environment }, () => formatSummary(request, session, inputs.mode));
}

import { describeSeconds } from '../src/credentials/session.ts';
import { firstLine } from '../src/failure.ts';
import { removeTrustFiles, systemTrustFile } from '../src/http/system-trust.ts';
import { printable } from '../src/printable.ts';
import type { WatchedProcess } from '../src/refresh/agent/watched-process.ts';
import { restoreVariables } from './variables.ts';
import type { Workflow } from './workflow.ts';

/**
 * The post step: stops the agent, restores the variables, and reports a session that expired before the job ended. No
 * failure here fails the job, because the job's work is done.
 */
export async function cleanUp(workflow: Workflow): Promise<void> {
  const { commands } = workflow;
  reportExpiry(workflow, commands.getState('expires-at'));
  await orWarn(commands, 'Stopping the credentials agent', () => stopRefreshing(commands));
  await orWarn(commands, 'Restoring the variables', () => putBack(workflow, commands.getState('variables')));
  await orWarn(commands, 'Removing the certificates', () => removeTrust(commands.getState('trust')));
}

function reportExpiry({ commands, now }: Workflow, expiresAt: string): void {
  const end = Date.parse(expiresAt);
  if (Number.isNaN(end) || end > now()) return;
  const ago = describeSeconds(Math.floor((now() - end) / 1000));
  commands.warning(
    `The session ended at ${expiresAt}, ${ago} before this job did. If a step failed with 403 AccessDenied, this is why: ask for a longer duration, or set refresh: true.`,
  );
}

function putBack({ commands, environment }: Workflow, saved: string): void {
  if (saved === '') return;
  const names = restoreVariables(commands, environment, saved);
  commands.info(
    names.length === 0
      ? 'No variable was restored: later steps have changed all of them.'
      : `Restored: ${names.join(', ')}.`,
  );
}

/**
 * If the system has no file with its own certificates, a variable still names this program's. The runner removes that
 * file.
 */
function removeTrust(directory: string): void {
  if (directory !== '' && systemTrustFile() !== undefined) removeTrustFiles(directory);
}

async function orWarn(
  commands: Workflow['commands'],
  what: string,
  action: () => void | Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    commands.warning(`${what} failed: ${firstLine(error)}`);
  }
}

/** The agent that main started, as saved in the step's state. */
interface StartedAgent {
  readonly directory: string;
  readonly process?: WatchedProcess;
}

/** Stops the agent that main started, and removes its files. */
async function stopRefreshing(commands: Workflow['commands']): Promise<void> {
  const state = commands.getState('agent');
  if (state === '') return;
  const { directory, process: started } = JSON.parse(state) as StartedAgent;
  const [{ stopAgent }, { isAlive }, { readLogTail }, { removeAgentFiles }] = await Promise.all([
    import('../src/refresh/agent/status.ts'),
    import('../src/refresh/agent/watched-process.ts'),
    import('../src/refresh/agent/log-tail.ts'),
    import('../src/refresh/agent/directory.ts'),
  ]);
  const found = await stopAgent(directory);
  if (found.stopped) {
    const { renewals, failures, lastError } = found.status;
    // The answer may come from a process of another step, so its values are checked.
    const trouble =
      failures === 0
        ? ''
        : `, ${count(failures)} failed attempts (the last: ${printable(String(lastError))})`;
    commands.info(`The agent is stopped: ${count(renewals)} renewals${trouble}.`);
  } else if (started !== undefined && isAlive(started)) {
    // A step removed its socket, perhaps with the whole temporary folder. The agent kept serving.
    process.kill(started.pid, 'SIGTERM');
    commands.info('The agent is stopped.');
  } else commands.warning(`The agent ended before the job did. Its log ${readLog(readLogTail(found.log))}`);
  await removeAgentFiles(directory);
}

function count(value: unknown): number {
  return Number.isSafeInteger(value) ? (value as number) : 0;
}

function readLog(lines: readonly string[] | undefined): string {
  return lines === undefined ? 'was not found.' : `says:\n${lines.join('\n')}`;
}

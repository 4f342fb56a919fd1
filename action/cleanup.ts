import { readFileSync, rmSync } from 'node:fs';
import { firstLine } from '../src/failure.ts';
import { describeSeconds } from '../src/session.ts';
import { restoreVariables } from './variables.ts';
import type { Workflow } from './workflow.ts';

/**
 * The action's post: stops the agent, puts the variables back, and says when the session ended before the job did.
 * Nothing that goes wrong here fails the job: its work is done.
 */
export async function cleanUp(workflow: Workflow): Promise<void> {
  const { commands } = workflow;
  reportExpiry(workflow, commands.getState('expires-at'));
  await orWarn(commands, 'Stopping the credentials agent', () => stopRefreshing(commands));
  await orWarn(commands, 'Putting the variables back', () =>
    putBack(workflow, commands.getState('variables')),
  );
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
  commands.info(`Put back: ${names.length === 0 ? 'nothing, all was changed since' : names.join(', ')}.`);
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

/** Ends the agent that main started, and removes what it made. */
async function stopRefreshing(commands: Workflow['commands']): Promise<void> {
  const directory = commands.getState('agent');
  if (directory === '') return;
  const { stopAgent } = await import('../src/agent/status.ts');
  const found = await stopAgent(directory);
  if (found.stopped) {
    const { renewals, failures, lastError } = found.status;
    const trouble = failures === 0 ? '' : `, ${failures} failed tries (the last: ${lastError})`;
    commands.info(`The agent is stopped: ${renewals} renewals${trouble}.`);
  } else commands.warning(`The agent had ended before the job did; its log was ${readLog(found.log)}`);
  rmSync(directory, { recursive: true, force: true });
}

function readLog(path: string): string {
  try {
    return `\n${readFileSync(path, 'utf8')}`;
  } catch {
    return 'not found.';
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startAgent } from '../src/agent/start.ts';
import { identifyProcess } from '../src/agent/watched-process.ts';
import {
  packHandover,
  refreshVariables,
  type Session,
  SHADOWS_OF_REFRESH,
  sessionSecrets,
  targetVariables,
} from '../src/index.ts';
import { maskSecrets } from './masks.ts';
import type { PreparedStep } from './prepared-step.ts';
import { exportToJob } from './variables.ts';
import type { Workflow } from './workflow.ts';

/**
 * The agent's time limit, in seconds: a self-hosted runner's jobs can last five days. It ends before with the post
 * step, with the runner's process, or with the runner's clean-up of orphans.
 */
const LIFETIME_SECONDS = 5 * 24 * 3600;

/**
 * `refresh: true` – starts the agent, and sends the S3 clients of later steps to it.
 *
 * @returns the first session
 */
export async function deliverRefreshing(workflow: Workflow, step: PreparedStep): Promise<Session> {
  const { commands, environment } = workflow;
  const { credential, request, surroundings } = step;
  // Short, since a socket's path has 107 bytes; a runner's own temporary folder can be deep.
  const directory = mkdtempSync(join(tmpdir(), 'otter-sts-'));
  const { session, url, token, pid } = await startAgent({
    command: [process.execPath, agentBundle()],
    handover: packHandover(credential, request, surroundings.caBundle),
    directory,
    parentPid: runnerPid(),
    lifetimeSeconds: LIFETIME_SECONDS,
    env: environment,
  }).catch((error: unknown) => {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  });
  maskSecrets(commands, [...sessionSecrets(session), token]);
  // Without cleanup the agent stays for as long as the variables do: until the runner is gone.
  if (step.inputs.cleanup) {
    commands.saveState('agent', JSON.stringify({ directory, process: identifyProcess(pid) }));
  }
  const variables = { ...refreshVariables({ url, token }, environment), ...targetVariables(request) };
  exportToJob(workflow, step.inputs, variables, SHADOWS_OF_REFRESH);
  return session;
}

/** The agent's own bundle stands beside this one. */
function agentBundle(): string {
  return join(dirname(dirname(process.argv[1] ?? '')), 'agent', 'index.js');
}

/** The runner's worker started this process, and lives as long as the job; in a container nobody that can be seen did. */
function runnerPid(): number | undefined {
  return process.ppid > 1 ? process.ppid : undefined;
}

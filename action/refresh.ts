import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startAgent } from '../src/agent/start.ts';
import {
  packHandover,
  refreshVariables,
  type Session,
  SHADOWS_OF_REFRESH,
  sessionSecrets,
  targetVariables,
  type Variables,
} from '../src/index.ts';
import type { Environment } from './inputs.ts';
import { maskSecrets } from './masks.ts';
import { exportToJob, type Step } from './step.ts';
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
export async function deliverRefreshing(workflow: Workflow, step: Step): Promise<Session> {
  const { commands, environment } = workflow;
  const { credential, request, surroundings } = step;
  // Short, since a socket's path has 107 bytes; a runner's own temporary folder can be deep.
  const directory = mkdtempSync(join(tmpdir(), 'otter-sts-'));
  commands.saveState('agent', directory);
  const { session, url, token } = await startAgent({
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
  const variables = {
    ...emptyShadows(environment),
    ...refreshVariables({ url, token }),
    ...targetVariables(request),
  };
  exportToJob(workflow, step.inputs, variables);
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

/** A profile is left alone: an empty one breaks boto3 and the AWS CLI. */
function emptyShadows(environment: Environment): Variables {
  const names = SHADOWS_OF_REFRESH.filter(
    (name) => !name.endsWith('PROFILE') && (environment[name] ?? '') !== '',
  );
  return Object.fromEntries(names.map((name) => [name, '']));
}

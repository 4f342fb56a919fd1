import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type EndpointAddress,
  refreshVariables,
  SHADOWS_OF_REFRESH,
  targetVariables,
} from '../src/credentials/environment.ts';
import { type Session, sessionSecrets } from '../src/credentials/session.ts';
import { InputError } from '../src/failure.ts';
import { packHandover } from '../src/refresh/agent/handover.ts';
import type { AgentReady } from '../src/refresh/agent/message.ts';
import { startAgent } from '../src/refresh/agent/start.ts';
import { stopAgent } from '../src/refresh/agent/status.ts';
import { identifyProcess } from '../src/refresh/agent/watched-process.ts';
import type { Environment } from './inputs.ts';
import { maskSecrets } from './masks.ts';
import type { PreparedStep } from './prepared-step.ts';
import { trustOfJob } from './trust-files.ts';
import { exportToJob } from './variables.ts';
import type { Workflow } from './workflow.ts';

/**
 * The agent's time limit in seconds. Jobs of a self-hosted runner can take five days. Normally the agent ends earlier, with
 * the post step, the runner's process, or the runner's cleanup of orphans.
 */
const LIFETIME_SECONDS = 5 * 24 * 3600;

/**
 * `refresh: true`: starts the agent, and directs the S3 clients of later steps to it.
 *
 * @returns the first session
 * @throws InputError on a runner whose own credentials S3 clients would take first
 */
export async function deliverRefreshing(workflow: Workflow, step: PreparedStep): Promise<Session> {
  const { environment } = workflow;
  const { credential, request, context } = step;
  checkRunner(environment);
  // A short path, because a socket's path may have 107 bytes, and a runner's temporary folder can be deep.
  const directory = mkdtempSync(join(tmpdir(), 'otter-sts-'));
  const agent = await startAgent({
    command: [process.execPath, agentBundle()],
    handover: packHandover(credential, request, context.caBundle),
    directory,
    parentPid: runnerPid(),
    lifetimeSeconds: LIFETIME_SECONDS,
    env: environment,
  }).catch((error: unknown) => {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  });
  try {
    await exportAgent(workflow, step, directory, agent);
    return agent.session;
  } catch (error) {
    // Nobody would stop an agent that the job does not know about.
    await stopAgent(directory);
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/**
 * A runner can only empty a variable, not unset it, and boto3 and the AWS CLI would use an empty relative URI.
 *
 * @throws InputError when the variable is set
 */
function checkRunner({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative }: Environment): void {
  if (relative === undefined) return;
  throw new InputError(
    'refresh',
    'does not work on this runner: it has its own credentials (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI), which S3 clients take first. Use run, whose script does not get them, or remove refresh.',
  );
}

async function exportAgent(
  workflow: Workflow,
  { inputs, request, context }: PreparedStep,
  directory: string,
  { session, pid, ...endpoint }: AgentReady,
): Promise<void> {
  const { commands, environment } = workflow;
  maskSecrets(commands, [...sessionSecrets(session), endpoint.token]);
  // Without cleanup, the agent runs until the runner ends.
  if (inputs.cleanup) {
    commands.saveState('agent', JSON.stringify({ directory, process: identifyProcess(pid) }));
  }
  const variables = {
    ...refreshVariables({ ...endpoint, tokenFile: tokenFile(endpoint, environment) }, environment),
    ...targetVariables(request),
    ...(await trustOfJob(workflow, inputs, context.caBundle)),
  };
  exportToJob(workflow, inputs, variables, SHADOWS_OF_REFRESH);
}

/**
 * If a runner has its own credentials with a token but no token file, the post step could not restore that: an empty
 * file name counts, and takes precedence over the token.
 */
function tokenFile({ tokenFile: path }: EndpointAddress, environment: Environment): string | undefined {
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN: own, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: ownFile } =
    environment;
  return own && ownFile === undefined ? undefined : path;
}

/** The agent's bundle is next to this one. */
function agentBundle(): string {
  return join(dirname(dirname(process.argv[1] ?? '')), 'agent', 'index.js');
}

/** The parent is the runner's worker, which lives as long as the job. In a container it is not visible. */
function runnerPid(): number | undefined {
  return process.ppid > 1 ? process.ppid : undefined;
}

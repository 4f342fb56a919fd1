import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  InputError,
  packHandover,
  refreshVariables,
  type Session,
  SHADOWS_OF_REFRESH,
  sessionSecrets,
  targetVariables,
  type Variables,
} from '../src/index.ts';
import { agentPlaces } from '../src/refresh/agent/directory.ts';
import { startAgent } from '../src/refresh/agent/start.ts';
import { stopAgent } from '../src/refresh/agent/status.ts';
import { identifyProcess } from '../src/refresh/agent/watched-process.ts';
import type { Environment } from './inputs.ts';
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
 * @throws InputError on a runner where the session would not be taken
 */
export async function deliverRefreshing(workflow: Workflow, step: PreparedStep): Promise<Session> {
  const { environment } = workflow;
  const { credential, request, context } = step;
  checkRunner(environment);
  // Short, since a socket's path has 107 bytes; a runner's own temporary folder can be deep.
  const directory = mkdtempSync(join(tmpdir(), 'otter-sts-'));
  const { session, url, token, pid } = await startAgent({
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
    exportAgent(workflow, step, { directory, session, url, token, pid });
    return session;
  } catch (error) {
    // What the job does not know of nobody would end.
    await stopAgent(directory);
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/**
 * A runner can empty a variable and not unset it, and boto3 and the AWS CLI ask a relative URI that is empty.
 *
 * @throws InputError when the variable is there
 */
function checkRunner({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative }: Environment): void {
  if (relative === undefined) return;
  throw new InputError(
    'refresh',
    'does not work on this runner: it has credentials of its own (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI), which S3 clients take first. Use run, whose script does not get them, or leave refresh out.',
  );
}

interface StartedAgent {
  readonly directory: string;
  readonly session: Session;
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

function exportAgent(
  workflow: Workflow,
  { inputs, request }: PreparedStep,
  { directory, session, url, token, pid }: StartedAgent,
): void {
  const { commands, environment } = workflow;
  maskSecrets(commands, [...sessionSecrets(session), token]);
  // Without cleanup the agent stays for as long as the variables do: until the runner is gone.
  if (inputs.cleanup) {
    commands.saveState('agent', JSON.stringify({ directory, process: identifyProcess(pid) }));
  }
  const variables = {
    ...refreshVariables({ url, token }, environment),
    ...tokenFile(directory, token, environment),
    ...targetVariables(request),
  };
  exportToJob(workflow, inputs, variables, SHADOWS_OF_REFRESH);
}

/** Where the runner has a file for the token of its own credentials, clients read it even when its name is empty. */
function tokenFile(directory: string, token: string, environment: Environment): Variables {
  const name = 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE';
  if (environment[name] === undefined) return {};
  const { token: path } = agentPlaces(directory);
  writeFileSync(path, token, { mode: 0o600, flag: 'wx' });
  return { [name]: path };
}

/** The agent's own bundle stands beside this one. */
function agentBundle(): string {
  return join(dirname(dirname(process.argv[1] ?? '')), 'agent', 'index.js');
}

/** The runner's worker started this process, and lives as long as the job; in a container nobody that can be seen did. */
function runnerPid(): number | undefined {
  return process.ppid > 1 ? process.ppid : undefined;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parse } from 'node:path';
import type { Command } from '../../masking/masking-process.ts';
import { removeIfDead } from './control.ts';
import { converse, letGo, type PipedChild } from './conversation.ts';
import { agentPlaces } from './directory.ts';
import { agentEnvironment } from './environment.ts';
import { AgentFailure } from './failure.ts';
import { type AgentReady, type Reply, reviveSession, type StartMessage, unpackError } from './message.ts';
import { identifyProcess, type WatchedProcess } from './watched-process.ts';

/** Longer than the first exchange may take with all its attempts. */
const READY_MS = 90_000;
/** How long an agent that could not start has to end by itself. */
const EXIT_MS = 5_000;

export interface StartAgentOptions {
  /** The program and its arguments that run `serveAgent`, with absolute paths: it runs in the root folder. */
  readonly command: Command;
  /** What the exchange needs, including the service secret. Sent only as JSON on standard input. */
  readonly handover: unknown;
  /** An absolute path for its socket and log. See `defaultAgentDirectory`. */
  readonly directory: string;
  /** The agent ends when this process ends, such as the job's shell. */
  readonly parentPid?: number | undefined;
  readonly lifetimeSeconds: number;
  /** The endpoint's port. By default a random free one. */
  readonly port?: number | undefined;
  /** The caller's environment, of which the agent gets what it needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until the agent must be ready. By default 90,000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Starts the agent as a background process that outlives this one, and returns when it serves.
 *
 * @throws ExchangeFailure or InputError if the agent's own start failed with it. Nothing is left running.
 * @throws AgentFailure if one is already running, or the process cannot be started. Nothing is left running.
 */
export async function startAgent(options: StartAgentOptions): Promise<AgentReady> {
  const message = messageOf(options);
  const [program, ...args] = options.command;
  const child = spawn(program, args, {
    cwd: parse(process.execPath).root,
    env: agentEnvironment(options.env),
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  try {
    const ready = await askToServe(child, message, options.timeoutMs ?? READY_MS);
    letGo(child);
    return ready;
  } catch (error) {
    await seeEnd(child);
    await removeIfDead(agentPlaces(options.directory)).catch(() => undefined);
    throw error;
  }
}

function messageOf(options: StartAgentOptions): StartMessage {
  const { directory, parentPid, lifetimeSeconds, port, handover } = options;
  // The agent checks it too, but here the check comes before anything is started.
  agentPlaces(directory);
  const watched = parentPid === undefined ? undefined : watchedProcess(parentPid);
  return { directory, lifetimeSeconds, watched, port, handover };
}

function watchedProcess(pid: number): WatchedProcess {
  const watched = identifyProcess(pid);
  if (watched === undefined) {
    throw new AgentFailure(
      'start',
      `Process ${pid} is not running: give the ID of a running process for the agent to end with.`,
    );
  }
  return watched;
}

async function askToServe(child: PipedChild, message: StartMessage, timeoutMs: number): Promise<AgentReady> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new AgentFailure('start', `The agent was not ready within ${timeoutMs / 1000} s and was stopped.`),
      );
    }, timeoutMs);
  });
  try {
    const reply = (await Promise.race([converse(child, message), late])) as Reply;
    if ('failure' in reply) throw unpackError(reply.failure);
    return { ...reply.ready, session: reviveSession(reply.ready.session) };
  } finally {
    clearTimeout(timer);
  }
}

async function seeEnd(child: PipedChild): Promise<void> {
  letGo(child);
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), EXIT_MS);
  await once(child, 'exit');
  clearTimeout(timer);
}

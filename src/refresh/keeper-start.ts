import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { parse } from 'node:path';
import type { Readable } from 'node:stream';
import type { Session } from '../credentials/session.ts';
import { agentEnvironment } from './agent/environment.ts';
import { AgentFailure } from './agent/failure.ts';
import type { Handover } from './agent/handover.ts';
import { parseJson, readLine } from './agent/line.ts';
import { type Command, reviveSession, unpackError } from './agent/message.ts';
import { identifyProcess } from './agent/watched-process.ts';
import type { FreshCredentials } from './fresh-credentials.ts';
import type { KeeperOrder, KeeperReply } from './keeper.ts';

/** Bytes. A reply holds one session. */
const LARGEST_REPLY = 64 * 1024;

/** Where a keeper is started. */
export interface KeeperLaunch {
  readonly keeper: Command;
  /** The descriptor of the job's log. */
  readonly log: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What it is to keep. */
export interface KeeperTask {
  /** Process id of the job's shell. */
  readonly shellPid: number;
  readonly handover: Handover;
  readonly refresh: boolean;
}

export interface Started {
  readonly pid: number;
  readonly session: Session;
  readonly endpoint?: FreshCredentials['endpoint'];
}

/**
 * Starts the job's keeper in the background, and returns when it has a session that would be masked.
 *
 * @param task what to keep. The keeper's process starts meanwhile: on a busy machine that takes longer.
 * @throws ExchangeFailure as the keeper met it; what `task` rejects with
 * @throws AgentFailure when it, or its masker, cannot run. Nothing is left running then.
 */
export async function startKeeper(options: KeeperLaunch, task: Promise<KeeperTask>): Promise<Started> {
  const child = launch(options);
  const ended = whyItEnded(child);
  ended.catch(() => undefined);
  try {
    const order = orderOf(await task);
    // Left open: its end tells the keeper that nobody waits for the answer any more.
    child.stdin?.on('error', () => undefined).write(`${JSON.stringify(order)}\n`);
    const reply = child.stdio[3] as Readable;
    const line = readLine(reply, LARGEST_REPLY).catch(() => ended);
    const { ready } = readReply(await Promise.race([line, ended]));
    closePipes(child);
    child.unref();
    return { ...ready, session: reviveSession(ready.session) };
  } catch (error) {
    closePipes(child);
    // Not let go of: this process would end before it could say why.
    await ended.catch(() => undefined);
    throw error;
  }
}

function orderOf({ shellPid, handover, refresh }: KeeperTask): KeeperOrder {
  const shell = identifyProcess(shellPid);
  if (shell === undefined) {
    throw new AgentFailure('start', `There is no process ${shellPid}, which would be the job's shell.`);
  }
  return { shell, handover, refresh };
}

function closePipes(child: ChildProcess): void {
  child.stdin?.destroy();
  (child.stdio[3] as Readable).destroy();
}

function launch({ keeper: [program, ...args], log, environment }: KeeperLaunch) {
  return spawn(program, args, {
    cwd: parse(process.execPath).root,
    env: agentEnvironment(environment),
    // In a session of its own: a `wait` of the job's does not wait for it, and a signal to the job's group ends it not.
    detached: true,
    stdio: ['pipe', log, 'inherit', 'pipe'],
  });
}

async function whyItEnded(child: ReturnType<typeof launch>): Promise<never> {
  const [code, signal] = await once(child, 'exit').catch((error: Error) => {
    throw new AgentFailure('start', `Starting the masker of the job's output failed: ${error.message}.`);
  });
  // Its last words may still be on the way.
  await new Promise((resolve) => setTimeout(resolve, 100));
  throw new AgentFailure(
    'start',
    `The masker of the job's output ended with ${signal ?? `exit code ${code}`} before it was ready.`,
  );
}

function readReply(line: string): Extract<KeeperReply, { ready: unknown }> {
  const reply = parseJson(line) as KeeperReply;
  if ('failure' in reply) throw unpackError(reply.failure);
  return reply;
}

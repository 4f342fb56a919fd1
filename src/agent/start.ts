import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { parse } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { removeIfDead } from './control.ts';
import { agentPlaces } from './directory.ts';
import { agentEnvironment } from './environment.ts';
import { AgentFailure } from './failure.ts';
import { parseJson, readLine } from './line.ts';
import { type AgentReady, type Order, type Reply, readReady, unpackError } from './message.ts';
import { identifyProcess, type WatchedProcess } from './watched-process.ts';

/** More than the first exchange may take with all its attempts. */
const READY_MS = 90_000;
/** What an agent that could not start gets to end by itself. */
const EXIT_MS = 5_000;
const LARGEST_REPLY = 1024 * 1024;
/** Characters of what a crashed process wrote that go into the message. */
const LAST_WORDS = 1_000;

export interface StartAgentOptions {
  /** The program and its arguments that run `serveAgent`, with absolute paths: it runs in the root folder. */
  readonly command: readonly [string, ...string[]];
  /** What the exchange needs, the service secret included: sent as JSON on standard input, and in no other way. */
  readonly handover: unknown;
  /** For its socket and log, absolute; see `defaultAgentDirectory`. */
  readonly directory: string;
  /** The process with which the agent ends, such as the job's shell. */
  readonly parentPid?: number | undefined;
  readonly lifetimeSeconds: number;
  /** The endpoint's; a random free one when it is not given. */
  readonly port?: number | undefined;
  /** The caller's environment, of which the agent gets what it needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until the agent has to be ready; 90,000 otherwise. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Starts the agent as a background process that outlives this one, and returns when it serves.
 *
 * @throws ExchangeFailure or InputError as the agent met it
 * @throws AgentFailure when one is running already, or the process cannot be started. Nothing is left running then.
 */
export async function startAgent(options: StartAgentOptions): Promise<AgentReady> {
  const order = orderOf(options);
  const [program, ...args] = options.command;
  const child = spawn(program, args, {
    cwd: parse(process.execPath).root,
    env: agentEnvironment(options.env),
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lastWords = collect(child.stderr);
  try {
    const ready = await converse(child, order, options.timeoutMs ?? READY_MS, lastWords);
    letGo(child);
    return ready;
  } catch (error) {
    await seeEnd(child);
    await removeIfDead(agentPlaces(options.directory)).catch(() => undefined);
    throw error;
  }
}

type AgentChild = ChildProcessByStdio<Writable, Readable, Readable>;

function orderOf({ directory, parentPid, lifetimeSeconds, port, handover }: StartAgentOptions): Order {
  // Checked here too, before anything is started.
  agentPlaces(directory);
  const watched = parentPid === undefined ? undefined : watchedProcess(parentPid);
  return { directory, lifetimeSeconds, watched, port, handover };
}

function watchedProcess(pid: number): WatchedProcess {
  const watched = identifyProcess(pid);
  if (watched === undefined) {
    throw new AgentFailure(
      'start',
      `There is no process ${pid} for the agent to end with: name one that is running.`,
    );
  }
  return watched;
}

function collect(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-LAST_WORDS);
  });
  return () => text.trim();
}

async function converse(
  child: AgentChild,
  order: Order,
  timeoutMs: number,
  lastWords: () => string,
): Promise<AgentReady> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new AgentFailure('start', `The agent was not ready within ${timeoutMs / 1000} s, and was ended.`),
      );
    }, timeoutMs);
  });
  // A process that ends at once does not read its input; its end is what is reported.
  child.stdin.on('error', () => undefined).write(`${JSON.stringify(order)}\n`);
  try {
    const reply = await Promise.race([readReply(child, lastWords), late]);
    if ('failure' in reply) throw unpackError(reply.failure);
    return readReady(reply.ready);
  } finally {
    clearTimeout(timer);
  }
}

async function readReply(child: AgentChild, lastWords: () => string): Promise<Reply> {
  const failedToSpawn = new Promise<never>((_, reject) => {
    child.once('error', (error) =>
      reject(new AgentFailure('start', `Starting ${child.spawnfile} as the agent failed: ${error.message}.`)),
    );
  });
  const closed = once(child, 'close');
  closed.catch(() => undefined);
  try {
    return parseJson(await Promise.race([readLine(child.stdout, LARGEST_REPLY), failedToSpawn])) as Reply;
  } catch (error) {
    if (error instanceof AgentFailure) throw error;
    child.stdout.resume();
    const [code, signal] = await closed;
    const end = signal === null ? `exit code ${code}` : signal;
    const said = lastWords() === '' ? 'and said nothing' : `and said: ${lastWords()}`;
    throw new AgentFailure('start', `The agent's process ended with ${end} before it was ready, ${said}`);
  }
}

/** Nothing of the agent keeps this process alive from here on. */
function letGo(child: AgentChild): void {
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  child.unref();
}

async function seeEnd(child: AgentChild): Promise<void> {
  letGo(child);
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), EXIT_MS);
  await once(child, 'exit');
  clearTimeout(timer);
}

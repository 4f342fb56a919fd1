import { once } from 'node:events';
import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { retryWhileHeld } from '../../held-file.ts';
import { type AgentPlaces, checkPrivateDirectory } from './directory.ts';
import { AgentFailure } from './failure.ts';
import { parseJson, readLine } from './line.ts';
import { readAgentPid } from './log.ts';

export type Question = 'status' | 'stop';

const LONGEST_QUESTION = 1_024;
const LARGEST_ANSWER = 64 * 1024;
const QUESTION_MS = 5_000;
/** Milliseconds after which a lock counts as stale. It is held only while a socket is bound. */
const STALE_LOCK_MS = 5_000;

export interface Control {
  /** Removes the socket. A connection that asked to stop stays open, so that it closes when the process ends. */
  close(): Promise<void>;
}

/**
 * Claims the directory for this process and answers questions on its socket.
 *
 * @param answer returns the answer, which is sent as JSON
 * @throws AgentFailure if another agent is running there
 */
export function openControl(places: AgentPlaces, answer: (question: Question) => unknown): Promise<Control> {
  // If two agents started at once, both could find a dead agent's socket, and the second would remove the first one's.
  return withLock(places.lock, async () => {
    if (await removeIfDead(places)) {
      throw new AgentFailure(
        'running',
        `An agent is already running in '${places.directory}': stop it first, or start this one under another name (--name).`,
      );
    }
    return listen(places.control, answer);
  });
}

async function listen(path: string, answer: (question: Question) => unknown): Promise<Control> {
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket.on('close', () => connections.delete(socket)));
    serve(socket, answer);
  });
  server.maxConnections = 64;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new AgentFailure('directory', `Opening the agent's socket '${path}' failed: ${error.message}`)),
    );
    server.listen(path, resolve);
  });
  return { close: () => close(server, connections) };
}

async function close(server: Server, connections: ReadonlySet<Socket>): Promise<void> {
  for (const socket of connections) socket.unref();
  // Do not wait for the open connections, because they wait for the process to end.
  await new Promise<void>((resolve) => {
    server.close();
    server.unref();
    setImmediate(resolve);
  });
}

async function serve(socket: Socket, answer: (question: Question) => unknown): Promise<void> {
  socket.on('error', () => undefined).setTimeout(QUESTION_MS, () => socket.destroy());
  try {
    const question = parseJson(await readLine(socket, LONGEST_QUESTION));
    if (question !== 'status' && question !== 'stop') throw new Error('unknown request');
    const line = `${JSON.stringify(answer(question))}\n`;
    if (question === 'status') socket.end(line);
    else socket.setTimeout(0).write(line);
  } catch {
    socket.destroy();
  }
}

/** Whether an agent is running. Removes the socket of an agent that was killed. */
export async function removeIfDead({ control, directory }: AgentPlaces): Promise<boolean> {
  checkPrivateDirectory(directory);
  const socket = await openConnection(control);
  socket?.destroy();
  if (socket === undefined && process.platform !== 'win32') rmSync(control, { force: true });
  return socket !== undefined;
}

/**
 * Asks a running agent. After `stop` it returns once the agent's process has ended.
 *
 * @returns its answer, or undefined if no agent is running
 * @throws AgentFailure if the agent does not answer in time
 */
export async function askAgent(
  places: AgentPlaces,
  question: Question,
  timeoutMs = 10_000,
): Promise<unknown> {
  checkPrivateDirectory(places.directory);
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const socket = await openConnection(places.control);
    if (socket === undefined) return undefined;
    const answer = await putQuestion(socket, question, deadline - performance.now());
    if (answer !== undefined) return answer;
    // The connection was cut because the agent is ending. Ask again to see the result.
    await sleep(20);
  }
  throw new AgentFailure(
    'no-answer',
    `The agent in '${places.directory}' does not answer. ${describeEndByHand(places.log)}`,
  );
}

function describeEndByHand(log: string): string {
  const pid = readAgentPid(log);
  if (pid === undefined) return `Kill it by hand: its process ID is in the first line of '${log}'.`;
  const command = process.platform === 'win32' ? 'taskkill /F /PID' : 'kill -KILL';
  return `Kill it by hand: ${command} ${pid}.`;
}

/** The answer, once the agent has closed the connection. Undefined if it does not do both in time, or closes without one. */
async function putQuestion(socket: Socket, question: Question, timeoutMs: number): Promise<unknown> {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    socket.destroy();
  }, timeoutMs);
  try {
    socket.write(`${JSON.stringify(question)}\n`);
    const answer = parseJson(await readLine(socket, LARGEST_ANSWER));
    if (!socket.resume().closed) await once(socket, 'close');
    return late ? undefined : answer;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

/** A connection to the agent's socket. Undefined if nothing listens there. */
function openConnection(path: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => resolve(socket.off('error', failed).on('error', () => undefined)));
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED' || error.code === 'ENOTDIR')
        resolve(undefined);
      else
        reject(
          new AgentFailure('directory', `Connecting to the agent's socket '${path}' failed: ${error.code}.`),
        );
    };
    socket.on('error', failed);
  });
}

async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  while (!(await retryWhileHeld(() => takeLock(path)))) await sleep(20);
  try {
    return await work();
  } finally {
    await retryWhileHeld(() => rmSync(path, { force: true }));
  }
}

function takeLock(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const taken = statSync(path, { throwIfNoEntry: false });
    if (taken !== undefined && Date.now() - taken.mtimeMs > STALE_LOCK_MS) rmSync(path, { force: true });
    return false;
  }
}

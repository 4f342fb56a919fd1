import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { AgentFailure } from './failure.ts';
import { parseJson, readLine } from './line.ts';

export type PipedChild = ChildProcessByStdio<Writable, Readable, Readable>;

const LARGEST_REPLY = 1024 * 1024;
/** Characters of a crashed process's output that the message quotes. */
const LONGEST_OUTPUT = 1_000;

/**
 * Sends one line of JSON to a process that was just started, and returns the line that it answers. Its standard input
 * stays open. When it closes, the process knows that nobody waits any longer.
 *
 * @throws AgentFailure if the process cannot be started, or ends without an answer
 */
export async function converse(child: PipedChild, message: unknown): Promise<unknown> {
  const lastOutput = collect(child.stderr);
  const failedToSpawn = new Promise<never>((_, reject) => {
    child.once('error', (error) =>
      reject(new AgentFailure('start', `Starting ${child.spawnfile} as the agent failed: ${error.message}.`)),
    );
  });
  const closed = once(child, 'close');
  closed.catch(() => undefined);
  // A process that ends at once does not read its input. Its exit code is reported instead.
  child.stdin.on('error', () => undefined).write(`${JSON.stringify(message)}\n`);
  try {
    return parseJson(await Promise.race([readLine(child.stdout, LARGEST_REPLY), failedToSpawn]));
  } catch (error) {
    if (error instanceof AgentFailure) throw error;
    child.stdout.resume();
    const [code, signal] = await closed;
    const end = signal === null ? `exit code ${code}` : signal;
    const said = lastOutput() === '' ? 'It printed nothing.' : `It printed: ${lastOutput()}`;
    throw new AgentFailure('start', `The agent's process ended with ${end} before it answered. ${said}`);
  }
}

/** From here on, the other process does not keep this one alive. */
export function letGo(child: PipedChild): void {
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  child.unref();
}

function collect(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-LONGEST_OUTPUT);
  });
  return () => text.trim();
}

import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { AgentFailure } from './failure.ts';
import { parseJson, readLine } from './line.ts';

export type PipedChild = ChildProcessByStdio<Writable, Readable, Readable>;

const LARGEST_REPLY = 1024 * 1024;
/** Characters of what a crashed process wrote that go into the message. */
const LAST_WORDS = 1_000;

/**
 * Sends a process that was just started one line of JSON, and returns the one that it answers. Its standard input stays
 * open: that it closes tells the process that nobody waits any more.
 *
 * @throws AgentFailure when it cannot be started, or ends without an answer
 */
export async function converse(child: PipedChild, order: unknown): Promise<unknown> {
  const lastWords = collect(child.stderr);
  const failedToSpawn = new Promise<never>((_, reject) => {
    child.once('error', (error) =>
      reject(new AgentFailure('start', `Starting ${child.spawnfile} as the agent failed: ${error.message}.`)),
    );
  });
  const closed = once(child, 'close');
  closed.catch(() => undefined);
  // A process that ends at once does not read its input; its end is what is reported.
  child.stdin.on('error', () => undefined).write(`${JSON.stringify(order)}\n`);
  try {
    return parseJson(await Promise.race([readLine(child.stdout, LARGEST_REPLY), failedToSpawn]));
  } catch (error) {
    if (error instanceof AgentFailure) throw error;
    child.stdout.resume();
    const [code, signal] = await closed;
    const end = signal === null ? `exit code ${code}` : signal;
    const said = lastWords() === '' ? 'and said nothing' : `and said: ${lastWords()}`;
    throw new AgentFailure('start', `The process of the agent ended with ${end} before it answered, ${said}`);
  }
}

/** Nothing of the other process keeps this one alive from here on. */
export function letGo(child: PipedChild): void {
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  child.unref();
}

function collect(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-LAST_WORDS);
  });
  return () => text.trim();
}

import { setTimeout as sleep } from 'node:timers/promises';

/** How long the output of a failed step may stay unread in a terminal, in milliseconds. */
const UNREAD_MS = 300;

/**
 * Waits until all output has been written, or nobody reads it any more. On a host without containers, act and Gitea's runner
 * give steps a terminal, and stop reading it as soon as a step has failed: without a moment for that, its error can be lost.
 */
export async function flushOutput(): Promise<void> {
  const outputs = [process.stdout, process.stderr];
  await Promise.all(outputs.map((output) => new Promise((resolve) => output.write('', resolve))));
  if (process.exitCode !== 0 && process.stdout.isTTY) await sleep(UNREAD_MS);
}

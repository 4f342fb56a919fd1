import { constants } from 'node:os';

/**
 * Milliseconds in which a signal that comes again is the same one: Ctrl-C reaches the whole group of processes, and npx
 * then sends it on a second time.
 */
const SAME_MS = 300;

/**
 * Lets Ctrl-C and the like, and a reader that has gone (`| head`), end the work in good order; a second Ctrl-C ends the
 * program at once.
 *
 * @param signals what else than SIGINT and SIGTERM is taken so
 * @returns the signal that ended it, if one did
 */
export async function interruptible(
  work: (signal: AbortSignal) => Promise<void>,
  signals: readonly NodeJS.Signals[] = [],
): Promise<NodeJS.Signals | undefined> {
  const controller = new AbortController();
  const first: { signal?: NodeJS.Signals; at: number } = { at: 0 };
  const interrupt = (signal: NodeJS.Signals) => {
    const at = performance.now();
    if (first.signal === undefined) Object.assign(first, { signal, at });
    else if (at - first.at > SAME_MS) process.exit(exitCodeOfSignal(signal));
    controller.abort(new Error(`ended by ${signal}`));
  };
  const all: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', ...signals];
  for (const signal of all) process.on(signal, interrupt);
  // Stays: what is written after the end fails as well.
  process.stdout.on('error', () => interrupt('SIGPIPE'));
  try {
    await work(controller.signal);
    return first.signal;
  } catch (error) {
    if (first.signal === undefined) throw error;
    return first.signal;
  } finally {
    for (const signal of all) process.off(signal, interrupt);
  }
}

/** 128 + N, as shells say it. */
export function exitCodeOfSignal(signal: NodeJS.Signals): number {
  // Windows has no number for a closed pipe.
  return 128 + (constants.signals[signal] ?? 13);
}

import { constants } from 'node:os';

/**
 * How long a repeated signal counts as the same one, in milliseconds. Ctrl-C reaches the whole process group, and npx then
 * sends it again.
 */
const SAME_MS = 300;

/**
 * Lets Ctrl-C and similar signals, and a closed reader (`| head`), end the work cleanly. A second Ctrl-C ends the program
 * at once.
 *
 * @param signals signals that are handled in addition to SIGINT and SIGTERM
 * @returns the signal that ended the work, if any
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
  // Not removed, because later writes fail too.
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

/** 128 + N, as in shells. */
export function exitCodeOfSignal(signal: NodeJS.Signals): number {
  // Windows has no number for a closed pipe.
  return 128 + (constants.signals[signal] ?? 13);
}

import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import type { Readable, Transform, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

/** How a child's output reaches ours: as it is (a terminal stays one), or through a filter each. */
export type ChildOutput = 'inherit' | { readonly stdout: Transform; readonly stderr: Transform };

/** Milliseconds of silence after which a background process of the child, which still holds its output, is left. */
const LINGER_MS = 2_000;
const FORWARDED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

/**
 * Runs a command in the foreground: standard input and signals pass through.
 *
 * @returns the command's exit code; 128 + N when signal N ended it; 127 when there is no such command, 126 when it
 *   cannot be run
 */
export async function runChild(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  output: ChildOutput,
): Promise<number> {
  const [file = '', ...rest] = command;
  const stdio: StdioOptions = output === 'inherit' ? 'inherit' : ['inherit', 'pipe', 'pipe'];
  const child = spawn(file, rest, { env: environment, stdio });
  const stopForwarding = forwardSignals(child);
  const filtered = output === 'inherit' ? undefined : filter(child, output);
  try {
    const code = await exitCode(child, file);
    await filtered?.(LINGER_MS);
    return code;
  } finally {
    stopForwarding();
  }
}

function exitCode(child: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT';
      console.error(
        `otter-sts: '${file}' ${missing ? 'is not a command on the PATH' : `cannot be run (${error.code})`}.`,
      );
      resolve(missing ? 127 : 126);
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}

/** A terminal sends these to the child too, so there only what was sent to us alone is passed on. */
const FROM_TERMINAL: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT', 'SIGHUP']);

function forwardSignals(child: ChildProcess): () => void {
  const fromTerminal = hasTerminal() ? FROM_TERMINAL : new Set<NodeJS.Signals>();
  const handlers = FORWARDED.map((signal) => {
    const handler = () => void (fromTerminal.has(signal) || child.kill(signal));
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const remove of handlers) remove();
  };
}

/** @returns what waits, once the child has ended, for the rest of its output: until it has been quiet for the milliseconds given */
function filter(child: ChildProcess, { stdout, stderr }: Exclude<ChildOutput, 'inherit'>) {
  const ends = [connect(child.stdout, stdout, process.stdout), connect(child.stderr, stderr, process.stderr)];
  return async (milliseconds: number): Promise<void> => {
    await Promise.all(ends.map((end) => end(milliseconds)));
  };
}

function connect(source: Readable | null, filter: Transform, target: Writable) {
  let chunks = 0;
  source?.on('data', () => {
    chunks += 1;
  });
  source?.pipe(filter).pipe(target, { end: false });
  const passed = finished(filter);
  // Whoever read our output is gone: the child learns it as it would without us, when it writes on.
  target.on('error', () => {
    filter.unpipe(target);
    source?.destroy();
    filter.resume().end();
  });
  return async (milliseconds: number): Promise<void> => {
    for (let before = -1; before !== chunks || target.writableNeedDrain; ) {
      before = chunks;
      const quiet = sleep(milliseconds, false, { ref: false });
      if (await Promise.race([passed.then(() => true), quiet])) return;
      // A write to a slow reader blocks this process: what came meanwhile is read before the next look.
      await setImmediate();
      await setImmediate();
    }
    source?.destroy();
    filter.end();
    await passed;
  };
}

/** Whether the process is run from a terminal, wherever its own input and output go. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { Readable, Transform, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { printable } from '../src/printable.ts';
import { CommandFailure } from './command-end.ts';
import { say } from './messages.ts';

/** How a child's output reaches ours: as it is (a terminal stays one), or through a filter each. */
export type ChildOutput = 'inherit' | { readonly stdout: Transform; readonly stderr: Transform };

/** Milliseconds of silence after which a background process of the child, which still holds its output, is left. */
const LINGER_MS = 2_000;
/** How often it is waited for that at most, when such a process writes on and on. */
const MOST_LINGERS = 5;
const FORWARDED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

/**
 * Runs a command in the foreground: standard input and signals pass through.
 *
 * @returns the command's exit code; 128 + N when signal N ended it; 127 when there is no such command, 126 when it
 *   cannot be run; 1 when it ended well, and its output could not be written
 * @throws CommandFailure when the command's name is empty
 */
export async function runChild(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  output: ChildOutput,
): Promise<number> {
  const [file = '', ...rest] = command;
  if (file === '') throw new CommandFailure('the name of the command is empty.', 2);
  const stdio: StdioOptions = output === 'inherit' ? 'inherit' : ['inherit', 'pipe', 'pipe'];
  const child = spawn(file, rest, { env: environment, stdio });
  const stopForwarding = forwardSignals(child);
  const filtered = output === 'inherit' ? undefined : filter(child, output);
  const code = await exitCode(child, file).finally(stopForwarding);
  // From here on a signal ends this process: who holds the output now is nobody's foreground.
  const lost = await filtered?.(LINGER_MS);
  for (const { stream, reason } of lost ?? []) say(`standard ${stream} cannot be written (${reason}).`);
  return code === 0 && lost !== undefined && lost.length > 0 ? 1 : code;
}

function exitCode(child: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT';
      const path = /[\\/]/.test(file);
      const why = path
        ? 'is not there, or what its first line names to run it is not'
        : 'is not a command on the PATH';
      say(`'${printable(file)}' ${missing ? why : `cannot be run (${error.code})`}.`);
      resolve(missing ? 127 : 126);
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}

/** A terminal's keys send these to the whole group in its foreground, so to the child too: it is not to get them twice. */
const FROM_KEYS: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT']);

function forwardSignals(child: ChildProcess): () => void {
  const handlers = FORWARDED.map((signal) => {
    const handler = () => void ((FROM_KEYS.has(signal) && isInForeground()) || child.kill(signal));
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const remove of handlers) remove();
  };
}

/** Output that could not be written. */
interface Lost {
  readonly stream: 'output' | 'error';
  readonly reason: string;
}

/**
 * @returns what waits, once the child has ended, for the rest of its output: until it has been quiet for the milliseconds
 *   given, or has gone on for a few times as long
 */
function filter(child: ChildProcess, { stdout, stderr }: Exclude<ChildOutput, 'inherit'>) {
  const ends = [
    { stream: 'output', end: connect(child.stdout, stdout, process.stdout) },
    { stream: 'error', end: connect(child.stderr, stderr, process.stderr) },
  ] as const;
  return async (milliseconds: number): Promise<Lost[]> => {
    const losses = ends.map(async ({ stream, end }) => {
      const reason = await end(milliseconds);
      return reason === undefined ? [] : [{ stream, reason }];
    });
    return (await Promise.all(losses)).flat();
  };
}

function connect(source: Readable | null, filter: Transform, target: Writable) {
  let chunks = 0;
  source?.on('data', () => {
    chunks += 1;
  });
  source?.pipe(filter).pipe(target, { end: false });
  const passed = finished(filter);
  let lost: string | undefined;
  // Whoever read our output is gone, or there is no room for it: the child learns it when it writes on.
  target.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') lost = code;
    filter.unpipe(target);
    source?.destroy();
    filter.resume().end();
  });
  return async (milliseconds: number): Promise<string | undefined> => {
    let lingers = 0;
    for (let before = -1; before !== chunks || target.writableNeedDrain; ) {
      before = chunks;
      // A reader that is slow is given the time it takes: it may still be the command's own output.
      if (!target.writableNeedDrain) lingers += 1;
      if (lingers > MOST_LINGERS) break;
      const quiet = sleep(milliseconds, false, { ref: false });
      if (await Promise.race([passed.then(() => true), quiet])) return lost;
      // A write to a slow reader blocks this process: what came meanwhile is read before the next look.
      await setImmediate();
      await setImmediate();
    }
    source?.destroy();
    filter.end();
    await passed;
    return lost;
  };
}

/** Whether this process is in the foreground of a terminal, wherever its own input and output go. */
function isInForeground(): boolean {
  try {
    const [, , group, , , foreground] = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return group === foreground;
  } catch {
    return hasTerminal();
  }
}

/** What can be told on systems without /proc. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { type FilteredChild, type OutputFilters, startFiltered } from '../src/masking/child-output.ts';
import { printable } from '../src/printable.ts';
import { hasFolder } from '../src/program-places.ts';
import { startable } from './batch-file.ts';
import { CommandFailure } from './command-end.ts';
import { say } from './messages.ts';

/** How a child's output is passed on: unchanged (a terminal remains one), or through filters. */
export type ChildOutput = 'inherit' | OutputFilters;

const FORWARDED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

/**
 * Runs a command in the foreground. Standard input and signals pass through.
 *
 * @returns the command's exit code; 128 + N if signal N ended it; 127 if there is no such command; 126 if it cannot be run;
 *   1 if it succeeded, but its output could not be written
 * @throws CommandFailure when the command's name is empty
 */
export async function runChild(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  output: ChildOutput,
): Promise<number> {
  const [name = ''] = command;
  if (name === '') throw new CommandFailure('the name of the command is empty.', 2);
  const { file, args, options } = startable(command, { environment });
  const start = (...outputs: ['inherit', 'inherit'] | [number | 'pipe', number | 'pipe']) =>
    spawn(file, args, { ...options, env: environment, stdio: ['inherit', ...outputs] });
  let started: { child: ChildProcess; drain?: FilteredChild['drain'] };
  try {
    started = output === 'inherit' ? { child: start('inherit', 'inherit') } : startFiltered(start, output);
  } catch (error) {
    return reportNotStarted(name, error as NodeJS.ErrnoException);
  }
  const { child, drain } = started;
  const stopForwarding = forwardSignals(child);
  const code = await exitCode(child, name).finally(stopForwarding);
  // From here on, a signal ends this process: whatever still holds the output is not in the foreground.
  const lost = await drain?.();
  for (const { stream, reason } of lost ?? []) say(`standard ${stream} cannot be written (${reason}).`);
  return code === 0 && lost !== undefined && lost.length > 0 ? 1 : code;
}

function exitCode(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(reportNotStarted(name, error)));
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}

/** @returns the exit code that a shell has for it */
function reportNotStarted(name: string, { code, message }: NodeJS.ErrnoException): 126 | 127 {
  // Node answers EINVAL for a batch file, which is only given to it if it was not found.
  const missing = code === 'ENOENT' || (code === 'EINVAL' && process.platform === 'win32');
  const why = hasFolder(name)
    ? 'does not exist, or the interpreter that its first line names does not'
    : 'is not a command on the PATH';
  say(`'${printable(name)}' ${missing ? why : `cannot be run (${code ?? printable(message)})`}.`);
  return missing ? 127 : 126;
}

/** A terminal sends these to its whole foreground group, so the child gets them anyway. */
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

/** Whether this process is in the foreground of a terminal, even if its input and output are elsewhere. */
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

/** A fallback for systems without /proc. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

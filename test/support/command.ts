/** Runs other programs in a clean environment, with a timeout, and captures their output. */
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path of the project's folder, without a trailing slash. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export interface CommandOptions {
  /** Added to the clean environment. `undefined` removes a variable. */
  env?: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  /** Sent to standard input, which is closed afterwards. */
  input?: string | Uint8Array;
  /** The program's HOME. By default a temporary folder, which is removed when the program ends. */
  home?: string;
  /** Milliseconds until the program and its children are killed. By default 120,000. */
  timeout?: number;
}

export interface CommandResult {
  /** The exit code, or null if a signal ended the program. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunningCommand {
  child: ChildProcess;
  /** Standard output and error so far, in the order of arrival. */
  output(): string;
  /** Signals the program and all its children. */
  kill(signal: NodeJS.Signals): void;
  /** Rejects if the program cannot be started or exceeds its timeout. */
  result: Promise<CommandResult>;
}

const inherited = ['LANG', 'LC_ALL', 'NODE_COMPILE_CACHE', 'PATH', 'TMPDIR', 'TZ', 'USER'];

/**
 * The variables that a program needs to run. No AWS_*, OTTER_*, GITHUB_*, CI or proxy variable of the machine is passed on,
 * because it could change the result of a test. `node` is the project's own.
 */
export function cleanEnvironment(home: string): Record<string, string> {
  const kept = inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const path = [join(projectFolder, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path, HOME: home };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) killIfRunning(-child.pid, signal);
}

/** Sends a signal, unless the process has ended by itself. A negative number means a group. */
export function killIfRunning(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const running = new Set<ChildProcess>();

// In their own process group, they would not get a Ctrl-C, and would outlive an interrupted run.
process.once('exit', () => {
  for (const child of running) killGroup(child, 'SIGKILL');
});

function collectOutput(child: ChildProcessWithoutNullStreams) {
  const output = { stdout: '', stderr: '', both: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      output.both += text;
    });
  }
  return output;
}

function sendInput(child: ChildProcessWithoutNullStreams, input: CommandOptions['input']): void {
  // It is not an error if a program does not read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
}

/** Starts a program and leaves it running. `result` settles when it has ended and closed its output. */
export function start(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): RunningCommand {
  const timeout = options.timeout ?? 120_000;
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'otter-home-'));
  const env = { ...cleanEnvironment(home), ...options.env };
  // In its own process group, so that a timeout also ends its children.
  const child = spawn(command, args, { cwd: options.cwd, env, detached: true });
  running.add(child);
  const output = collectOutput(child);
  sendInput(child, options.input);
  const kill = (signal: NodeJS.Signals) => killGroup(child, signal);
  const ended = new Promise<CommandResult>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new Error(`${command} could not be started: ${cause.message}`, { cause })),
    );
    child.once('close', (code, signal) => {
      resolve({ code, signal, stdout: output.stdout, stderr: output.stderr });
    });
  });
  const late = (tail: string) =>
    new Error(`${command} was still running after ${timeout} ms. Its output ends:\n${tail}`);
  const result = new Promise<CommandResult>((resolve, reject) => {
    const timer = setTimeout(() => {
      kill('SIGKILL');
      reject(late(output.both.slice(-4000)));
    }, timeout);
    ended.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      running.delete(child);
      if (options.home === undefined) rmSync(home, { recursive: true, force: true });
    });
  });
  return { child, output: () => output.both, kill, result };
}

/** Runs a program to its end, whatever its exit code. */
export function run(
  command: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<CommandResult> {
  return start(command, args, options).result;
}

/** Runs a program that must succeed, and returns its standard output. */
export async function runOrThrow(
  command: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<string> {
  const { code, signal, stdout, stderr } = await run(command, args, options);
  if (code !== 0) {
    throw new Error(
      `${command} ended with ${signal ?? `exit code ${code}`}:\n${(stderr || stdout).slice(-4000)}`,
    );
  }
  return stdout;
}

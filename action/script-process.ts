import { PassThrough } from 'node:stream';
import { type ExecOptions, exec } from '@actions/exec';
import type { Variables } from '../src/credentials/environment.ts';
import { filterOutputs, type OutputFilters } from '../src/masking/child-output.ts';
import { makeSystemPipes, type SystemPipes } from '../src/masking/system-pipe.ts';
import { ScriptFailure } from './failure-report.ts';

interface ScriptContext {
  readonly env: Variables;
  /** Empty for the folder of this process. */
  readonly folder: string;
  readonly hasBash: boolean;
  /** Whether Node must not quote the arguments on Windows. */
  readonly verbatim: boolean;
}

/**
 * Runs a script's command line with empty standard input and filtered output. Passes on a cancelling signal.
 *
 * @returns its exit code, or null if a signal ended it
 * @throws ScriptFailure when it could not be started
 */
export async function runScriptProcess(
  command: readonly string[],
  { env, folder, hasBash, verbatim }: ScriptContext,
  filters: OutputFilters,
): Promise<number | null> {
  const options: ExecOptions = {
    env,
    silent: true,
    ignoreReturnCode: true,
    windowsVerbatimArguments: verbatim,
    ...(folder === '' ? {} : { cwd: folder }),
  };
  const signals = forwardSignals();
  try {
    const pipes = makeSystemPipes();
    return await (pipes === undefined
      ? runWithSockets(command, options, filters)
      : runWithPipes([...launcher(hasBash, pipes), ...command], options, { pipes, filters, signals }));
  } finally {
    signals.stop();
  }
}

/** Opens the pipes in `$1` and `$2`, prints the process ID, and becomes the command that follows. */
const LAUNCH = 'exec 3>&1 </dev/null >"$1" 2>"$2" && echo $$ >&3 && shift 2 && exec "$@" 3>&-';

/**
 * `@actions/exec` gives each child sockets and does not report its ID, so a shell is started first: Bash if possible,
 * because other shells drop variables with names such as `a-b`, and exported functions. With `-p` it ignores `BASH_ENV`.
 */
function launcher(hasBash: boolean, { stdout, stderr }: SystemPipes): string[] {
  return [...(hasBash ? ['bash', '-p'] : ['sh']), '-c', LAUNCH, 'run', stdout.path, stderr.path];
}

async function runWithPipes(
  command: readonly string[],
  options: ExecOptions,
  { pipes, filters, signals }: { pipes: SystemPipes; filters: OutputFilters; signals: SignalForwarding },
): Promise<number | null> {
  const drain = filterOutputs(pipes.stdout.source, pipes.stderr.source, filters);
  let hasStarted = false;
  let complaint = '';
  try {
    const code = await start(command, {
      ...options,
      listeners: {
        stdout: (id) => {
          hasStarted = true;
          pipes.release();
          signals.startTo(Number(id));
        },
        stderr: (text) => {
          complaint += text;
        },
      },
    });
    if (code !== null && !hasStarted) throw notStarted(complaint.trim());
    return code;
  } finally {
    pipes.release();
    await drain();
  }
}

/** How long to wait for a background process that still holds the script's output, in milliseconds. */
const LINGER_MS = 2_000;

/** Without named pipes: on Windows, where the console signals the script, and where mkfifo does not work. */
async function runWithSockets(
  command: readonly string[],
  options: ExecOptions,
  filters: OutputFilters,
): Promise<number | null> {
  const [output, error] = [new PassThrough(), new PassThrough()];
  const drain = filterOutputs(output, error, filters);
  // Output that a background process writes after the script's end is dropped.
  const passTo = (stream: PassThrough) => (data: Buffer) => void (stream.writable && stream.write(data));
  try {
    return await start(command, {
      ...options,
      input: Buffer.alloc(0),
      delay: LINGER_MS,
      listeners: { stdout: passTo(output), stderr: passTo(error) },
    });
  } finally {
    output.end();
    error.end();
    await drain();
  }
}

/** @returns null if a signal ended the child, although the type of `exec` does not say so */
async function start([file, ...rest]: readonly string[], options: ExecOptions): Promise<number | null> {
  try {
    return await exec(`"${file}"`, rest, options);
  } catch (error) {
    throw notStarted(error instanceof Error ? error.message : String(error));
  }
}

function notStarted(reason: string): ScriptFailure {
  return new ScriptFailure(`The script's shell could not be started: ${reason}`);
}

const CANCELLING: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];

interface SignalForwarding {
  readonly startTo: (id: number) => void;
  readonly stop: () => void;
}

/**
 * A runner that cancels a job signals only this process. The signal is forwarded while the script's credentials are still
 * valid: at once, or as soon as its ID is known.
 */
function forwardSignals(): SignalForwarding {
  let startTo: (id: number) => void = () => {};
  const started = new Promise<number>((resolve) => {
    startTo = resolve;
  });
  const handlers = CANCELLING.map((signal) => {
    const handler = () => void started.then((id) => sendSignal(id, signal));
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  const stop = () => {
    for (const remove of handlers) remove();
  };
  return { startTo, stop };
}

function sendSignal(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal);
  } catch {
    // It has ended meanwhile.
  }
}

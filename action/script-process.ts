import { PassThrough } from 'node:stream';
import { type ExecOptions, exec } from '@actions/exec';
import type { Variables } from '../src/index.ts';
import { filterOutputs, type OutputFilters } from '../src/masking/child-output.ts';
import { makeSystemPipes, type SystemPipes } from '../src/masking/system-pipe.ts';
import { ScriptFailure } from './failure-report.ts';

/** Where and how a script's process runs. */
interface ScriptContext {
  readonly env: Variables;
  /** Empty for this process's own. */
  readonly folder: string;
  readonly hasBash: boolean;
}

/**
 * Runs a script's command line with its standard input at its end, and its output filtered. A cancelling signal is passed on.
 *
 * @returns its exit code; null when a signal ended it
 * @throws ScriptFailure when it could not be started
 */
export async function runScriptProcess(
  command: readonly string[],
  { env, folder, hasBash }: ScriptContext,
  filters: OutputFilters,
): Promise<number | null> {
  const options = { env, silent: true, ignoreReturnCode: true, ...(folder === '' ? {} : { cwd: folder }) };
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

/** Opens the pipes in `$1` and `$2`, tells the process's id, and becomes the command that follows. */
const LAUNCH = 'exec 3>&1 </dev/null >"$1" 2>"$2" && echo $$ >&3 && shift 2 && exec "$@" 3>&-';

/**
 * `@actions/exec` gives each child sockets and does not tell its id, so a shell comes first. Bash where there is one: others
 * drop variables whose names are none in a shell, such as `a-b` and exported functions. With `-p` it reads no `BASH_ENV`.
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

/** Milliseconds that a background process which still holds the script's output is waited for. */
const LINGER_MS = 2_000;

/** Without pipes of the system: on Windows, where the console tells the script of a signal, and where mkfifo does not work. */
async function runWithSockets(
  command: readonly string[],
  options: ExecOptions,
  filters: OutputFilters,
): Promise<number | null> {
  const [output, error] = [new PassThrough(), new PassThrough()];
  const drain = filterOutputs(output, error, filters);
  // What a background process writes after the script's end is nobody's.
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

/** @returns null, whatever the type of `exec` says, when a signal ended the child */
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
 * A runner that cancels a job signals this process alone, and the script is to hear of it while its credentials still live:
 * at once, or as soon as its id is known.
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
    // It has ended in the meantime.
  }
}

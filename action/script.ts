import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EOL, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { exec } from '@actions/exec';
import {
  childEnvironment,
  firstLine,
  MaskedOutputs,
  obtainer,
  refreshVariables,
  type Session,
  SHADOWS_OF_REFRESH,
  sessionSecrets,
  startFreshCredentials,
  targetVariables,
  type Variables,
} from '../src/index.ts';
import type { MaskingStream } from '../src/masking/index.ts';
import { LONGEST_TEXT, visible } from '../src/progress/visible.ts';
import { ScriptFailure } from './failure-report.ts';
import type { Environment } from './inputs.ts';
import { maskSecrets } from './masks.ts';
import type { PreparedStep } from './prepared-step.ts';
import { checkPlace } from './script-place.ts';
import { type Shell, shellArguments } from './shell.ts';
import type { Workflow } from './workflow.ts';

/**
 * `run:` – runs the script with credentials that stay fresh under it, in its environment alone. Every session is
 * masked in the script's output; the first one by the runner too.
 *
 * @param onStarted told of the first session before the script starts
 * @returns the script's exit code
 * @throws InputError when its shell or folder is not there, before the exchange; ScriptFailure when a signal ended it
 */
export async function runScript(
  { commands, environment, platform }: Workflow,
  { inputs, credential, request, surroundings }: PreparedStep,
  onStarted: (session: Session) => void,
): Promise<number> {
  checkPlace({ environment, platform }, inputs);
  const outputs = new MaskedOutputs();
  let scriptWrites = false;
  const mask = (secrets: readonly string[]) => {
    outputs.learn(secrets);
    // Never after the script's output: it may have begun a line or stopped the runner's commands, and then an add-mask
    // is no command but the secret itself in the log.
    if (!scriptWrites) maskSecrets(commands, secrets);
  };
  outputs.learn([credential.revealSecretKey()]);
  const fresh = await startFreshCredentials({
    obtain: obtainer(credential, request, surroundings),
    onObtained: (session) => mask(sessionSecrets(session)),
    onFailure: (error, { repeated }) => {
      // Plain text, since the script may be in the middle of a line, where a command would be none.
      if (!repeated)
        process.stderr.write(
          `${EOL}Renewing the session failed: ${visible(firstLine(error), LONGEST_TEXT)}${EOL}`,
        );
    },
  });
  try {
    mask([fresh.endpoint.token]);
    onStarted(fresh.first);
    const variables = { ...refreshVariables(fresh.endpoint, environment), ...targetVariables(request) };
    scriptWrites = true;
    return await execute(
      inputs.script,
      inputs.shell,
      inputs.workingDirectory,
      scriptEnvironment(environment, variables, credential.revealSecretKey()),
      outputs,
    );
  } finally {
    await fresh.stop();
  }
}

/** What a runner gives to actions and not to scripts: tokens for its caches and artifacts, and the step's state. */
const FOR_ACTIONS_ALONE = [
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_RUNTIME_URL',
  'ACTIONS_CACHE_URL',
  'ACTIONS_RESULTS_URL',
  'GITHUB_STATE',
];

/** The runner hands an action its inputs as `INPUT_...` variables: the service secret is among them. */
function scriptEnvironment(environment: Environment, variables: Variables, secret: string): Variables {
  const inputs = Object.keys(environment).filter((name) => name.startsWith('INPUT_'));
  const dropped = [...SHADOWS_OF_REFRESH, ...FOR_ACTIONS_ALONE, ...inputs];
  return childEnvironment(environment, variables, dropped, secret);
}

/**
 * Ends the script's standard input at once. `@actions/exec` hands it to the stream's `end()`, to which a function is no
 * data: an empty buffer would be an EPIPE that nobody catches when the script is gone already.
 */
const NO_INPUT = (() => undefined) as unknown as Buffer;

/** Milliseconds that a background process which still holds the script's output is waited for. */
const LINGER_MS = 2_000;

async function execute(
  script: string,
  shell: Shell,
  workingDirectory: string,
  env: Variables,
  { stdout, stderr }: MaskedOutputs,
): Promise<number> {
  // A file, as the runner does it: a script may hold values that no other user may read from the list of processes.
  const folder = mkdtempSync(join(env.RUNNER_TEMP ?? tmpdir(), 'otter-sts-'));
  const file = join(folder, `script${shell.extension}`);
  const written = [
    pipeline(stdout, process.stdout, { end: false }),
    pipeline(stderr, process.stderr, { end: false }),
  ];
  const stopForwarding = forwardSignals();
  try {
    writeFileSync(file, shell.wrap?.(script) ?? `${script}\n`, { mode: 0o600 });
    // Null, whatever its type says, when a signal ended the script.
    const code: number | null = await exec(`"${shell.command}"`, shellArguments(shell, file), {
      env,
      silent: true,
      ignoreReturnCode: true,
      input: NO_INPUT,
      delay: LINGER_MS,
      ...(workingDirectory === '' ? {} : { cwd: workingDirectory }),
      listeners: { stdout: passTo(stdout), stderr: passTo(stderr) },
    });
    await readWhatIsThere();
    if (code === null) {
      throw new ScriptFailure('The script was ended by a signal: memory ran out, or somebody killed it.');
    }
    return code;
  } finally {
    stopForwarding();
    stdout.end();
    stderr.end();
    await Promise.all(written);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a background process writes after the script's end is nobody's. */
function passTo(output: MaskingStream): (data: Buffer) => void {
  return (data) => {
    if (!output.writableEnded) output.write(data);
  };
}

/** A slow reader of our output blocks this process: when the wait is over, some of the script's may still be unread. */
async function readWhatIsThere(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

const CANCELLING: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];

/**
 * A runner that cancels a job signals this process alone, and the script is to hear of it while its credentials
 * still live. `@actions/exec` does not tell the child's id; Linux does. Elsewhere the runner ends the script itself.
 */
function forwardSignals(): () => void {
  const handlers = CANCELLING.map((signal) => {
    const handler = () => {
      for (const pid of childrenOf(process.pid)) sendSignal(pid, signal);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const remove of handlers) remove();
  };
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

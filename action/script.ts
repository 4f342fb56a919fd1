import { EOL } from 'node:os';
import { join } from 'node:path';
import {
  childEnvironment,
  refreshVariables,
  SHADOWS_OF_REFRESH,
  targetVariables,
  type Variables,
} from '../src/credentials/environment.ts';
import { type Session, sessionSecrets } from '../src/credentials/session.ts';
import { firstLine } from '../src/failure.ts';
import { writeTrustFiles } from '../src/http/trust-files.ts';
import { MaskedOutputs } from '../src/masking/index.ts';
import { LONGEST_TEXT, printable } from '../src/printable.ts';
import { removeFolder } from '../src/private-folder.ts';
import { obtainer, startFreshCredentials } from '../src/refresh/fresh-credentials.ts';
import type { RenewalOptions } from '../src/refresh/renewal.ts';
import { ScriptFailure } from './failure-report.ts';
import type { Environment, StepInputs } from './inputs.ts';
import { maskSecrets } from './masks.ts';
import type { PreparedStep } from './prepared-step.ts';
import { type ScriptFile, writeScript } from './script-file.ts';
import { checkPlace, hasProgram } from './script-place.ts';
import { runScriptProcess } from './script-process.ts';
import { shellArguments } from './shell.ts';
import type { Workflow } from './workflow.ts';

/**
 * `run:`: runs the script with credentials that are renewed while it runs, in its environment only. Every session is masked
 * in the script's output, and the first one by the runner too.
 *
 * @param onStarted called with the first session before the script starts
 * @returns the script's exit code
 * @throws InputError before the exchange when its shell or folder does not exist; ScriptFailure when a signal ended it
 */
export async function runScript(
  workflow: Workflow,
  step: PreparedStep,
  onStarted: (session: Session) => void,
): Promise<number> {
  const { inputs } = step;
  const { environment } = workflow;
  checkPlace(workflow, inputs);
  const file = writeScript(inputs, environment);
  try {
    return await runFile(file, workflow, step, onStarted);
  } finally {
    await removeFolder(file.folder);
  }
}

async function runFile(
  file: ScriptFile,
  workflow: Workflow,
  { inputs, credential, request, context }: PreparedStep,
  onStarted: (session: Session) => void,
): Promise<number> {
  const { commands, environment } = workflow;
  const outputs = new MaskedOutputs();
  let scriptWrites = false;
  const mask = (secrets: readonly string[]) => {
    outputs.learn(secrets);
    // Not once the script writes: if it has begun a line, or stopped the runner's commands, an add-mask would print the
    // secret instead of masking it.
    if (!scriptWrites) maskSecrets(commands, secrets);
  };
  outputs.learn(credential.secrets);
  const renewal: RenewalOptions = {
    obtain: obtainer(credential, request, { ...context, onSecrets: mask }),
    onObtained: (session) => mask(sessionSecrets(session)),
    onFailure: (error, { repeated }) => {
      // Plain text, because the script may be in the middle of a line, where a command has no effect.
      if (!repeated)
        process.stderr.write(
          `${EOL}Renewing the session failed: ${printable(firstLine(error), LONGEST_TEXT)}${EOL}`,
        );
    },
  };
  const trust =
    context.caBundle === undefined ? {} : await writeTrustFiles(file.folder, context.caBundle, environment);
  const fresh = await startFreshCredentials(renewal, join(file.folder, 'token'));
  try {
    mask([fresh.endpoint.token]);
    onStarted(fresh.first);
    const variables = {
      ...refreshVariables(fresh.endpoint, environment),
      ...targetVariables(request),
      ...trust,
    };
    scriptWrites = true;
    const env = scriptEnvironment(environment, variables, credential.secrets);
    return await execute(file.path, inputs, { env, hasBash: hasProgram('bash', workflow) }, outputs);
  } finally {
    await fresh.stop();
  }
}

/** What a runner passes to actions but not to scripts: tokens for its caches and artifacts, and the step's state. */
const FOR_ACTIONS_ALONE = [
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_RUNTIME_URL',
  'ACTIONS_CACHE_URL',
  'ACTIONS_RESULTS_URL',
  'GITHUB_STATE',
];

/** The runner passes inputs to an action as `INPUT_...` variables, the service secret among them. */
function scriptEnvironment(
  environment: Environment,
  variables: Variables,
  secrets: readonly string[],
): Variables {
  const inputs = Object.keys(environment).filter((name) => name.startsWith('INPUT_'));
  const dropped = [...SHADOWS_OF_REFRESH, ...FOR_ACTIONS_ALONE, ...inputs];
  return childEnvironment(environment, variables, dropped, secrets);
}

async function execute(
  file: string,
  { shell, workingDirectory }: Pick<StepInputs, 'shell' | 'workingDirectory'>,
  context: { readonly env: Variables; readonly hasBash: boolean },
  outputs: MaskedOutputs,
): Promise<number> {
  const command = [shell.command, ...shellArguments(shell, file)];
  const place = { folder: workingDirectory, verbatim: shell.verbatim === true };
  const code = await runScriptProcess(command, { ...context, ...place }, outputs);
  if (code === null) {
    throw new ScriptFailure(
      'The script was terminated by a signal: the runner ran out of memory, or a process killed it.',
    );
  }
  return code;
}

import type { Variables } from '../src/credentials/environment.ts';
import type { Environment, StepInputs } from './inputs.ts';
import { standInForUnset } from './unset-values.ts';
import type { Workflow } from './workflow.ts';

/** The previous value of a variable, and a fingerprint of the value that the step set: enough to undo it, and no secret. */
interface Change {
  readonly name: string;
  readonly before: string;
  readonly fingerprint: number;
}

/** Exports variables to later steps, and returns what is needed to undo that. */
function exportVariables(
  { commands, environment }: Pick<Workflow, 'commands' | 'environment'>,
  variables: Variables,
): string {
  const changes = Object.entries(variables).map(([name, value]): Change => {
    return { name, before: environment[name] ?? '', fingerprint: fingerprint(value) };
  });
  for (const [name, value] of Object.entries(variables)) commands.exportVariable(name, value);
  return JSON.stringify(changes);
}

/** Restores variables. One that was changed in the meantime is left alone. @returns the names of the restored variables */
export function restoreVariables(
  commands: Workflow['commands'],
  environment: Environment,
  saved: string,
): string[] {
  const changes = JSON.parse(saved) as Change[];
  const ours = changes.filter((change) => fingerprint(environment[change.name] ?? '') === change.fingerprint);
  const past = { ...environment, ...Object.fromEntries(ours.map(({ name, before }) => [name, before])) };
  const values = ours.flatMap(({ name, before }) => {
    const value = before || standInForUnset(name, past);
    return value === undefined ? [] : [[name, value] as const];
  });
  for (const [name, value] of values) commands.exportVariable(name, value);
  return values.map(([name]) => name);
}

/**
 * Tells values apart (FNV-1a, 32 bits). It reveals four bytes' worth of a secret. The first SHA-256 would take 1 ms of the 10
 * that post adds to bare Node.
 */
function fingerprint(value: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < value.length; index += 1)
    hash = Math.imul(hash ^ value.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/**
 * Exports what S3 clients need for the rest of the job, empties the variables that would override it, and saves what the
 * post step needs to undo both.
 *
 * @param shadows names of variables that would override the session
 */
export function exportToJob(
  workflow: Pick<Workflow, 'commands' | 'environment'>,
  { cleanup }: Pick<StepInputs, 'cleanup'>,
  variables: Variables,
  shadows: readonly string[],
): void {
  const { commands, environment } = workflow;
  const set = shadows.filter((name) => (environment[name] ?? '') !== '');
  // A runner can only empty a variable, not unset it, and an empty profile breaks boto3 and the AWS CLI.
  const [profiles, others] = [set.filter(isProfile), set.filter((name) => !isProfile(name))];
  const undo = exportVariables(workflow, {
    ...Object.fromEntries(others.map((name) => [name, ''])),
    ...variables,
  });
  if (cleanup) commands.saveState('variables', undo);
  for (const name of profiles) {
    commands.warning(
      `${name} is set in this job, and some S3 clients, the AWS CLI among them, take its profile before this session: ` +
        `remove ${name} from the env: of the workflow or job, or begin the steps that use S3 with unset ${name}.`,
    );
  }
}

function isProfile(name: string): boolean {
  return name.endsWith('PROFILE');
}

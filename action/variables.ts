import type { Variables } from '../src/credentials/environment.ts';
import type { Environment, StepInputs } from './inputs.ts';
import { standInForUnset } from './unset-values.ts';
import type { Workflow } from './workflow.ts';

/** What a variable was before this step, and a fingerprint of what the step set: enough to undo it, and no secret of ours. */
interface Change {
  readonly name: string;
  readonly before: string;
  readonly fingerprint: number;
}

/** Exports variables to the later steps of the job, and says how to undo that. */
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

/**
 * Puts back what the variables were. One that somebody changed in the meantime is left alone: it is no longer ours.
 *
 * @returns the names that were put back
 */
export function restoreVariables(
  commands: Workflow['commands'],
  environment: Environment,
  saved: string,
): string[] {
  const changes = JSON.parse(saved) as Change[];
  const ours = changes.filter((change) => fingerprint(environment[change.name] ?? '') === change.fingerprint);
  const past = { ...environment, ...Object.fromEntries(ours.map(({ name, before }) => [name, before])) };
  for (const { name, before } of ours) commands.exportVariable(name, before || standInForUnset(name, past));
  return ours.map(({ name }) => name);
}

/**
 * Tells values apart (FNV-1a, 32 bits): of a secret it gives away four bytes. node:crypto would take 4 ms to load, and the
 * whole of post takes 30.
 */
function fingerprint(value: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < value.length; index += 1)
    hash = Math.imul(hash ^ value.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/**
 * Exports what S3 clients need for the rest of the job, empties what would win over it, and leaves what undoes both to
 * the post step.
 *
 * @param shadows names of variables that would win, where they are set
 */
export function exportToJob(
  workflow: Pick<Workflow, 'commands' | 'environment'>,
  { cleanup }: Pick<StepInputs, 'cleanup'>,
  variables: Variables,
  shadows: readonly string[],
): void {
  const { commands, environment } = workflow;
  const set = shadows.filter((name) => (environment[name] ?? '') !== '');
  // A runner can empty a variable and not unset it, and an empty profile breaks boto3 and the AWS CLI.
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

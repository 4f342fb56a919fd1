import { createHash } from 'node:crypto';
import type { Variables } from '../src/environment.ts';
import type { Environment } from './inputs.ts';
import type { Workflow } from './workflow.ts';

/** What a variable was before this step, and a digest of what the step set: enough to undo it, and no secret of ours. */
interface Change {
  readonly name: string;
  readonly before: string;
  readonly setDigest: string;
}

/** Exports variables to the later steps of the job, and says how to undo that. */
export function exportVariables(
  { commands, environment }: Pick<Workflow, 'commands' | 'environment'>,
  variables: Variables,
): string {
  const changes = Object.entries(variables).map(([name, value]): Change => {
    const before = environment[name] ?? '';
    commands.exportVariable(name, value);
    return { name, before, setDigest: digest(value) };
  });
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
  const ours = changes.filter(({ name, setDigest }) => digest(environment[name] ?? '') === setDigest);
  // A runner has no command that unsets a variable; S3 clients take an empty one as unset.
  for (const { name, before } of ours) commands.exportVariable(name, before);
  return ours.map(({ name }) => name);
}

function digest(value: string): string {
  return createHash('sha256').update(value).digest('base64');
}

import { InputError } from '../src/index.ts';
import type { Workflow } from './workflow.ts';

/** A script of `run` that did not come to its end, though it had a session. */
export class ScriptFailure extends Error {}

/** Says why a step failed. @returns the exit code: 2 for an input that is wrong, 1 otherwise */
export function reportFailure(commands: Pick<Workflow['commands'], 'error'>, error: unknown): number {
  if (error instanceof InputError) {
    commands.error(error.message, { title: 'A wrong input' });
    return 2;
  }
  const title = error instanceof ScriptFailure ? 'The script was terminated' : 'No S3 credentials';
  commands.error(error instanceof Error ? error.message : String(error), { title });
  return 1;
}

import { InputError } from '../src/failure.ts';
import type { Workflow } from './workflow.ts';

/** The script of `run` had a session, but was terminated. */
export class ScriptFailure extends Error {}

/** Reports why a step failed. @returns the exit code: 2 for an invalid input, 1 otherwise */
export function reportFailure(commands: Pick<Workflow['commands'], 'error'>, error: unknown): number {
  if (error instanceof InputError) {
    commands.error(error.message, { title: 'Invalid input' });
    return 2;
  }
  const title = error instanceof ScriptFailure ? 'The script was terminated' : 'No S3 credentials';
  commands.error(error instanceof Error ? error.message : String(error), { title });
  return 1;
}

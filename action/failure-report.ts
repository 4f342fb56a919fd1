import { InputError } from '../src/index.ts';
import type { Workflow } from './workflow.ts';

/** Says why a step failed. @returns the exit code: 2 for an input that is wrong, 1 otherwise */
export function reportFailure(commands: Pick<Workflow['commands'], 'error'>, error: unknown): number {
  if (error instanceof InputError) {
    commands.error(error.message, { title: 'A wrong input' });
    return 2;
  }
  commands.error(error instanceof Error ? error.message : String(error), { title: 'No S3 credentials' });
  return 1;
}

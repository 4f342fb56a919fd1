import { spellings } from '../src/index.ts';
import type { Workflow } from './workflow.ts';

/**
 * Has the runner hide values from the log. Each is registered in every usual encoding: a runner knows some of them
 * by itself, but neither hex nor base64url, and act knows none.
 */
export function maskSecrets(commands: Workflow['commands'], secrets: readonly string[]): void {
  for (const secret of secrets) {
    for (const spelling of spellings(secret)) commands.setSecret(spelling);
  }
}

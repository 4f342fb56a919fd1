import { lineMasks } from '../src/masking/line-masks.ts';
import type { Workflow } from './workflow.ts';

/**
 * Has the runner hide values from the log. Each is registered in every usual encoding: a runner knows some of them
 * by itself, but neither hex nor base64url, and act knows none.
 */
export function maskSecrets(commands: Workflow['commands'], secrets: readonly string[]): void {
  const masks = new Set(secrets.flatMap(lineMasks));
  for (const mask of [...masks].sort((one, other) => other.length - one.length)) commands.setSecret(mask);
}

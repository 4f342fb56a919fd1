import { lineMasks } from '../src/masking/line-masks.ts';
import type { Workflow } from './workflow.ts';

/**
 * Registers masks with the runner, in every usual encoding: a runner masks some encodings by itself, but not hex or
 * base64url, and act masks none.
 */
export function maskSecrets(commands: Workflow['commands'], secrets: readonly string[]): void {
  const masks = new Set(secrets.flatMap(lineMasks));
  for (const mask of [...masks].sort((one, other) => other.length - one.length)) commands.setSecret(mask);
}

import { masksOf } from '../src/masking/line-masks.ts';
import type { Workflow } from './workflow.ts';

/**
 * Registers masks with the runner, in every usual encoding: a runner masks some encodings by itself, but not hex or
 * base64url, and act masks none.
 */
export function maskSecrets(commands: Workflow['commands'], secrets: readonly string[]): void {
  for (const mask of masksOf(secrets)) commands.setSecret(mask);
}

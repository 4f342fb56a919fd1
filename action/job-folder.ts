import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './inputs.ts';

/**
 * Creates a folder that no other user can read, and that the runner removes after the job.
 *
 * @throws Error when there is no temporary folder that can be written to
 */
export function makeJobFolder({ RUNNER_TEMP }: Environment): string {
  try {
    if (RUNNER_TEMP !== undefined && RUNNER_TEMP !== '') {
      // An earlier step may have removed it.
      if (!existsSync(RUNNER_TEMP)) mkdirSync(RUNNER_TEMP);
      return mkdtempSync(join(RUNNER_TEMP, 'otter-sts-'));
    }
  } catch {
    // Try the system's.
  }
  return mkdtempSync(join(tmpdir(), 'otter-sts-'));
}

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, StepInputs } from './inputs.ts';
import { makeJobFolder } from './job-folder.ts';

/** A script in a file, as the runner does it, so that other users' process lists do not show its content. */
export interface ScriptFile {
  /** A separate folder, for this user alone. */
  readonly folder: string;
  readonly path: string;
}

/** @throws Error when no temporary folder can be written to */
export function writeScript(
  { script, shell }: Pick<StepInputs, 'script' | 'shell'>,
  environment: Environment,
): ScriptFile {
  const folder = makeJobFolder(environment);
  const path = join(folder, `script${shell.extension}`);
  try {
    writeFileSync(path, shell.wrap?.(script) ?? `${script}\n`, { mode: 0o600 });
    return { folder, path };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

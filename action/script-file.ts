import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment, StepInputs } from './inputs.ts';

/** A script in a file, as the runner does it, so that other users' process lists do not show its content. */
export interface ScriptFile {
  readonly path: string;
  remove(): void;
}

/** @throws Error when no temporary folder can be written to */
export function writeScript(
  { script, shell }: Pick<StepInputs, 'script' | 'shell'>,
  { RUNNER_TEMP }: Environment,
): ScriptFile {
  const folder = makeFolder(RUNNER_TEMP);
  const path = join(folder, `script${shell.extension}`);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    writeFileSync(path, shell.wrap?.(script) ?? `${script}\n`, { mode: 0o600 });
    return { path, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** An earlier step may have removed the runner's temporary folder, so the system's is tried too. */
function makeFolder(runnerTemp: string | undefined): string {
  try {
    if (runnerTemp !== undefined && runnerTemp !== '') {
      if (!existsSync(runnerTemp)) mkdirSync(runnerTemp);
      return mkdtempSync(join(runnerTemp, 'otter-sts-'));
    }
  } catch {
    // Try the system's.
  }
  return mkdtempSync(join(tmpdir(), 'otter-sts-'));
}

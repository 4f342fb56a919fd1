import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '../src/failure.ts';
import { printable } from '../src/printable.ts';
import { hasFolder, isExecutable, programPlaces } from '../src/program-places.ts';
import type { StepInputs } from './inputs.ts';
import type { Workflow } from './workflow.ts';

type Runner = Pick<Workflow, 'environment' | 'platform'>;

/**
 * Checks the folder and the shell of a script before the exchange, so that no session is requested in vain.
 *
 * @throws InputError when the folder or the shell does not exist
 */
export function checkPlace(
  runner: Runner,
  { shell, workingDirectory }: Pick<StepInputs, 'shell' | 'workingDirectory'>,
): void {
  if (workingDirectory !== '' && !isFolder(workingDirectory)) {
    throw new InputError(
      'working-directory',
      `is '${printable(workingDirectory)}', which is not a folder: use an existing one, absolute or relative to the workspace.`,
    );
  }
  if (programPlaces(shell.command, resolve(workingDirectory), runner).some(isExecutable)) return;
  const where = hasFolder(shell.command) ? 'is not a program' : 'is not on the PATH';
  throw new InputError(
    'shell',
    `needs '${printable(shell.command)}', which ${where} of this runner: install it, or choose another shell.`,
  );
}

export function hasProgram(name: string, runner: Runner): boolean {
  return programPlaces(name, '', runner).some(isExecutable);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

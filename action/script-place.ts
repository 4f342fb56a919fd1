import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { InputError } from '../src/failure.ts';
import { printable } from '../src/printable.ts';
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
  if (placesOf(shell.command, workingDirectory, runner).some(isExecutable)) return;
  const where = hasFolder(shell.command) ? 'is not a program' : 'is not on the PATH';
  throw new InputError(
    'shell',
    `needs '${printable(shell.command)}', which ${where} of this runner: install it, or choose another shell.`,
  );
}

export function hasProgram(name: string, runner: Runner): boolean {
  return placesOf(name, '', runner).some(isExecutable);
}

/** Where the command may be. A path is relative to the script's folder, and a name is looked up in the PATH. */
function placesOf(command: string, workingDirectory: string, { environment, platform }: Runner): string[] {
  const folders = hasFolder(command)
    ? [resolve(workingDirectory)]
    : (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const extensions = platform === 'win32' ? (environment.PATHEXT ?? '').split(delimiter) : [];
  return folders.flatMap((folder) => {
    const path = hasFolder(command) ? resolve(folder, command) : join(folder, command);
    return ['', ...extensions].map((extension) => path + extension);
  });
}

function hasFolder(command: string): boolean {
  return /[\\/]/.test(command);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

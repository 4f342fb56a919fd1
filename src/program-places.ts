import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, posix, win32 } from 'node:path';

interface System {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/**
 * Where a program may be, in the order in which the system looks. A path is relative to a folder, and a name is looked up in
 * the PATH. On Windows a name also stands for the files with the extensions of PATHEXT. As in PowerShell, the current folder
 * is not searched, because it is often a checkout of somebody else's files.
 *
 * @param folder absolute, or empty for the one of this process
 */
export function programPlaces(command: string, folder: string, { environment, platform }: System): string[] {
  const { delimiter, join, resolve } = platform === 'win32' ? win32 : posix;
  const isPath = hasFolder(command);
  const folders = isPath ? [folder] : (variable(environment, 'PATH') ?? '').split(delimiter);
  const names = platform === 'win32' ? windowsNames(command, environment) : [command];
  return folders
    .filter((each) => isPath || each !== '')
    .flatMap((each) => names.map((name) => (isPath ? resolve(each, name) : join(each, name))));
}

/**
 * Finds a program by its name. Relative folders of the PATH are not searched, because they are often in a checkout too.
 *
 * @param first a folder to search before the PATH, or empty
 * @returns its absolute path
 */
export function findProgram(
  name: string,
  environment: System['environment'],
  first = '',
  platform = process.platform,
): string | undefined {
  const before = programPlaces(name, '', { environment: { ...environment, PATH: first }, platform });
  const places = [...before, ...programPlaces(name, '', { environment, platform })];
  return places.filter((place) => isAbsolute(place)).find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Whether a command is a path, and not a name. */
export function hasFolder(command: string): boolean {
  return /[\\/]/.test(command);
}

/** Windows runs no file without one of these extensions. */
function windowsNames(command: string, environment: System['environment']): string[] {
  const extensions = (variable(environment, 'PATHEXT') ?? '.COM;.EXE;.BAT;.CMD')
    .split(win32.delimiter)
    .filter((extension) => extension !== '');
  const isComplete = extensions.some((extension) => command.toUpperCase().endsWith(extension.toUpperCase()));
  return [...(isComplete ? [command] : []), ...extensions.map((extension) => command + extension)];
}

/** Windows ignores the case of names: it usually has `Path`. A copy of an environment does not. */
function variable(environment: System['environment'], name: string): string | undefined {
  if (environment[name] !== undefined) return environment[name];
  return Object.entries(environment).find(([other]) => other.toUpperCase() === name)?.[1];
}

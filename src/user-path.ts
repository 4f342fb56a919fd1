import { homedir } from 'node:os';
import { isAbsolute, join, sep } from 'node:path';
import { InputError } from './failure.ts';
import { printable } from './printable.ts';

/** The home folder, alone or at the beginning of a path. */
const OF_HOME = sep === '\\' ? /^~(?=[\\/]|$)/ : /^~(?=\/|$)/;

/**
 * A path as a user wrote it, with the home folder for `~`. A shell replaces it only at the beginning of a word, and not
 * in `--directory=~/x`, in a variable's value or in an action's input. A folder that has this name is `./~`.
 *
 * @param input the input that the path is of
 * @throws InputError when there is no home folder
 */
export function expandHome(input: string, path: string): string {
  if (!OF_HOME.test(path)) return path;
  const home = homeOrNothing();
  if (!isAbsolute(home)) {
    throw new InputError(
      input,
      `has '${printable(path)}', but there is no home folder: set HOME, or use an absolute path.`,
    );
  }
  const rest = path.slice(1);
  return rest === '' ? home : join(home, rest);
}

/** @returns an empty string where HOME is not set and the system knows none of this user, as in many containers */
export function homeOrNothing(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

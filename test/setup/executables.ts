import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Maps each program to its absolute path in one of the folders. Programs that are in none are left out. */
export function findExecutables(
  programs: readonly string[],
  folders: readonly string[],
): Record<string, string> {
  const found = programs.flatMap((program) => {
    const path = folders.map((folder) => join(folder, program)).find(isExecutable);
    return path === undefined ? [] : [[program, path]];
  });
  return Object.fromEntries(found);
}

/** The folders of the PATH, and those for administrators, which an ordinary user's PATH lacks. */
export function searchPath(path: string): string[] {
  return [...path.split(delimiter), '/usr/sbin', '/sbin'];
}

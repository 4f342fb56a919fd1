import { randomBytes } from 'node:crypto';
import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from './failure.ts';

/**
 * Checks before long work that its result can be written.
 *
 * @param input the input that names the file
 * @throws InputError if the folder does not exist or is not writable, or if a folder has the file's name
 */
export function assertWritable(input: string, path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(input, `names a file in a folder that cannot be written to (${code}).`);
  }
  if (isFolder(path)) throw new InputError(input, 'is a folder: name a file.');
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Writes a file completely or not at all. A concurrent reader sees the previous content.
 *
 * @throws the system's error. The previous content is then unchanged.
 */
export function writeWhole(path: string, text: string): void {
  replace(path, text, { flush: true });
}

/** The same for a secret of a running job: only this user can read it, and it need not survive a power failure. */
export function writePrivateFile(path: string, text: string): void {
  replace(path, text, { mode: 0o600 });
}

function replace(path: string, text: string, options: { mode?: number; flush?: boolean }): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx', ...options });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

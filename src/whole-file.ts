import { randomBytes } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from './failure.ts';
import { type HoldTerms, retryWhileHeld } from './held-file.ts';

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
export async function writeWhole(path: string, text: string, terms?: HoldTerms): Promise<void> {
  await replace(path, text, { flush: true }, terms);
}

/** The same for a secret of a running job: only this user can read it, and it need not survive a power failure. */
export async function writePrivateFile(path: string, text: string, terms?: HoldTerms): Promise<void> {
  await replace(path, text, { mode: 0o600 }, terms);
}

async function replace(
  path: string,
  text: string,
  options: { mode?: number; flush?: boolean },
  terms?: HoldTerms,
): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { flag: 'wx', ...options });
    await retryWhileHeld(() => rename(temporary, path), terms);
  } catch (error) {
    // The first error says more than one of the removal.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

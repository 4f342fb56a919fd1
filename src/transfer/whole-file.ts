import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../failure.ts';

/**
 * Checks before long work that its result can be written.
 *
 * @param input the input that names the file
 * @throws InputError if the folder does not exist or is not writable, or if a folder has the file's name
 */
export async function assertWritable(input: string, path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() === true) throw new InputError(input, 'is a folder: name a file.');
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(input, `names a file in a folder that cannot be written to (${code}).`);
  }
}

/** Writes a file completely or not at all. A concurrent reader sees the previous content. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { flag: 'wx', flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

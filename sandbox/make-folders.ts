import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Creates a folder and its missing parents, for the owner only.
 *
 * Not Node's own recursive mkdir: if the system answers "no such folder" to every attempt, as Linux does below
 * `/proc`, it retries forever.
 *
 * @param path absolute.
 * @returns the topmost folder that was created, or `undefined` if all existed.
 * @throws Error of the file system. Whatever was created before is removed.
 */
export async function makeFolders(path: string): Promise<string | undefined> {
  const code = await makeFolder(path);
  if (code === undefined) return path;
  if (code !== 'ENOENT') return undefined;
  const above = dirname(path);
  const topmost = above === path ? undefined : await makeFolders(above);
  try {
    await mkdir(path, { mode: 0o700 });
    return topmost ?? path;
  } catch (error) {
    // Another process created it meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return topmost;
    if (topmost !== undefined) await rm(topmost, { recursive: true, force: true });
    throw error;
  }
}

/** @returns why it was not created: it exists, or its parent does not. */
async function makeFolder(path: string): Promise<'EEXIST' | 'ENOENT' | undefined> {
  try {
    await mkdir(path, { mode: 0o700 });
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isThere = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    // For the root and a mounted file system, the error is not EEXIST.
    if (isThere) return 'EEXIST';
    if (code === 'ENOENT') return 'ENOENT';
    throw error;
  }
}

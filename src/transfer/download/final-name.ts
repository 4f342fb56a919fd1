import { chmod } from 'node:fs/promises';
import { retryWhileHeld } from '../../held-file.ts';
import type { Disk } from '../disk.ts';
import { isSystemError, notToReplace } from './local-failure.ts';

/** What a file may do to what has its name. */
export interface FinalName {
  /** Absolute. */
  readonly final: string;
  /** The path in the artifact, for messages. */
  readonly path: string;
  readonly replace: boolean;
  readonly platform: NodeJS.Platform;
}

const NO_HARD_LINKS: readonly (string | undefined)[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/**
 * Gives a complete file its name. `rename` would replace a file that has appeared meanwhile. A hard link does not, but not
 * every file system supports it.
 *
 * @throws ArtifactFailure of kind `exists` if the name is taken and `replace` is false; the system's errors
 */
export async function moveToFinalName(
  disk: Disk,
  from: string,
  { final, path, replace, platform }: FinalName,
): Promise<void> {
  if (replace) return await retryWhileHeld(() => replaceFile(disk, from, final, platform), { platform });
  try {
    // Windows could not unlink a read-only file afterwards.
    if (platform !== 'win32') {
      await disk.link(from, final);
      await disk.remove(from);
      return;
    }
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') throw appeared(path);
    if (!isSystemError(error) || !NO_HARD_LINKS.includes(error.code)) throw error;
  }
  const renameIfFree = async () => {
    if (await isThere(disk, final)) throw appeared(path);
    await disk.rename(from, final);
  };
  await retryWhileHeld(renameIfFree, { platform });
}

/** Windows refuses to replace a read-only file, unlike other systems. */
async function replaceFile(
  disk: Disk,
  from: string,
  final: string,
  platform: NodeJS.Platform,
): Promise<void> {
  try {
    await disk.rename(from, final);
  } catch (error) {
    if (platform !== 'win32' || !(await isReadOnly(disk, final))) throw error;
    await chmod(final, 0o666);
    await renameOrRestore(disk, from, final);
  }
}

async function renameOrRestore(disk: Disk, from: string, final: string): Promise<void> {
  try {
    await disk.rename(from, final);
  } catch (error) {
    await chmod(final, 0o444);
    throw error;
  }
}

async function isReadOnly(disk: Disk, path: string): Promise<boolean> {
  try {
    const found = await disk.statPath(path);
    return found.isFile() && (found.mode & 0o222) === 0;
  } catch {
    return false;
  }
}

async function isThere(disk: Disk, path: string): Promise<boolean> {
  try {
    await disk.statPath(path);
    return true;
  } catch {
    return false;
  }
}

function appeared(path: string) {
  return notToReplace(path, 'a file of this name appeared during the download');
}

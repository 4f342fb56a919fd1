import { constants } from 'node:fs';
import { type FileHandle, link, lstat, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ManifestFile } from '../artifact/manifest.ts';
import { NOBODY, temporaryName } from './leftovers.ts';
import { isSystemError, notToReplace } from './local-failure.ts';

/** Windows has neither O_NOFOLLOW nor O_NONBLOCK. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Readonly<Record<string, number | undefined>>;
/** O_EXCL alone follows no link either, where it is heeded. */
const NEW_FILE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | O_NOFOLLOW;
const EARLIER_FILE = constants.O_RDWR | O_NOFOLLOW | O_NONBLOCK;
/** Nobody else can read or change it. */
const OWN_MODE = 0o600;

/** Where a file is written until it is known to be the right one. Nobody else can read it meanwhile. */
export class PartialFile {
  readonly handle: FileHandle;
  /** Whether an earlier download has left some of it. */
  readonly isContinued: boolean;
  readonly #path: string;
  readonly #file: ManifestFile;

  private constructor(path: string, file: ManifestFile, handle: FileHandle, isContinued: boolean) {
    this.#path = path;
    this.#file = file;
    this.handle = handle;
    this.isContinued = isContinued;
  }

  /** @param leftover what an earlier download has left of the file, to go on with where that is possible */
  static async open(folder: string, file: ManifestFile, leftover?: string): Promise<PartialFile> {
    const path = join(folder, temporaryName(file.parts && file.sha256));
    const handle = leftover === undefined ? undefined : await takeOver(leftover, path, file.size);
    if (handle !== undefined) return new PartialFile(path, file, handle, true);
    return new PartialFile(path, file, await open(path, NEW_FILE, OWN_MODE), false);
  }

  /**
   * Gives the file its mode, its time and its name, the name last. The content is not flushed to the disk: a power cut
   * may take it, the end of this process does not.
   *
   * @throws ArtifactFailure of kind `exists` when the name is taken, and `replace` is false
   */
  async complete(
    final: string,
    { replace, platform }: { readonly replace: boolean; readonly platform: NodeJS.Platform },
  ): Promise<void> {
    const { path, mode, mtime } = this.#file;
    await this.handle.chmod(mode);
    const time = new Date(mtime);
    await this.handle.utimes(time, time);
    // Windows renames no file that is open.
    await this.handle.close();
    if (replace) await rename(this.#path, final);
    else await moveToFreeName(this.#path, final, path, platform);
  }

  /**
   * Leaves it for the next download to go on with.
   *
   * @returns whether there is enough of it; it is removed otherwise
   */
  async keep(): Promise<boolean> {
    const { parts } = this.#file;
    const written = await this.handle.stat().catch(() => undefined);
    if (parts === undefined || written === undefined || written.size < parts.size) {
      await this.discard();
      return false;
    }
    await this.handle.close();
    await rename(this.#path, join(dirname(this.#path), temporaryName(this.#file.sha256, NOBODY)));
    return true;
  }

  /** Removes it, whatever is left of it. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await unlink(this.#path).catch(() => undefined);
  }
}

/** `rename` replaces what has appeared meanwhile; a hard link does not, but not every file system has them. */
async function moveToFreeName(
  from: string,
  final: string,
  path: string,
  platform: NodeJS.Platform,
): Promise<void> {
  try {
    // On Windows a read-only file could not be unlinked afterwards.
    if (platform !== 'win32') {
      await link(from, final);
      await unlink(from);
      return;
    }
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') throw appeared(path);
    if (
      !isSystemError(error) ||
      !['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(error.code ?? '')
    )
      throw error;
  }
  if ((await lstat(final).catch(() => undefined)) !== undefined) throw appeared(path);
  await rename(from, final);
}

function appeared(path: string) {
  return notToReplace(path, 'a file of this name appeared during the download');
}

/**
 * Opens what an earlier download has left. The first one that renames it has it. What this user has not made, or what another
 * one could change, is removed.
 */
async function takeOver(from: string, to: string, size: number): Promise<FileHandle | undefined> {
  try {
    await rename(from, to);
    const handle = await open(to, EARLIER_FILE);
    if (await isOwn(handle)) {
      await handle.truncate(Math.min(size, (await handle.stat()).size));
      return handle;
    }
    await handle.close();
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
  await unlink(to).catch(() => undefined);
  return undefined;
}

async function isOwn(handle: FileHandle): Promise<boolean> {
  const found = await handle.stat();
  if (!found.isFile() || found.nlink !== 1) return false;
  if (process.getuid === undefined) return true;
  return found.uid === process.getuid() && (found.mode & 0o7777) === OWN_MODE;
}

import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, lstat, open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestFile } from '../artifact/manifest.ts';
import { isSystemError, notToReplace } from './local-failure.ts';

/** Windows has no O_NOFOLLOW; O_EXCL alone follows no link either, where it is heeded. */
const NEW_FILE =
  constants.O_RDWR |
  constants.O_CREAT |
  constants.O_EXCL |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0);

/** `.otter-<process id>-<random of the process><random>.part` */
const TEMPORARY_NAME = /^\.otter-(\d{1,10})-([0-9a-f]{8})[0-9a-f]{8}\.part$/;

/** Tells this process from an earlier one of the same number, which is usual in containers. */
const SELF = randomBytes(4).toString('hex');

/** Milliseconds in which a download under way writes to each of its files, or has given up: the wait for a server ends before. */
const LONGEST_SILENCE_MS = 3_600_000;

/** A name beside the final one, that says whose it is. */
export function temporaryName(): string {
  return `.otter-${process.pid}-${SELF}${randomBytes(4).toString('hex')}.part`;
}

/** Where a file is written until it is known to be the right one. Nobody else can read it meanwhile. */
export class PartialFile {
  readonly handle: FileHandle;
  readonly #path: string;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.handle = handle;
  }

  static async create(folder: string): Promise<PartialFile> {
    const path = join(folder, temporaryName());
    return new PartialFile(path, await open(path, NEW_FILE, 0o600));
  }

  /**
   * Gives the file its mode, its time and its name, the name last. The content is not flushed to the disk: a power cut
   * may take it, the end of this process does not.
   *
   * @throws ArtifactFailure of kind `exists` when the name is taken, and `replace` is false
   */
  async complete(
    final: string,
    { path, mode, mtime }: ManifestFile,
    { replace, platform }: { readonly replace: boolean; readonly platform: NodeJS.Platform },
  ): Promise<void> {
    await this.handle.chmod(mode);
    const time = new Date(mtime);
    await this.handle.utimes(time, time);
    // Windows renames no file that is open.
    await this.handle.close();
    if (replace) await rename(this.#path, final);
    else await moveToFreeName(this.#path, final, path, platform);
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

/** Removes what a download that was killed has left in a folder, and nothing of one that is under way. */
export async function removeLeftovers(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, owner, self] = TEMPORARY_NAME.exec(name) ?? [];
    if (owner === undefined) continue;
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    if (found === undefined || found.isDirectory()) continue;
    const isInUse = Number(owner) === process.pid ? self === SELF : isAlive(Number(owner));
    // One that is whole already has the time that the artifact says; of its inode the system keeps its own.
    const changedMs = Math.max(found.mtimeMs, found.ctimeMs);
    if (isInUse && now - changedMs < LONGEST_SILENCE_MS) continue;
    await unlink(path).catch(() => undefined);
  }
}

/** A number can be that of another process by now: its leftovers go when they are old enough. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { constants } from 'node:fs';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { retryWhileHeld } from '../../held-file.ts';
import type { ManifestFile } from '../artifact/manifest.ts';
import { backgroundDisk } from '../disk.ts';
import { type FinalName, moveToFinalName } from './final-name.ts';
import { NOBODY, temporaryName } from './leftovers.ts';
import { isSystemError } from './local-failure.ts';

/** Windows has neither O_NOFOLLOW nor O_NONBLOCK. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Readonly<Record<string, number | undefined>>;
/** O_EXCL alone also refuses links, on file systems that respect it. */
export const NEW_FILE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | O_NOFOLLOW;
const EARLIER_FILE = constants.O_RDWR | O_NOFOLLOW | O_NONBLOCK;
/** Nobody else can read or change it. */
export const OWN_MODE = 0o600;

interface PartialFileTerms {
  readonly platform: NodeJS.Platform;
  /** The partial file of an earlier download, to continue if possible. */
  readonly leftover?: string | undefined;
}

/** A file that is written and not yet verified. Nobody else can read it. */
export class PartialFile {
  readonly handle: FileHandle;
  /** Whether an earlier download left a part of it. */
  readonly isContinued: boolean;
  readonly #path: string;
  readonly #file: ManifestFile;
  readonly #platform: NodeJS.Platform;

  private constructor(
    path: string,
    file: ManifestFile,
    platform: NodeJS.Platform,
    opened: Pick<PartialFile, 'handle' | 'isContinued'>,
  ) {
    this.#path = path;
    this.#file = file;
    this.#platform = platform;
    this.handle = opened.handle;
    this.isContinued = opened.isContinued;
  }

  static async open(
    folder: string,
    file: ManifestFile,
    { platform, leftover }: PartialFileTerms,
  ): Promise<PartialFile> {
    const path = join(folder, temporaryName(file.parts && file.sha256));
    const earlier = leftover === undefined ? undefined : await takeOver(leftover, path, file.size, platform);
    const handle = earlier ?? (await open(path, NEW_FILE, OWN_MODE));
    return new PartialFile(path, file, platform, { handle, isContinued: earlier !== undefined });
  }

  /**
   * Gives the file its mode, its time and, last, its name. The content is not flushed to disk: a power failure may lose it,
   * but the end of this process does not.
   *
   * @throws ArtifactFailure of kind `exists` if the name is taken and may not be replaced
   */
  async complete(name: FinalName): Promise<void> {
    const { mode, mtime } = this.#file;
    await this.handle.chmod(mode);
    const time = new Date(mtime);
    await this.handle.utimes(time, time);
    // Windows cannot rename an open file.
    await this.handle.close();
    await moveToFinalName(backgroundDisk, this.#path, name);
  }

  /** Keeps the file for the next download to continue. @returns whether it was large enough. Otherwise it is removed. */
  async keep(): Promise<boolean> {
    const { parts } = this.#file;
    const written = await this.handle.stat().catch(() => undefined);
    if (parts === undefined || written === undefined || written.size < parts.size) {
      await this.discard();
      return false;
    }
    await this.handle.close();
    const kept = join(dirname(this.#path), temporaryName(this.#file.sha256, NOBODY));
    await retryWhileHeld(() => rename(this.#path, kept), { platform: this.#platform });
    return true;
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await removeQuietly(this.#path, this.#platform);
  }
}

/**
 * Opens the partial file of an earlier download. The first process to rename it owns it. A file that another user created,
 * or could change, is removed.
 */
async function takeOver(
  from: string,
  to: string,
  size: number,
  platform: NodeJS.Platform,
): Promise<FileHandle | undefined> {
  try {
    await retryWhileHeld(() => rename(from, to), { platform });
    const handle = await open(to, EARLIER_FILE);
    if (await isOwn(handle)) {
      await handle.truncate(Math.min(size, (await handle.stat()).size));
      return handle;
    }
    await handle.close();
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
  await removeQuietly(to, platform);
  return undefined;
}

async function removeQuietly(path: string, platform: NodeJS.Platform): Promise<void> {
  await retryWhileHeld(() => unlink(path), { platform }).catch(() => undefined);
}

async function isOwn(handle: FileHandle): Promise<boolean> {
  const found = await handle.stat();
  if (!found.isFile() || found.nlink !== 1) return false;
  if (process.getuid === undefined) return true;
  return found.uid === process.getuid() && (found.mode & 0o7777) === OWN_MODE;
}

import { lstat, mkdir, realpath, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolders } from '../../make-folders.ts';
import type { ManifestFile } from '../artifact/manifest.ts';
import { clearFolder, isOf, type Leftover } from './leftovers.ts';
import { inTheWay, isSystemError } from './local-failure.ts';

/**
 * The folder that a download may write to. Nothing is written through a symbolic link below it, whoever created it: each
 * folder on the way to a file is checked and created on its own. This does not protect against another process of the same
 * user that replaces a folder with a link between the check and the write, because Node.js has no `openat`.
 */
export class TargetFolder {
  readonly root: string;
  readonly #now: () => number;
  /** Whether each folder below the root exists, so that it is checked only once. */
  readonly #found = new Map<string, Promise<boolean>>();
  readonly #made = new Map<string, Promise<void>>();
  /** Partial files of earlier downloads, by folder. */
  readonly #leftovers = new Map<string, Leftover[]>();

  private constructor(root: string, now: () => number) {
    this.root = root;
    this.#now = now;
  }

  /**
   * Creates the directory if it does not exist. A link to a folder, here or above, is the user's choice and is followed.
   */
  static async open(directory: string, now: () => number): Promise<TargetFolder> {
    const absolute = resolve(directory);
    makeFolders(absolute);
    return new TargetFolder(await realpath(absolute), now);
  }

  /** The absolute path of a path of the artifact. */
  locate(path: string): string {
    return join(this.root, ...path.split('/'));
  }

  /**
   * Whether the folder of a path exists. What a killed download left in it is removed, or noted if it can be continued.
   *
   * @throws ArtifactFailure of kind `exists` if something else has its name, including a link to a folder
   */
  hasFolderOf(path: string): Promise<boolean> {
    return this.#has(folderOf(path));
  }

  /**
   * The folder of a path. It is created if it does not exist.
   *
   * @throws ArtifactFailure of kind `exists` if something else has its name, including a link to a folder
   */
  async makeFolderOf(path: string): Promise<string> {
    const folder = folderOf(path);
    await this.#make(folder);
    return this.locate(folder);
  }

  /** The partial file that an earlier download left of a file. Each is returned once. */
  takeLeftover({ path, sha256 }: Pick<ManifestFile, 'path' | 'sha256'>): string | undefined {
    const leftovers = this.#leftovers.get(folderOf(path)) ?? [];
    const index = leftovers.findIndex((leftover) => isOf(leftover, sha256));
    return index < 0 ? undefined : leftovers.splice(index, 1)[0]?.path;
  }

  /** Removes the partial files of all other files. */
  async dropLeftovers(wanted: readonly Pick<ManifestFile, 'path' | 'sha256'>[]): Promise<void> {
    for (const [folder, leftovers] of this.#leftovers) {
      const kept = leftovers.filter((leftover) =>
        wanted.some(({ path, sha256 }) => folderOf(path) === folder && isOf(leftover, sha256)),
      );
      this.#leftovers.set(folder, kept);
      for (const leftover of leftovers) {
        if (!kept.includes(leftover)) await unlink(leftover.path).catch(() => undefined);
      }
    }
  }

  /** Checks the existing folders of a path again, from the root downward, and ignores earlier results. */
  async recheckFolderOf(path: string): Promise<void> {
    const folder = folderOf(path);
    if (folder === '') return;
    await this.recheckFolderOf(folder);
    await this.#look(folder);
  }

  #has(folder: string): Promise<boolean> {
    return remember(this.#found, folder, async () => {
      const isThere = folder === '' || ((await this.#has(folderOf(folder))) && (await this.#look(folder)));
      if (isThere) this.#leftovers.set(folder, await clearFolder(this.locate(folder), this.#now()));
      return isThere;
    });
  }

  #make(folder: string): Promise<void> {
    return remember(this.#made, folder, async () => {
      if (folder === '') return;
      await this.#make(folderOf(folder));
      await mkdir(this.locate(folder)).catch((error: unknown) => {
        if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
      });
      await this.#look(folder);
    });
  }

  async #look(folder: string): Promise<boolean> {
    const found = await lstat(this.locate(folder)).catch((error: unknown) => {
      if (isSystemError(error) && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (found === undefined) return false;
    if (found.isSymbolicLink()) {
      throw inTheWay(folder, 'a symbolic link is there, through which files would land elsewhere');
    }
    if (!found.isDirectory()) throw inTheWay(folder, 'a file is in the way of a folder');
    return true;
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function remember<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  find: () => Promise<Value>,
): Promise<Value> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  known.set(key, found);
  return found;
}

import { lutimes, readlink, rename, symlink, unlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { type HoldTerms, retryWhileHeld } from '../../held-file.ts';
import { printable } from '../../printable.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import type { ManifestLink } from '../artifact/manifest.ts';
import { temporaryName } from './leftovers.ts';
import { inTheWay, isSystemError, notToReplace } from './local-failure.ts';
import { statOf } from './local-file.ts';
import type { TargetFolder } from './target-folder.ts';

export interface LinkTerms extends HoldTerms {
  readonly overwrite: boolean;
  readonly platform: NodeJS.Platform;
  /** The paths of all files of the artifacts. */
  readonly paths: () => readonly string[];
}

/**
 * Whether a link must be created.
 *
 * @throws ArtifactFailure of kind `exists` if something else is there that may not be replaced
 */
export async function needsLink(
  folder: TargetFolder,
  link: ManifestLink,
  terms: LinkTerms,
): Promise<boolean> {
  if (!(await folder.hasFolderOf(link.path))) return true;
  const absolute = folder.locate(link.path);
  const found = await statOf(absolute);
  if (found === undefined) return true;
  if (found.isDirectory()) throw inTheWay(link.path, 'a folder is in the way of a link');
  if (found.isSymbolicLink() && (await readlink(absolute)) === localTarget(link, terms)) return false;
  if (!terms.overwrite) throw notToReplace(link.path, 'something else is there');
  return true;
}

/** Creates a link. Call this after all files are restored, so that none is written through it. @throws ArtifactFailure */
export async function restoreLink(folder: TargetFolder, link: ManifestLink, terms: LinkTerms): Promise<void> {
  await folder.recheckFolderOf(link.path);
  const parent = await folder.makeFolderOf(link.path);
  const final = folder.locate(link.path);
  const path = terms.overwrite ? join(parent, temporaryName()) : final;
  try {
    await symlink(localTarget(link, terms), path, kindOf(link, terms));
    if (link.mtime !== undefined) await setTime(path, new Date(link.mtime));
    if (path !== final) await retryWhileHeld(() => rename(path, final), terms);
  } catch (error) {
    if (path !== final) await retryWhileHeld(() => unlink(path), terms).catch(() => undefined);
    throw explain(error, link, terms);
  }
}

function localTarget({ target }: ManifestLink, { platform }: LinkTerms): string {
  return platform === 'win32' ? target.replaceAll('/', '\\') : target;
}

/** Only Windows needs to know what a link leads to. */
function kindOf({ path, target }: ManifestLink, { platform, paths }: LinkTerms): 'dir' | 'file' | undefined {
  if (platform !== 'win32') return undefined;
  const place = posix.normalize(posix.join(posix.dirname(path), target)).replace(/\/$/, '');
  const isFolder = place === '.' || paths().some((one) => one.startsWith(`${place}/`));
  return isFolder ? 'dir' : 'file';
}

function isForbidden({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPERM' || code === 'EACCES';
}

/** A link's own time is not important enough to fail the download on a file system without it. */
async function setTime(path: string, time: Date): Promise<void> {
  await lutimes(path, time, time).catch(() => undefined);
}

function explain(error: unknown, { path }: ManifestLink, { overwrite, platform }: LinkTerms): unknown {
  if (!isSystemError(error)) return error;
  if (error.code === 'EEXIST') {
    return (overwrite ? inTheWay : notToReplace)(path, 'a file of this name appeared during the download');
  }
  if (platform === 'win32' && error.syscall === 'symlink' && isForbidden(error)) {
    return new ArtifactFailure(
      'failed',
      `Making the symbolic link '${printable(path)}' failed: ${error.code}. Windows lets only administrators, and everyone in developer mode, make symbolic links: switch developer mode on, or leave the link out (include).`,
      { cause: error },
    );
  }
  return error;
}

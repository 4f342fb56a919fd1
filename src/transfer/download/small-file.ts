import { join } from 'node:path';
import { retryWhileHeld } from '../../held-file.ts';
import type { ManifestFile } from '../artifact/manifest.ts';
import type { Disk } from '../disk.ts';
import { type FinalName, moveToFinalName } from './final-name.ts';
import { temporaryName } from './leftovers.ts';
import { NEW_FILE, OWN_MODE } from './partial-file.ts';

/**
 * Writes a small file whose content is verified, with its mode and its time, and gives it its name. If it fails, no part of
 * it remains.
 *
 * @throws ArtifactFailure of kind `exists` if the name is taken; the system's errors
 */
export async function writeSmallFile(
  disk: Disk,
  folder: string,
  { mode, mtime }: ManifestFile,
  content: Buffer,
  name: FinalName,
): Promise<void> {
  const temporary = join(folder, temporaryName());
  const descriptor = await disk.open(temporary, NEW_FILE, OWN_MODE);
  try {
    try {
      // A write may accept less than it is given, such as on a disk that is almost full.
      for (let at = 0; at < content.length; ) at += await disk.write(descriptor, content.subarray(at), at);
      await disk.setMode(descriptor, mode);
      await disk.setTime(descriptor, new Date(mtime));
    } finally {
      // Windows cannot rename an open file.
      await disk.close(descriptor);
    }
    await moveToFinalName(disk, temporary, name);
  } catch (error) {
    await removeQuietly(disk, temporary, name);
    throw error;
  }
}

async function removeQuietly(disk: Disk, path: string, { platform }: FinalName): Promise<void> {
  try {
    await retryWhileHeld(() => disk.remove(path), { platform });
  } catch {
    // It may be gone. The first error says more.
  }
}

import { hash, randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { lstat, readdir, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** `.otter-<process id>-<random of the process><random>[-<place of the process>-<SHA-256 of the file, its beginning>].part` */
const TEMPORARY_NAME =
  /^\.otter-(\d{1,10})-([0-9a-f]{8})[0-9a-f]{8}(?:-([0-9a-f]{8})-([0-9a-f]{32}))?\.part$/;

/** The process id of what was left on purpose. */
export const NOBODY = 0;

/** Tells this process from an earlier one of the same number, which is usual in containers. */
const SELF = randomBytes(4).toString('hex');

/** Milliseconds in which a download under way writes to each of its files, or has given up: the wait for a server ends before. */
const LONGEST_SILENCE_MS = 3_600_000;

/**
 * A name beside the final one, that says whose it is.
 *
 * @param sha256 of the whole file, where the next download can go on with what is left of it
 */
export function temporaryName(sha256?: string, owner: number = process.pid): string {
  const random = SELF + randomBytes(4).toString('hex');
  const content = sha256 === undefined ? '' : `-${placeOfProcess()}-${beginningOf(sha256)}`;
  return `.otter-${owner}-${random}${content}.part`;
}

function beginningOf(sha256: string): string {
  return sha256.slice(0, 32);
}

/** Machine and container: a process id means something within one of them alone. */
function placeOfProcess(): string {
  return hash('sha256', `${hostname()} ${processNamespace()}`).slice(0, 8);
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux.
    return '';
  }
}

/** What a download that has ended has left of a large file. */
export interface Leftover {
  readonly path: string;
  /** The beginning of the whole file's SHA-256. */
  readonly content: string;
}

export function isOf({ content }: Leftover, sha256: string): boolean {
  return content === beginningOf(sha256);
}

/**
 * Removes what downloads that were killed have left in a folder, and nothing of one that is under way.
 *
 * @param now milliseconds since the epoch
 * @returns what one can go on with, which stays
 */
export async function clearFolder(folder: string, now: number): Promise<Leftover[]> {
  const leftovers: Leftover[] = [];
  for (const name of await readdir(folder)) {
    const [, owner, self, place, content] = TEMPORARY_NAME.exec(name) ?? [];
    if (owner === undefined) continue;
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    if (found === undefined || found.isDirectory()) continue;
    // One that is whole already has the time that the artifact says; of its inode the system keeps its own.
    const changedMs = Math.max(found.mtimeMs, found.ctimeMs);
    const isSilent = now - changedMs >= LONGEST_SILENCE_MS;
    if (!isSilent && isInUse({ owner: Number(owner), self, place })) continue;
    if (content === undefined) await unlink(path).catch(() => undefined);
    else leftovers.push({ path, content });
  }
  return leftovers;
}

interface Owner {
  readonly owner: number;
  readonly self: string | undefined;
  readonly place: string | undefined;
}

function isInUse({ owner, self, place }: Owner): boolean {
  if (owner === NOBODY) return false;
  if (place !== undefined && place !== placeOfProcess()) return true;
  return owner === process.pid ? self === SELF : isAlive(owner);
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

import { hash, randomBytes, randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { lstat, readdir, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** `.otter-<process id>-<random of the process><random>[-<place of the process>-<SHA-256 of the file, its beginning>].part` */
const TEMPORARY_NAME =
  /^\.otter-(\d{1,10})-([0-9a-f]{8})[0-9a-f]{8}(?:-([0-9a-f]{8})-([0-9a-f]{32}))?\.part$/;

/** The process ID of partial files that were kept on purpose. */
export const NOBODY = 0;

/** Distinguishes this process from an earlier one with the same ID, which is common in containers. */
const SELF = randomBytes(4).toString('hex');

/**
 * Milliseconds within which a running download writes to each of its files or gives up, because a server's timeout is
 * shorter.
 */
const LONGEST_SILENCE_MS = 3_600_000;

/**
 * A temporary name next to the final one. It identifies its owner.
 *
 * @param sha256 the digest of the whole file, if the next download can continue it
 */
export function temporaryName(sha256?: string, owner: number = process.pid): string {
  // Node makes 128 of them at a time. 4 random bytes for each file took 3 % of a download of small files.
  const random = SELF + randomUUID().slice(0, 8);
  const content = sha256 === undefined ? '' : `-${placeOfProcess()}-${beginningOf(sha256)}`;
  return `.otter-${owner}-${random}${content}.part`;
}

function beginningOf(sha256: string): string {
  return sha256.slice(0, 32);
}

/** The machine and the container. A process ID has a meaning only within them. */
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

/** A partial file of a large file, from a download that has ended. */
export interface Leftover {
  readonly path: string;
  /** The beginning of the complete file's SHA-256. */
  readonly content: string;
}

export function isOf({ content }: Leftover, sha256: string): boolean {
  return content === beginningOf(sha256);
}

/**
 * Removes what killed downloads left in a folder, and nothing of a running one.
 *
 * @param now milliseconds since the epoch
 * @returns the partial files that can be continued, which stay
 */
export async function clearFolder(folder: string, now: number): Promise<Leftover[]> {
  const leftovers: Leftover[] = [];
  for (const name of await readdir(folder)) {
    const [, owner, self, place, content] = TEMPORARY_NAME.exec(name) ?? [];
    if (owner === undefined) continue;
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    if (found === undefined || found.isDirectory()) continue;
    // A complete file already has the artifact's modification time, but the inode's change time is the system's own.
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

/** The ID may belong to another process by now. Its leftovers are then removed when they are old enough. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

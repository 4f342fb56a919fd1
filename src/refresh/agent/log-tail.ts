import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { printable } from '../../printable.ts';

/** Bytes from the end of a log. */
const MOST_SHOWN = 16 * 1024;
/** Characters of a line that are shown. */
const LONGEST_SHOWN = 500;

/**
 * The last lines of an agent's log. Any process of the user can replace the log. So this does not follow a link, wait for a
 * pipe or read another user's file, and it escapes text that a runner would take for a command.
 *
 * @returns undefined if there is no such file
 */
export function readLogTail(path: string): string[] | undefined {
  const text = readEnd(path, MOST_SHOWN);
  return text
    ?.trimEnd()
    .split(/\r?\n/)
    .map((line) => printable(line, LONGEST_SHOWN));
}

function readEnd(path: string, most: number): string | undefined {
  const file = openPlain(path);
  if (file === undefined) return undefined;
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, most));
    const length = readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}

/** Opens a regular file if it is the user's own. */
export function openPlain(path: string): number | undefined {
  let file: number | undefined;
  try {
    // Windows has neither flag, and its pipes and links work differently.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const found = fstatSync(file);
    if (found.isFile() && (process.getuid === undefined || found.uid === process.getuid())) return file;
  } catch {
    // It does not exist, or is a link.
  }
  if (file !== undefined) closeSync(file);
  return undefined;
}

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { printable } from '../../printable.ts';

/** Bytes at the end of a log that are shown. */
const MOST_SHOWN = 16 * 1024;
/** Characters of a line. */
const LONGEST_LINE = 500;

/**
 * The last lines of an agent's log. Every process of the user's can have put something else in its place: a link is not
 * followed, a pipe not waited for, another user's file not read, and nothing that is shown is a command for a runner.
 *
 * @returns undefined when there is no such file
 */
export function readLastWords(path: string): string[] | undefined {
  const text = readEnd(path, MOST_SHOWN);
  return text
    ?.trimEnd()
    .split(/\r?\n/)
    .map((line) => printable(line, LONGEST_LINE));
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

/** Opens a file that is the user's own, and nothing else. */
export function openPlain(path: string): number | undefined {
  let file: number | undefined;
  try {
    // Windows knows neither; there the pipe and the link are others'.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const found = fstatSync(file);
    if (found.isFile() && (process.getuid === undefined || found.uid === process.getuid())) return file;
  } catch {
    // It is not there, or is a link.
  }
  if (file !== undefined) closeSync(file);
  return undefined;
}

import { spawnSync } from 'node:child_process';
import { closeSync, constants, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/**
 * A pipe as a shell makes it. What Node itself gives a child is a socket: nobody can open it by its name (`/dev/stderr`),
 * and who writes on when nobody reads any more gets an error instead of SIGPIPE.
 */
export interface SystemPipe {
  readonly source: Readable;
  /** The descriptor to write to, for a child. It has to be closed once the child has it. */
  readonly sink: number;
}

/**
 * Makes two pipes, of which nothing stays in the file system.
 *
 * @returns undefined where it cannot be done: on Windows, or without mkfifo or a temporary folder for it
 */
export function makeSystemPipes(): [SystemPipe, SystemPipe] | undefined {
  if (process.platform === 'win32') return undefined;
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'otter-sts-'));
    const [first, second] = [join(folder, 'stdout'), join(folder, 'stderr')] as const;
    // Node has no call that makes a pipe, and this is the one program that every Unix has for it.
    if (spawnSync('mkfifo', ['-m', '600', first, second], { stdio: 'ignore' }).status !== 0) return undefined;
    return [openBothEnds(first), openBothEnds(second)];
  } catch {
    return undefined;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function openBothEnds(path: string): SystemPipe {
  // A plain open waits for the other side, so the first one must not.
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const sink = openSync(path, constants.O_WRONLY);
  return { source: process.versions.bun === undefined ? readFrom(reader) : readInBun(reader, path), sink };
}

function readFrom(reader: number): Readable {
  return new Socket({ fd: reader, readable: true, writable: false });
}

/** Bun's sockets read no pipe, and a file's stream reads one in a thread that waits: a byte ends its wait. */
function readInBun(reader: number, path: string): Readable {
  const fd = openSync(path, constants.O_RDONLY);
  closeSync(reader);
  const source = createReadStream('', { fd });
  const destroy = source.destroy.bind(source);
  source.destroy = (error) => {
    const isOpen = !source.destroyed && !source.readableEnded;
    destroy(error);
    if (isOpen) wake(fd);
    return source;
  };
  return source;
}

function wake(fd: number): void {
  try {
    const writer = openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(writer, '\n');
    closeSync(writer);
  } catch {
    // It is closed already, or full, and then nobody waits.
  }
}

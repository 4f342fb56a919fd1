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
interface SystemPipe {
  readonly source: Readable;
  /** The descriptor to write to, for a child that takes descriptors. */
  readonly sink: number;
  /** What a child opens that takes none. */
  readonly path: string;
}

/** A child's two pipes. */
export interface SystemPipes {
  readonly stdout: SystemPipe;
  readonly stderr: SystemPipe;
  /** To be called once the child has its ends: closes the sinks, and removes the paths. */
  release(): void;
}

/** @returns undefined where there are none: on Windows, or without mkfifo or a temporary folder for it */
export function makeSystemPipes(): SystemPipes | undefined {
  if (process.platform === 'win32') return undefined;
  let remove = () => {};
  try {
    const folder = mkdtempSync(join(tmpdir(), 'otter-sts-'));
    remove = () => rmSync(folder, { recursive: true, force: true });
    const [first, second] = [join(folder, 'stdout'), join(folder, 'stderr')] as const;
    // Node has no call that makes a pipe, and this is the one program that every Unix has for it.
    if (spawnSync('mkfifo', ['-m', '600', first, second], { stdio: 'ignore' }).status !== 0)
      throw new Error('mkfifo made no pipe.');
    const [stdout, stderr] = [openBothEnds(first), openBothEnds(second)];
    let isReleased = false;
    const release = () => {
      if (isReleased) return;
      isReleased = true;
      for (const { sink } of [stdout, stderr]) closeSync(sink);
      remove();
    };
    return { stdout, stderr, release };
  } catch {
    remove();
    return undefined;
  }
}

function openBothEnds(path: string): SystemPipe {
  // A plain open waits for the other side, so the first one must not.
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const sink = openSync(path, constants.O_WRONLY);
  const source = process.versions.bun === undefined ? readFrom(reader) : readInBun(reader, path);
  return { source, sink, path };
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

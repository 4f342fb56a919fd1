import { spawnSync } from 'node:child_process';
import { closeSync, constants, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { findProgram } from '../program-places.ts';

/**
 * A pipe as a shell creates it. Node gives a child a socket, which cannot be opened by name (`/dev/stderr`), and which
 * returns an error instead of SIGPIPE when nobody reads.
 */
interface SystemPipe {
  readonly source: Readable;
  /** The descriptor to write to, for a child that accepts descriptors. */
  readonly sink: number;
  /** The path, for a child that does not accept descriptors. */
  readonly path: string;
}

/** A child's two pipes. */
export interface SystemPipes {
  readonly stdout: SystemPipe;
  readonly stderr: SystemPipe;
  /** Call this once the child has its ends. It closes the sinks, and removes the paths. */
  release(): void;
}

/** @returns undefined if there are none: on Windows, or without mkfifo or a temporary folder */
export function makeSystemPipes(): SystemPipes | undefined {
  if (process.platform === 'win32') return undefined;
  let remove = () => {};
  try {
    const folder = mkdtempSync(join(tmpdir(), 'otter-sts-'));
    remove = () => rmSync(folder, { recursive: true, force: true });
    const [first, second] = [join(folder, 'stdout'), join(folder, 'stderr')] as const;
    // Node cannot create pipes, and every Unix has this program.
    const program = findProgram('mkfifo', process.env) ?? '';
    if (spawnSync(program, ['-m', '600', first, second], { env: {}, stdio: 'ignore' }).status !== 0)
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
  // A blocking open waits for the other side, so the first open must be non-blocking.
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const sink = openSync(path, constants.O_WRONLY);
  const source = process.versions.bun === undefined ? readFrom(reader) : readInBun(reader, path);
  return { source, sink, path };
}

function readFrom(reader: number): Readable {
  return new Socket({ fd: reader, readable: true, writable: false });
}

/** Bun's sockets cannot read a pipe, and a file stream reads it in a thread that blocks. A byte ends that. */
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
    // It is already closed, or full, and then nothing blocks.
  }
}

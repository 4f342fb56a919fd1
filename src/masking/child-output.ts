import type { ChildProcess } from 'node:child_process';
import type { Readable, Transform, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { makeSystemPipes } from './system-pipe.ts';

/** The filters between a child's two outputs and this process's own. */
export interface OutputFilters {
  readonly stdout: Transform;
  readonly stderr: Transform;
}

/** Output that could not be written. */
interface LostOutput {
  readonly stream: 'output' | 'error';
  readonly reason: string;
}

export interface FilteredChild {
  readonly child: ChildProcess;
  /**
   * Call this when the child has ended. It waits for the rest of the output, and for a background process that still holds
   * it, until that has been silent for a while, or has written for a few times as long.
   */
  readonly drain: () => Promise<LostOutput[]>;
}

/** How long a background process that still holds the child's output may be silent before it is left, in milliseconds. */
const LINGER_MS = 2_000;
/** How often to wait for that at most, if such a process keeps writing. */
const MOST_LINGERS = 5;

/**
 * Starts a child whose output goes through filters to this process's own. The child gets system pipes if possible.
 *
 * @param start starts the child with its standard output and error, in the form that `spawn` accepts
 */
export function startFiltered(
  start: (stdout: number | 'pipe', stderr: number | 'pipe') => ChildProcess,
  filters: OutputFilters,
): FilteredChild {
  const pipes = makeSystemPipes();
  if (pipes === undefined) {
    const child = start('pipe', 'pipe');
    return { child, drain: filterOutputs(child.stdout, child.stderr, filters) };
  }
  const { stdout, stderr } = pipes;
  try {
    const child = start(stdout.sink, stderr.sink);
    return { child, drain: filterOutputs(stdout.source, stderr.source, filters) };
  } catch (failure) {
    for (const { source } of [stdout, stderr]) source.destroy();
    throw failure;
  } finally {
    pipes.release();
  }
}

/** Passes a child's two outputs through filters to this process's own. @returns what to call when the child has ended */
export function filterOutputs(
  output: Readable | null,
  error: Readable | null,
  { stdout, stderr }: OutputFilters,
): FilteredChild['drain'] {
  const ends = [
    { stream: 'output', end: connect(output, stdout, process.stdout) },
    { stream: 'error', end: connect(error, stderr, process.stderr) },
  ] as const;
  return async () => {
    const losses = ends.map(async ({ stream, end }) => {
      const reason = await end();
      return reason === undefined ? [] : [{ stream, reason }];
    });
    return (await Promise.all(losses)).flat();
  };
}

function connect(source: Readable | null, filter: Transform, target: Writable) {
  let chunks = 0;
  source?.on('data', () => {
    chunks += 1;
  });
  source?.pipe(filter).pipe(target, { end: false });
  const passed = finished(filter);
  let lost: string | undefined;
  // The reader of our output is gone, or the disk is full. The child notices when it next writes.
  target.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') lost = code;
    filter.unpipe(target);
    source?.destroy();
    filter.resume().end();
  });
  return async (): Promise<string | undefined> => {
    let lingers = 0;
    for (let before = -1; before !== chunks || target.writableNeedDrain; ) {
      before = chunks;
      // A slow reader gets all the time it needs, because it may still be reading the child's own output.
      if (!target.writableNeedDrain) lingers += 1;
      if (lingers > MOST_LINGERS) break;
      const quiet = sleep(LINGER_MS, false, { ref: false });
      if (await Promise.race([passed.then(() => true), quiet])) return lost;
      // A write to a slow reader blocks this process, so output that arrived meanwhile is read before the next check.
      await setImmediate();
      await setImmediate();
    }
    source?.destroy();
    filter.end();
    await passed;
    return lost;
  };
}

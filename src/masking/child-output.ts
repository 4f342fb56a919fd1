import type { ChildProcess } from 'node:child_process';
import type { Readable, Transform, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { makeSystemPipes } from './system-pipe.ts';

/** What a child's two outputs pass on their way to this process's own. */
export interface OutputFilters {
  readonly stdout: Transform;
  readonly stderr: Transform;
}

/** Output that could not be written. */
interface LostOutput {
  readonly stream: 'output' | 'error';
  readonly reason: string;
}

/** A child, and the way of its output. */
export interface FilteredChild {
  readonly child: ChildProcess;
  /**
   * To be called when the child has ended: waits for the rest of its output, and for a background process which still
   * holds it, until that has been quiet for a while or has gone on for a few times as long.
   */
  readonly drain: () => Promise<LostOutput[]>;
}

/** Milliseconds of silence after which a background process of the child, which still holds its output, is left. */
const LINGER_MS = 2_000;
/** How often it is waited for that at most, when such a process writes on and on. */
const MOST_LINGERS = 5;

/**
 * Starts a child whose output reaches this process's through filters. It gets pipes of the system where there are any.
 *
 * @param start starts it with its standard output and error, as `spawn` takes them
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
  // Whoever read our output is gone, or there is no room for it: the child learns it when it writes on.
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
      // A reader that is slow is given the time it takes: it may still be the child's own output.
      if (!target.writableNeedDrain) lingers += 1;
      if (lingers > MOST_LINGERS) break;
      const quiet = sleep(LINGER_MS, false, { ref: false });
      if (await Promise.race([passed.then(() => true), quiet])) return lost;
      // A write to a slow reader blocks this process: what came meanwhile is read before the next look.
      await setImmediate();
      await setImmediate();
    }
    source?.destroy();
    filter.end();
    await passed;
    return lost;
  };
}

import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits so many milliseconds.
 *
 * @throws the signal's own reason, where node's timer would throw an AbortError
 */
export async function pause(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(waitMs, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}

/**
 * Waits for something that goes on without the one who waits.
 *
 * @throws the signal's reason when it is aborted before
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Sets one timer, and returns what cancels it. */
export type SetTimer = (milliseconds: number, callback: () => void) => () => void;

/** The pieces that a limit is waited for in. */
const PIECES = 10;

/** Node's own timer. It does not keep a process alive. */
export const setSystemTimer: SetTimer = (milliseconds, callback) => {
  const timer = setTimeout(callback, milliseconds).unref();
  return () => clearTimeout(timer);
};

/**
 * Calls back after so many milliseconds in which this process had its turns. On a machine that is suspended, or too busy to
 * let the process run, a timer is late, and would count as silence what has arrived and nobody has read yet. Of several
 * short timers only one can be late for the same reason, and what has arrived is read before the next.
 *
 * @returns what cancels it
 */
export function afterTurns(setTimer: SetTimer, milliseconds: number, callback: () => void): () => void {
  let left = PIECES;
  let cancel: () => void = () => undefined;
  const wait = () => {
    cancel = setTimer(milliseconds / PIECES, () => {
      left -= 1;
      if (left === 0) callback();
      else wait();
    });
  };
  wait();
  return () => cancel();
}

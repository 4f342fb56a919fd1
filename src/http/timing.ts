import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for `waitMs` milliseconds. @throws the reason of the signal, unlike Node's timer, which throws an AbortError */
export async function pause(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(waitMs, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}

/** Waits for work that continues even if the wait is aborted. @throws the signal's reason when it is aborted before */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Sets one timer and returns a function that cancels it. */
export type SetTimer = (milliseconds: number, callback: () => void) => () => void;

/** The number of short timers that make up one wait. */
const PIECES = 10;

/** Node's timer. It does not keep the process alive. */
export const setSystemTimer: SetTimer = (milliseconds, callback) => {
  const timer = setTimeout(callback, milliseconds).unref();
  return () => clearTimeout(timer);
};

/**
 * Calls back after `milliseconds` during which this process was able to run. If the machine is suspended or busy, a single
 * timer is late, and what has arrived but was not yet read would count as silence. Of several short timers only one can be
 * late for this reason, and what has arrived is read before the next.
 *
 * @returns a function that cancels it
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

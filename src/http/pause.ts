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

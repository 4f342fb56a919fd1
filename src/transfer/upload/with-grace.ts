/** Milliseconds that a request which is not to be torn may go on after a cancel. */
const GRACE_MS = 2_000;
/** Milliseconds after a cancel by which all is cleaned up: a CI system kills a job less than eight seconds after it. */
const CLEAN_UP_MS = 6_500;

/** Does what is aborted only a while after the signal is. @throws the signal's reason if it is aborted */
export async function withGrace<T>(
  signal: AbortSignal,
  work: (grace: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const grace = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    timer = setTimeout(() => grace.abort(signal.reason), GRACE_MS);
  };
  signal.addEventListener('abort', start, { once: true });
  try {
    return await work(grace.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', start);
  }
}

/**
 * For what cleans up, also after `signal` is aborted: aborted a while after it. Without a cancel there is no hurry, and
 * cleaning up may wait its turn behind what else is under way.
 */
export function cleanUpSignal(signal: AbortSignal): AbortSignal {
  const end = new AbortController();
  const start = () => {
    setTimeout(() => end.abort(signal.reason), CLEAN_UP_MS).unref();
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  return end.signal;
}

/** Milliseconds for which a request that must not be interrupted may continue after a cancel. */
const GRACE_MS = 2_000;
/** Milliseconds after a cancel by which cleanup is done. CI systems kill a job less than eight seconds after it. */
const CLEAN_UP_MS = 6_500;

/** Runs work that is aborted some time after the signal. @throws the signal's reason if it is aborted before the work has begun */
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
 * A signal for cleanup, aborted some time after `signal`. Without a cancel there is no hurry, and cleanup may wait its turn
 * behind other work.
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

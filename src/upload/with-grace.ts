/** Milliseconds that a request which is not to be torn may go on after a cancel. */
const GRACE_MS = 2_000;
/** Milliseconds that cleaning up may take: a CI system that cancels a job kills it after less than eight seconds. */
export const CLEAN_UP_MS = 5_000;

/**
 * Does what is aborted only a while after the signal is.
 *
 * @throws the signal's reason when it is aborted before anything has begun
 */
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

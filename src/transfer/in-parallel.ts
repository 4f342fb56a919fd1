/**
 * Works on every item, at most `limit` at once. After the first failure it starts nothing new, aborts what is in progress,
 * and waits for that to end.
 *
 * @throws the first failure, or the signal's reason if it is aborted
 */
export async function inParallel<Item>(
  items: Iterable<Item>,
  limit: number,
  signal: AbortSignal,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const iterator = items[Symbol.iterator]();
  const worker = async () => {
    while (!either.aborted) {
      const next = iterator.next();
      if (next.done === true) return;
      // Only the first abort sets the reason, so failures that follow from it change nothing.
      await work(next.value, either).catch((error: unknown) => stop.abort(error));
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  signal.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
}

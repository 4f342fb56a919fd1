/**
 * Works on every item, at most `limit` at once. After the first failure it starts nothing new, aborts what is in progress,
 * and waits for that to end.
 *
 * @throws the first failure, or the signal's reason if it is aborted
 */
export async function inParallel<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  signal: AbortSignal,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const workOnNext = async () => {
    const next = await iterator.next();
    if (next.done !== true) await work(next.value, either);
    return next.done !== true;
  };
  // Only the first abort sets the reason, so failures that follow from it change nothing.
  const fail = (error: unknown) => {
    stop.abort(error);
    return false;
  };
  const worker = async () => {
    for (let isMore = true; isMore && !either.aborted; ) isMore = await workOnNext().catch(fail);
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (either.aborted) await iterator.return?.();
  signal.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
}

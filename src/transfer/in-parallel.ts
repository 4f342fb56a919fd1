import { Slots } from '../s3/slots.ts';

/**
 * Works on every item, at most `limit` at once. After the first failure it starts nothing new, aborts what is in progress,
 * and waits for that to end.
 *
 * @param bytesOf what an item has to transfer, since fewer large ones are worked on at once
 * @throws the first failure, or the signal's reason if it is aborted
 */
export async function inParallel<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  signal: AbortSignal,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
  bytesOf: (item: Item) => number = () => 0,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const slots = new Slots(limit);
  const workOnNext = async () => {
    const next = await iterator.next();
    if (next.done === true) return false;
    const held = await slots.take(bytesOf(next.value), either);
    await work(next.value, either).finally(held.release);
    return true;
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

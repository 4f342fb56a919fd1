/**
 * Works on every item, at most `limit` at once. After the first failure nothing new begins and what is under way is told
 * to end; it has ended when this is over.
 *
 * @throws the first failure, or the signal's reason when it is aborted
 */
export declare function inParallel<Item>(items: Iterable<Item>, limit: number, signal: AbortSignal, work: (item: Item, signal: AbortSignal) => Promise<void>): Promise<void>;

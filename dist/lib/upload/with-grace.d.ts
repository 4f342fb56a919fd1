/** Milliseconds that cleaning up may take: a CI system that cancels a job kills it after less than eight seconds. */
export declare const CLEAN_UP_MS = 5000;
/**
 * Does what is aborted only a while after the signal is.
 *
 * @throws the signal's reason when it is aborted before anything has begun
 */
export declare function withGrace<T>(signal: AbortSignal, work: (grace: AbortSignal) => Promise<T>): Promise<T>;

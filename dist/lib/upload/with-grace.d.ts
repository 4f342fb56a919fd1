/**
 * Does what is aborted only a while after the signal is.
 *
 * @throws the signal's reason when it is aborted before anything has begun
 */
export declare function withGrace<T>(signal: AbortSignal, work: (grace: AbortSignal) => Promise<T>): Promise<T>;
/**
 * For what cleans up, also after `signal` is aborted: aborted a while after it. Without a cancel there is no hurry, and
 * cleaning up may wait its turn behind what else is under way.
 */
export declare function cleanUpSignal(signal: AbortSignal): AbortSignal;

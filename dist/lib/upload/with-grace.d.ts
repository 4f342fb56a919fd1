/**
 * Does what is aborted only a while after the signal is.
 *
 * @throws the signal's reason when it is aborted before anything has begun
 */
export declare function withGrace<T>(signal: AbortSignal, work: (grace: AbortSignal) => Promise<T>): Promise<T>;

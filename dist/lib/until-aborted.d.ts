/**
 * Waits for something that goes on without the one who waits.
 *
 * @throws the signal's reason when it is aborted before
 */
export declare function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T>;

/**
 * Waits so many milliseconds.
 *
 * @throws the signal's own reason, where node's timer would throw an AbortError
 */
export declare function pause(waitMs: number, signal: AbortSignal | undefined): Promise<void>;

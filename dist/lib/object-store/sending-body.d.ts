export type Source = Uint8Array | AsyncIterable<Uint8Array>;
/**
 * A body on its way out, counted. It is asked for the next piece when the network has room for it.
 *
 * A cautious one sends a byte and then waits a moment for an answer. A server that refuses a request by its headers answers
 * at once and closes, and what is still being sent then breaks the connection before the answer is read. It is the
 * `Expect: 100-continue` of a client that has none.
 */
export declare class SendingBody implements AsyncIterable<Uint8Array> {
    #private;
    /** Whether the next piece is still to come from its source, so that it is not the network that holds it up. */
    waitsForSource: boolean;
    /** What the source threw. */
    sourceError: {
        readonly error: unknown;
    } | undefined;
    /** Whether all of it was handed to the network. */
    finished: boolean;
    constructor(source: Source, cautious: boolean, on: {
        sent(bytes: number): void;
        asked(): void;
    });
    [Symbol.asyncIterator](): AsyncIterator<Uint8Array>;
    /** Ends the source, whatever became of the request. The promise tells when it is done. */
    close(): Promise<void>;
}
/** Whether a body goes out in one piece, and costs least as it is. */
export declare function isSmall(source: Source): source is Uint8Array;

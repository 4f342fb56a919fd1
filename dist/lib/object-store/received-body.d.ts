/** How the flow is steered from the reader's end. */
export interface Flow {
    pause(): void;
    resume(): void;
    /** Nobody reads on: the connection is given up. */
    giveUp(): void;
}
/** An answer's body on its way in. Read once; nothing of it is lost when it is read late. */
export declare class ReceivedBody implements AsyncIterable<Buffer> {
    #private;
    constructor(flow: Flow);
    /** Whether the reader holds the flow up. */
    get paused(): boolean;
    push(chunk: Buffer): void;
    end(): void;
    fail(error: unknown): void;
    [Symbol.asyncIterator](): AsyncGenerator<Buffer>;
}

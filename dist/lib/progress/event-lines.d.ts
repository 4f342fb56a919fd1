import type { TransferEvent } from '../artifact/event.ts';
export interface EventLinesOptions {
    readonly write: (line: string) => void;
    /** Milliseconds since any fixed moment; never goes back. */
    readonly now: () => number;
}
/**
 * What a transfer reports as lines of JSON for programs: each event but `sent`, which comes with every chunk of a body;
 * in its place there is `{"event":"progress",…}` at most once a second.
 */
export declare class EventLines {
    #private;
    constructor(options: EventLinesOptions);
    take(event: TransferEvent): void;
}

import type { TransferEvent } from '../artifact/event.ts';
/** How far a transfer is. */
export interface Standing {
    readonly files: number;
    readonly totalFiles: number;
    readonly bytes: number;
    readonly totalBytes: number;
    readonly failed: number;
    /** Bytes a second that went over the wire lately; `undefined` while that cannot be told. */
    readonly rate: number | undefined;
    /** Seconds; `undefined` while that cannot be told. */
    readonly left: number | undefined;
    /** Whether all bytes have travelled, and files wait for the server, which puts parts together. */
    readonly finishing: boolean;
}
/** Adds up what a transfer reports. */
export declare class Tally {
    #private;
    /** @param at milliseconds since any fixed moment */
    take(event: TransferEvent, at: number): void;
    standing(at: number): Standing;
}

import type { TransferEvent } from '../artifact/event.ts';
/** Calls back every so many milliseconds, without keeping the process alive; what it returns ends that. */
type Every = (milliseconds: number, callback: () => void) => () => void;
export interface ProgressOptions {
    /** Takes whole lines, and with `terminal` the bar as well. */
    readonly write: (text: string) => void;
    /** Milliseconds since any fixed moment; never goes back. */
    readonly now: () => number;
    readonly every?: Every | undefined;
    /** Whether what is written reaches a terminal that can redraw a line. */
    readonly terminal: boolean;
    /** Columns of the terminal; asked anew for each picture, since windows change. */
    readonly width: () => number;
    /** What each line begins with, such as `otter-sts: `. */
    readonly label: string;
    /** Says too when a session was renewed, and each file as it is done. */
    readonly verbose?: boolean | undefined;
    /** Says failures, retries and notes alone, of a dry run too. */
    readonly quiet?: boolean | undefined;
}
/**
 * Shows people what a transfer reports: in a log a line every 5 seconds, and so none for a short one; on a terminal a bar
 * that is redrawn and in the end taken away. Retries, failures and notes are lines of their own in both, and so is in a
 * dry run what would change.
 */
export declare class Progress {
    #private;
    constructor(options: ProgressOptions);
    take(event: TransferEvent): void;
    /** Takes the bar away; nothing is shown from here on but what is still taken. */
    end(): void;
}
export {};

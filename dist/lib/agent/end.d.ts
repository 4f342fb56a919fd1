import { type WatchedProcess } from './watched-process.ts';
/** What the agent takes from its process: signals and uncaught errors. */
export type Signals = Pick<NodeJS.EventEmitter, 'on' | 'off'>;
export interface EndConditions {
    readonly lifetimeSeconds: number;
    readonly watched?: WatchedProcess | undefined;
    readonly signals: Signals;
}
/** Waits for the first reason to end. */
export declare class End {
    #private;
    /** Resolves with the reason, as the end of the sentence "ended: REASON". */
    readonly reason: Promise<string>;
    constructor({ lifetimeSeconds, watched, signals }: EndConditions);
    /** Ends for a reason from elsewhere. */
    now(reason: string): void;
    /** Counts the lifetime from now on: what a busy machine takes to start is no part of it. */
    beginLifetime(): void;
    /** Stops watching. */
    close(): void;
}

import type { Readable, Writable } from 'node:stream';
import { type Obtain } from '../renewal.ts';
import { type Signals } from './end.ts';
/** Makes what asks for sessions out of what the starter handed over. */
type CreateObtain = (handover: unknown, mostAttempts?: number) => Obtain | Promise<Obtain>;
export interface ServeAgentOptions {
    readonly createObtain: CreateObtain;
    readonly input: Readable;
    readonly output: Writable;
    readonly signals: Signals;
    /** Called once the starter knows that the agent serves; {@link settle} in a real process. */
    readonly detach: () => void;
}
/**
 * The agent's program: reads its order from `input` and answers with one line on `output`. The order is to serve, until
 * there is a reason to end, or to make one exchange for the agent that does.
 *
 * @returns the process's exit code: 0 when it did as ordered, 1 when it could not
 */
export declare function serveAgent(options: ServeAgentOptions): Promise<number>;
/** Turns this process from one that was just started into one that is in the background for hours. */
export declare function settle(): void;
export {};

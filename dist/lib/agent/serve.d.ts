import type { Readable, Writable } from 'node:stream';
import { type Obtain } from '../renewal.ts';
import { type Signals } from './end.ts';
/** Makes what asks for sessions out of what the starter handed over. */
type CreateObtain = (handover: unknown) => Obtain | Promise<Obtain>;
export interface ServeAgentOptions {
    readonly createObtain: CreateObtain;
    readonly input: Readable;
    readonly output: Writable;
    readonly signals: Signals;
    /** Called once the starter knows that the agent serves; {@link settle} in a real process. */
    readonly detach: () => void;
}
/**
 * The agent's program: reads its order from `input`, obtains the first session, opens the endpoint, answers with one
 * line on `output`, and serves until there is a reason to end.
 *
 * @returns the process's exit code: 0 when it served, 1 when it could not start
 */
export declare function serveAgent(options: ServeAgentOptions): Promise<number>;
/** Turns this process from one that was just started into one that is in the background for hours. */
export declare function settle(): void;
export {};

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
/**
 * Trades speed that an agent has no use for against memory: 55 MiB at rest instead of 57, and 57 instead of 60 after
 * rounds of 100 connections; compiled code alone took 16 after 30,000 requests (measured). A few thousand requests a
 * second are left. Before the first exchange, since the compilers' own code would stay in memory; and not by Node's
 * options, with which Node takes its prepared modules for those of another machine, and 13 ms longer to start.
 */
export declare function saveMemory(): void;
/**
 * Turns this process from one that was just started into one in the background: puts the null device in the place of
 * the three standard streams. A runner waits for those who hold its pipes; and were they closed alone, their numbers
 * would go to sockets, into which a crash would then write.
 */
export declare function settle(): void;
export {};

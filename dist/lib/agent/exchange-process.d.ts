import type { Readable } from 'node:stream';
import type { Obtain } from '../renewal.ts';
import type { Session } from '../session.ts';
import { type Command } from './message.ts';
/**
 * Makes each exchange in a process of its own, which runs the agent's program and ends after it. The SDK takes 23 MB
 * and is needed for a fifth of a second every half an hour; an agent that never loads it fits in 60 MB (measured).
 */
export declare function obtainInProcess([program, ...args]: Command, handover: unknown): Obtain;
/** The side of that process: one exchange, given up when the agent is gone. */
export declare function obtainOnce(obtain: Obtain, input: Readable): Promise<Session>;

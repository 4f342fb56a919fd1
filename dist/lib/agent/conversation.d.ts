import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
export type PipedChild = ChildProcessByStdio<Writable, Readable, Readable>;
/**
 * Sends a process that was just started one line of JSON, and returns the one that it answers. Its standard input stays
 * open: that it closes tells the process that nobody waits any more.
 *
 * @throws AgentFailure when it cannot be started, or ends without an answer
 */
export declare function converse(child: PipedChild, order: unknown): Promise<unknown>;
/** Nothing of the other process keeps this one alive from here on. */
export declare function letGo(child: PipedChild): void;

import type { ChildProcess } from 'node:child_process';
import type { Readable, Transform } from 'node:stream';
/** What a child's two outputs pass on their way to this process's own. */
export interface OutputFilters {
    readonly stdout: Transform;
    readonly stderr: Transform;
}
/** Output that could not be written. */
interface LostOutput {
    readonly stream: 'output' | 'error';
    readonly reason: string;
}
/** A child, and the way of its output. */
export interface FilteredChild {
    readonly child: ChildProcess;
    /**
     * To be called when the child has ended: waits for the rest of its output, and for a background process which still
     * holds it, until that has been quiet for a while or has gone on for a few times as long.
     */
    readonly drain: () => Promise<LostOutput[]>;
}
/**
 * Starts a child whose output reaches this process's through filters. It gets pipes of the system where there are any.
 *
 * @param start starts it with its standard output and error, as `spawn` takes them
 */
export declare function startFiltered(start: (stdout: number | 'pipe', stderr: number | 'pipe') => ChildProcess, filters: OutputFilters): FilteredChild;
/** Passes a child's two outputs through filters to this process's own. @returns what to call when the child has ended */
export declare function filterOutputs(output: Readable | null, error: Readable | null, { stdout, stderr }: OutputFilters): FilteredChild['drain'];
export {};

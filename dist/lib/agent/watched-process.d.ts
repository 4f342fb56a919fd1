/** A process as it is told apart from a later one with the same number. */
export interface WatchedProcess {
    readonly pid: number;
    /** Clock ticks from the machine's start to the process's; on Linux alone. */
    readonly startedAt?: string | undefined;
}
/**
 * Takes down which process it is.
 *
 * @returns undefined when there is no such process
 */
export declare function identifyProcess(pid: number): WatchedProcess | undefined;
/**
 * Whether the very process is still there. Elsewhere than on Linux a new process with its number would be taken
 * for it; the agent's time limit ends that.
 */
export declare function isAlive({ pid, startedAt }: WatchedProcess): boolean;

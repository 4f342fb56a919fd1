/** Says what an agent did, one line each, with the time in front. Whoever writes to it sees to it that there is no secret. */
export declare class AgentLog {
    #private;
    readonly path: string;
    /** Empties the log of the agent before. It stays when the agent ends, so that its last words can be read. */
    constructor(path: string, now?: () => number);
    write(text: string): void;
    close(): void;
}
/** The process that the log's first line is of; undefined when that line is gone. */
export declare function readAgentPid(path: string): number | undefined;

import { type AgentReady, type Command } from './message.ts';
export interface StartAgentOptions {
    /** The program and its arguments that run `serveAgent`, with absolute paths: it runs in the root folder. */
    readonly command: Command;
    /** What the exchange needs, the service secret included: sent as JSON on standard input, and in no other way. */
    readonly handover: unknown;
    /** For its socket and log, absolute; see `defaultAgentDirectory`. */
    readonly directory: string;
    /** The process with which the agent ends, such as the job's shell. */
    readonly parentPid?: number | undefined;
    readonly lifetimeSeconds: number;
    /** The endpoint's; a random free one when it is not given. */
    readonly port?: number | undefined;
    /** The caller's environment, of which the agent gets what it needs. */
    readonly env: Readonly<Record<string, string | undefined>>;
    /** Milliseconds until the agent has to be ready; 90,000 otherwise. */
    readonly timeoutMs?: number | undefined;
}
/**
 * Starts the agent as a background process that outlives this one, and returns when it serves.
 *
 * @throws ExchangeFailure or InputError as the agent met it
 * @throws AgentFailure when one is running already, or the process cannot be started. Nothing is left running then.
 */
export declare function startAgent(options: StartAgentOptions): Promise<AgentReady>;

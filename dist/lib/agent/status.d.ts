import type { RenewalState } from '../renewal.ts';
/** What a running agent says of itself. Times are `YYYY-MM-DDTHH:MM:SSZ`. No secret is in it. */
export interface AgentStatus {
    readonly pid: number;
    readonly url?: string | undefined;
    readonly log: string;
    readonly startedAt: string;
    /** When its time limit ends it. */
    readonly endsAt: string;
    /** The process with which it ends. */
    readonly watchedPid?: number | undefined;
    readonly state: RenewalState;
    readonly renewals: number;
    readonly failures: number;
    readonly lastError?: string | undefined;
    readonly expiresAt?: string | undefined;
    readonly nextRenewalAt?: string | undefined;
}
/**
 * Why no agent is running: there has never been one in the directory; it ended (its log says why); or it was killed,
 * so that its socket was left behind.
 */
type Absence = 'never-started' | 'ended' | 'killed';
export type Found = {
    readonly running: true;
    readonly status: AgentStatus;
} | {
    readonly running: false;
    readonly absence: Absence;
    readonly log: string;
};
export type Stopped = {
    readonly stopped: true;
    readonly status: AgentStatus;
} | {
    readonly stopped: false;
    readonly absence: Absence;
    readonly log: string;
};
/** @throws AgentFailure when an agent is there and does not answer */
export declare function agentStatus(directory: string): Promise<Found>;
/**
 * Ends the agent, and returns when its process is gone. That there is none is an answer, not an error.
 *
 * @throws AgentFailure when an agent is there and does not answer
 */
export declare function stopAgent(directory: string): Promise<Stopped>;
export {};

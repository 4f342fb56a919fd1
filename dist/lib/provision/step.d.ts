/** What happens to a part. */
type Change = 'make' | 'change' | 'remove';
declare const DONE: {
    readonly make: 'made';
    readonly change: 'changed';
    readonly remove: 'removed';
};
/** `ok`: as it should be; `kept`: not as provisioning would make it, and stays; `skip`: cannot be done here. */
type Standing = 'ok' | 'kept' | 'skip';
type StepStatus = Standing | (typeof DONE)[Change] | `would ${Change}`;
/** One part of a provision, and what came of it. Holds no secret. */
export interface Step {
    /** Such as `user`; the same for the same part in every run. */
    readonly name: string;
    readonly status: StepStatus;
    readonly detail: string;
}
/** A part that was looked at, and what is to be done about it. */
export type PlannedStep = {
    readonly name: string;
    readonly status: Standing;
    readonly detail: string;
} | {
    readonly name: string;
    readonly status: Change;
    readonly detail: string;
    readonly act: () => Promise<unknown>;
};
/** Is told each step once it is done. */
export type ReportStep = (step: Step) => void;
export interface StepOptions {
    /** Nothing is changed. */
    readonly dryRun: boolean;
    /** Ends between two steps: a change that was begun is waited for. */
    readonly signal?: AbortSignal | undefined;
}
/** Does what was planned, in order. @throws what a step throws, or the signal's reason; the steps before are done */
export declare function carryOut(steps: readonly PlannedStep[], { dryRun, signal }: StepOptions, report: ReportStep): Promise<void>;
export {};

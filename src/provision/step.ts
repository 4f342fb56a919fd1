/** What happens to a part. */
type Change = 'make' | 'change' | 'remove';

const DONE = { make: 'made', change: 'changed', remove: 'removed' } as const;

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
export type PlannedStep =
  | { readonly name: string; readonly status: Standing; readonly detail: string }
  | {
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
export async function carryOut(
  steps: readonly PlannedStep[],
  { dryRun, signal }: StepOptions,
  report: ReportStep,
): Promise<void> {
  for (const step of steps) {
    signal?.throwIfAborted();
    const { name, detail } = step;
    if (!('act' in step)) report({ name, status: step.status, detail });
    else if (dryRun) report({ name, status: `would ${step.status}`, detail });
    else {
      await step.act();
      report({ name, status: DONE[step.status], detail });
    }
  }
}

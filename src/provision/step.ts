/** What happens to a part. */
type Change = 'make' | 'change' | 'remove';

const DONE = { make: 'made', change: 'changed', remove: 'removed' } as const;

/**
 * `ok`: as it should be; `kept`: different from what provisioning creates, and left as it is; `skip`: cannot be done here.
 */
type Standing = 'ok' | 'kept' | 'skip';

type StepStatus = Standing | (typeof DONE)[Change] | `would ${Change}`;

/** The result of one step. It contains no secret. */
export interface Step {
  /** Such as `user`. It is the same in every run. */
  readonly name: string;
  readonly status: StepStatus;
  readonly detail: string;
}

/** An examined part, and what to do about it. */
export type PlannedStep =
  | { readonly name: string; readonly status: Standing; readonly detail: string }
  | {
      readonly name: string;
      readonly status: Change;
      readonly detail: string;
      readonly act: () => Promise<unknown>;
    };

/** Receives each step when it is done. */
export type ReportStep = (step: Step) => void;

export interface StepOptions {
  /** Whether to change nothing. */
  readonly dryRun: boolean;
  /** Stops between two steps, after the current change. */
  readonly signal?: AbortSignal | undefined;
}

/** Carries out the plan in order. @throws what a step throws, or the signal's reason; the steps before are done */
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

/** The outcome of one test or check. */
export interface Outcome {
  name: string;
  state: 'passed' | 'failed' | 'skipped';
  /** Why it failed (possibly several lines) or was skipped. */
  detail?: string;
  /** Why a skip is acceptable even on a machine that must run everything. */
  excuse?: string;
}

/** The outcome of one suite, or of the checks. */
export interface SuiteOutcome {
  suite: string;
  milliseconds: number;
  outcomes: readonly Outcome[];
  /** What to show if the suite failed. */
  output: string;
}

export const countOutcomes = (outcomes: readonly Outcome[], state: Outcome['state']): number =>
  outcomes.filter((outcome) => outcome.state === state).length;

/** Turns a skip without an excuse into a failure, for a machine that must run everything. */
export function refuseSkips(suite: SuiteOutcome): SuiteOutcome {
  const outcomes = suite.outcomes.map((outcome): Outcome => {
    const { name, state, detail, excuse } = outcome;
    if (state !== 'skipped' || excuse !== undefined) return outcome;
    const why = detail === undefined ? 'skipped' : `skipped, ${detail}`;
    return { name: `${name} (${why})`, state: 'failed' };
  });
  return { ...suite, outcomes };
}

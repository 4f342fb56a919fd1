/** What became of one test or check. */
export interface Outcome {
  name: string;
  state: 'passed' | 'failed' | 'skipped';
  /** Why it failed, several lines perhaps, or why it was skipped. */
  detail?: string;
  /** Why a skip is no hole even where a machine has to run everything. */
  excuse?: string;
}

/** What became of one suite, or of the checks. */
export interface SuiteOutcome {
  suite: string;
  milliseconds: number;
  outcomes: readonly Outcome[];
  /** What to show of a suite that failed. */
  output: string;
}

export const countOutcomes = (outcomes: readonly Outcome[], state: Outcome['state']): number =>
  outcomes.filter((outcome) => outcome.state === state).length;

/** Turns a skip without an excuse into a failure: where a machine has to run everything, a test left out is a hole. */
export function refuseSkips(suite: SuiteOutcome): SuiteOutcome {
  const outcomes = suite.outcomes.map((outcome): Outcome => {
    const { name, state, detail, excuse } = outcome;
    if (state !== 'skipped' || excuse !== undefined) return outcome;
    const why = detail === undefined ? 'skipped' : `skipped, ${detail}`;
    return { name: `${name} (${why})`, state: 'failed' };
  });
  return { ...suite, outcomes };
}

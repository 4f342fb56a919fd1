import { type CiSystem, pullRequestRef } from './system.ts';

/** Buildkite. */
export const buildkite: CiSystem = {
  detect: (environment) => Boolean(environment.BUILDKITE),
  facts: (environment) => ({
    ref:
      pullRequestRef(environment.BUILDKITE_PULL_REQUEST) ||
      environment.BUILDKITE_TAG ||
      environment.BUILDKITE_BRANCH,
    sha: environment.BUILDKITE_COMMIT,
    runId: environment.BUILDKITE_BUILD_NUMBER,
    job: environment.BUILDKITE_STEP_KEY || environment.BUILDKITE_LABEL || environment.BUILDKITE_JOB_ID,
  }),
};

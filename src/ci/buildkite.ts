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
  number: (environment) => ({
    counter: ['buildkite', environment.BUILDKITE_ORGANIZATION_SLUG, environment.BUILDKITE_PIPELINE_SLUG],
    run: environment.BUILDKITE_BUILD_NUMBER,
    attempt: environment.BUILDKITE_RETRY_COUNT,
  }),
};

import type { CiSystem } from './system.ts';

/** CircleCI. */
export const circleci: CiSystem = {
  detect: (environment) => Boolean(environment.CIRCLECI),
  facts: (environment) => ({
    ref: environment.CIRCLE_TAG || environment.CIRCLE_BRANCH,
    sha: environment.CIRCLE_SHA1,
    runId: environment.CIRCLE_WORKFLOW_ID || environment.CIRCLE_BUILD_NUM,
    job: environment.CIRCLE_JOB,
  }),
  // A pipeline's number is in no variable. The project counts its jobs, and a job that is repeated gets a new number.
  number: (environment) => ({
    counter: ['circleci', environment.CIRCLE_PROJECT_USERNAME, environment.CIRCLE_PROJECT_REPONAME],
    run: environment.CIRCLE_BUILD_NUM,
  }),
};

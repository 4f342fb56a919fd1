import type { CiSystem } from './system.ts';

/** Bitbucket Pipelines. No variable names a step; its UUID is in braces. */
export const bitbucket: CiSystem = {
  detect: (environment) => Boolean(environment.BITBUCKET_BUILD_NUMBER),
  facts: (environment) => ({
    ref: environment.BITBUCKET_TAG || environment.BITBUCKET_BRANCH,
    sha: environment.BITBUCKET_COMMIT,
    runId: environment.BITBUCKET_BUILD_NUMBER,
    job: environment.BITBUCKET_STEP_UUID?.replace(/[{}]/g, ''),
  }),
  number: (environment) => ({
    counter: ['bitbucket', environment.BITBUCKET_REPO_FULL_NAME],
    run: environment.BITBUCKET_BUILD_NUMBER,
    attempt: environment.BITBUCKET_STEP_RUN_NUMBER,
  }),
};

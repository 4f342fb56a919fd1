import { type CiSystem, pullRequestRef } from './system.ts';

/** AppVeyor. */
export const appveyor: CiSystem = {
  detect: (environment) => Boolean(environment.APPVEYOR),
  facts: (environment) => ({
    ref:
      pullRequestRef(environment.APPVEYOR_PULL_REQUEST_NUMBER) ||
      environment.APPVEYOR_REPO_TAG_NAME ||
      environment.APPVEYOR_REPO_BRANCH,
    sha: environment.APPVEYOR_PULL_REQUEST_HEAD_COMMIT || environment.APPVEYOR_REPO_COMMIT,
    runId: environment.APPVEYOR_BUILD_ID,
    job: environment.APPVEYOR_JOB_NAME || environment.APPVEYOR_JOB_ID,
  }),
  number: (environment) => ({
    counter: ['appveyor', environment.APPVEYOR_ACCOUNT_NAME, environment.APPVEYOR_PROJECT_SLUG],
    run: environment.APPVEYOR_BUILD_NUMBER,
  }),
};

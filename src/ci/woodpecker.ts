import { type CiSystem, shortRef } from './system.ts';

/** Woodpecker. CI_COMMIT_BRANCH is the target of a pull request; the reference is `refs/pull/12/head`. */
export const woodpecker: CiSystem = {
  detect: (environment) => environment.CI === 'woodpecker',
  facts: (environment) => ({
    ref: shortRef(environment.CI_COMMIT_REF) || environment.CI_COMMIT_TAG || environment.CI_COMMIT_BRANCH,
    sha: environment.CI_COMMIT_SHA,
    runId: environment.CI_PIPELINE_NUMBER,
    job: environment.CI_WORKFLOW_NAME || environment.CI_STEP_NAME,
  }),
  number: (environment) => ({
    counter: [environment.CI_SYSTEM_URL, environment.CI_REPO],
    run: environment.CI_PIPELINE_NUMBER,
  }),
};

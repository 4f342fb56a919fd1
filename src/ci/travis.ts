import { type CiSystem, pullRequestRef } from './system.ts';

/** Travis CI. */
export const travis: CiSystem = {
  detect: (environment) => Boolean(environment.TRAVIS),
  facts: (environment) => ({
    ref:
      pullRequestRef(environment.TRAVIS_PULL_REQUEST) || environment.TRAVIS_TAG || environment.TRAVIS_BRANCH,
    sha: environment.TRAVIS_COMMIT,
    runId: environment.TRAVIS_BUILD_ID,
    job: environment.TRAVIS_JOB_NAME || environment.TRAVIS_JOB_NUMBER,
  }),
  number: (environment) => ({
    counter: ['travis', environment.TRAVIS_REPO_SLUG],
    run: environment.TRAVIS_BUILD_NUMBER,
  }),
};

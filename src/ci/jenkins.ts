import { type CiSystem, shortRef } from './system.ts';

/**
 * Jenkins. In a multibranch pipeline, BRANCH_NAME is, for example, `PR-12`. GIT_BRANCH is set by the git plugin and starts
 * with the remote's name.
 */
export const jenkins: CiSystem = {
  detect: ({ JENKINS_URL: url, JENKINS_HOME: home }) => Boolean(url || home),
  facts: (environment) => ({
    ref:
      environment.TAG_NAME ||
      environment.BRANCH_NAME ||
      shortRef(environment.GIT_BRANCH?.replace(/^(refs\/remotes\/)?origin\//, '')),
    sha: environment.GIT_COMMIT,
    runId: environment.BUILD_NUMBER,
    job: environment.JOB_NAME,
  }),
  number: (environment) => ({
    counter: [environment.JENKINS_URL, environment.JOB_NAME],
    run: environment.BUILD_NUMBER,
  }),
};

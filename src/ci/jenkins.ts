import { type CiSystem, shortRef } from './system.ts';

/**
 * Jenkins. In a multibranch pipeline BRANCH_NAME is `PR-12` for a change; GIT_BRANCH, the git plugin's own, starts with
 * the remote's name.
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
};

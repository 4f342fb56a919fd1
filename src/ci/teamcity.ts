import type { CiSystem } from './system.ts';

/** TeamCity. No variable has the branch, so git is asked for it. */
export const teamcity: CiSystem = {
  detect: (environment) => Boolean(environment.TEAMCITY_VERSION),
  facts: (environment) => ({
    ref: undefined,
    sha: environment.BUILD_VCS_NUMBER,
    runId: environment.BUILD_NUMBER,
    job: environment.TEAMCITY_BUILDCONF_NAME,
  }),
  number: (environment) => ({
    counter: ['teamcity', environment.TEAMCITY_PROJECT_NAME, environment.TEAMCITY_BUILDCONF_NAME],
    run: environment.BUILD_NUMBER,
  }),
};

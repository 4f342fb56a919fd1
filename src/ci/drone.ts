import { type CiSystem, shortRef } from './system.ts';

/** Drone. */
export const drone: CiSystem = {
  detect: (environment) => Boolean(environment.DRONE),
  facts: (environment) => ({
    ref: shortRef(environment.DRONE_COMMIT_REF) || environment.DRONE_TAG || environment.DRONE_BRANCH,
    sha: environment.DRONE_COMMIT_SHA,
    runId: environment.DRONE_BUILD_NUMBER,
    job: environment.DRONE_STAGE_NAME || environment.DRONE_STEP_NAME,
  }),
  number: (environment) => ({
    counter: [environment.DRONE_SYSTEM_HOST, environment.DRONE_REPO],
    run: environment.DRONE_BUILD_NUMBER,
  }),
};

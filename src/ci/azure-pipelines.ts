import { type CiSystem, shortRef } from './system.ts';

/** Azure Pipelines. */
export const azurePipelines: CiSystem = {
  detect: (environment) => Boolean(environment.TF_BUILD),
  facts: (environment) => ({
    ref: shortRef(environment.BUILD_SOURCEBRANCH) || environment.BUILD_SOURCEBRANCHNAME,
    sha: environment.BUILD_SOURCEVERSION,
    runId: environment.BUILD_BUILDID,
    job: environment.SYSTEM_JOBNAME || environment.AGENT_JOBNAME,
  }),
  number: (environment) => ({
    counter: [environment.SYSTEM_COLLECTIONURI],
    run: environment.BUILD_BUILDID,
    attempt: environment.SYSTEM_JOBATTEMPT,
  }),
};

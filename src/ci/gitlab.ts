import { type CiSystem, type Environment, nameSession, shortRef } from './system.ts';

/** GitLab CI. */
export const gitlab: CiSystem = {
  detect: (environment) =>
    Boolean(environment.GITLAB_CI || environment.CI_JOB_ID || environment.CI_JOB_TIMEOUT),
  facts: (environment) => ({
    ref: refOf(environment),
    sha: environment.CI_COMMIT_SHA,
    runId: environment.CI_PIPELINE_ID,
    job: environment.CI_JOB_NAME,
  }),
  // The instance counts the pipelines of all projects. A job that is retried gets a new, higher ID.
  number: (environment) => ({
    counter: [environment.CI_SERVER_URL],
    run: environment.CI_PIPELINE_ID,
    attempt: environment.CI_JOB_ID,
  }),
  sessionName: (environment) =>
    nameSession(
      environment.CI_PROJECT_PATH ?? 'gitlab',
      `${environment.CI_PIPELINE_ID ?? '0'}-${environment.CI_JOB_ID ?? '0'}`,
    ),
  secondsLeft: ({ CI_JOB_TIMEOUT, CI_JOB_STARTED_AT }, now) => {
    const timeout = Number.parseInt(CI_JOB_TIMEOUT ?? '', 10);
    if (Number.isNaN(timeout)) return undefined;
    const started = Date.parse(CI_JOB_STARTED_AT ?? '');
    const elapsed = Number.isNaN(started) ? 0 : Math.max(0, Math.floor((now - started) / 1000));
    return Math.max(timeout - elapsed, 0);
  },
};

/** A branch of a fork may have any name, so a merge request from a fork is named by its own reference. */
function refOf(environment: Environment): string | undefined {
  const source = environment.CI_MERGE_REQUEST_SOURCE_PROJECT_ID;
  const foreign = source !== undefined && source !== environment.CI_PROJECT_ID;
  return foreign ? shortRef(environment.CI_MERGE_REQUEST_REF_PATH) : environment.CI_COMMIT_REF_NAME;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What is left of a GitLab job's time-out, in seconds; `undefined` outside GitLab CI.
 *
 * @param now milliseconds since the epoch
 */
export function jobSecondsLeft(environment: Environment, now: number): number | undefined {
  const timeout = Number.parseInt(environment.CI_JOB_TIMEOUT ?? '', 10);
  if (Number.isNaN(timeout)) return undefined;
  const started = Date.parse(environment.CI_JOB_STARTED_AT ?? '');
  const elapsed = Number.isNaN(started) ? 0 : Math.max(0, Math.floor((now - started) / 1000));
  return Math.max(timeout - elapsed, 0);
}

/** A session name that tells project, pipeline and job; elsewhere than in GitLab CI it tells the tool alone. */
export function sessionNameOfJob(environment: Environment): string {
  const job = environment.CI_JOB_ID;
  if (job === undefined) return 'otter-sts';
  const end = `-${environment.CI_PIPELINE_ID ?? '0'}-${job}`;
  const project = (environment.CI_PROJECT_PATH ?? 'gitlab').replaceAll('/', '.');
  return `${project.slice(0, 64 - end.length)}${end}`;
}

import { LONGEST_SESSION_SECONDS } from './duration.ts';
import { describeSeconds } from './session.ts';

/** The shortest session that AWS and a default RGW give, in seconds. A job with less time left than this gets one as well. */
const SHORTEST_SECONDS = 900;
/** Sessions that are renewed, in seconds: long enough for every client's own timing, and short for whoever steals one. */
const RENEWED_SECONDS = 3_600;

export interface SessionLength {
  /** As a duration's input. */
  readonly duration: string;
  readonly refresh: boolean;
  /** What to tell the user, when it is not what was asked for by the letter. */
  readonly note?: string;
}

/**
 * How long the session of a job is, and whether it is renewed. `job` is what is left of the job: one session when it
 * fits in the 12 hours that a session can have, and renewed ones of an hour otherwise.
 *
 * @param jobSeconds what is left of the job, in seconds, where the runner tells
 */
export function chooseSessionLength(
  duration: string,
  refresh: boolean,
  jobSeconds: number | undefined,
): SessionLength {
  if (duration.trim() !== 'job') return { duration, refresh };
  const renewed = `${RENEWED_SECONDS}s`;
  if (refresh) return { duration: renewed, refresh };
  if (jobSeconds === undefined) {
    return {
      duration: renewed,
      refresh,
      note: 'the runner does not report how long the job may run (CI_JOB_TIMEOUT): using a session of 1 h.',
    };
  }
  if (jobSeconds > LONGEST_SESSION_SECONDS) {
    const left = describeSeconds(jobSeconds);
    return {
      duration: renewed,
      refresh: true,
      note: `the job may run for ${left}, longer than one session: using sessions of 1 h, renewed while it runs.`,
    };
  }
  return { duration: `${Math.max(jobSeconds, SHORTEST_SECONDS)}s`, refresh };
}

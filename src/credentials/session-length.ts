import { LONGEST_SESSION_SECONDS, SHORTEST_USUAL_SESSION_SECONDS } from './duration.ts';
import { describeSeconds } from './session.ts';

/**
 * The length of renewed sessions, in seconds: long enough for every client's own refresh timing, and short for whoever
 * steals one.
 */
const RENEWED_SECONDS = 3_600;

export interface SessionLength {
  /** In the form of the input `duration`. */
  readonly duration: string;
  readonly refresh: boolean;
  /** A note for the user, if it differs from what was requested. */
  readonly note?: string;
}

/**
 * Chooses the length of a job's session, and whether it is renewed. `job` means the job's remaining time: one session if
 * that is at most 12 hours, the longest session, and otherwise renewed sessions of one hour.
 *
 * @param jobSeconds the remaining time of the job, in seconds, if the runner reports it
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
  return { duration: `${Math.max(jobSeconds, SHORTEST_USUAL_SESSION_SECONDS)}s`, refresh };
}

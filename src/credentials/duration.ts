import { InputError } from '../failure.ts';
import { printable } from '../printable.ts';
import { describeSeconds } from './session.ts';

/** The longest session of OtterStorage and of a default RGW role, in seconds (`MaxSessionDuration`, 12 h). */
export const LONGEST_SESSION_SECONDS = 43_200;
/** The shortest session of AWS and of a default RGW, in seconds (`rgw_sts_min_session_duration`). */
export const SHORTEST_USUAL_SESSION_SECONDS = 900;
/**
 * The shortest session that is worth renewing, in seconds. botocore asks for a new one from 15 minutes before the end, so
 * with less than twice that it would ask before nearly every request.
 */
const SHORTEST_RENEWED_SESSION_SECONDS = 1_800;

const CLOCK_FORM = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const ISO_FORM = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/;

/**
 * Reads a duration: `90s`, `30m`, `1h`, `1h30m`, `PT1H`, plain seconds, or `job`.
 *
 * @param jobSeconds the remaining time of the job, in seconds, if the CI system reports it. `job` means this time, limited
 *   to 900 to 43,200.
 * @returns whole seconds, 1 to 43,200
 * @throws InputError if the text is none of these, or out of range
 */
export function parseDuration(text: string, jobSeconds?: number): number {
  const given = text.trim();
  const seconds = given === 'job' ? jobDuration(jobSeconds) : readSeconds(given);
  if (seconds === undefined) {
    throw new InputError(
      'duration',
      `is '${printable(given)}', which is not a duration: use 90s, 30m, 1h, PT1H or a number of seconds.`,
    );
  }
  if (seconds < 1)
    throw new InputError(
      'duration',
      `is '${printable(given)}': a session lasts at least one second, so write a duration such as 1h, or leave it out.`,
    );
  if (seconds > LONGEST_SESSION_SECONDS) {
    throw new InputError(
      'duration',
      `is '${printable(given)}', over the 12 h that a session can last: ask for 12h or less; a longer job needs renewal (refresh, exec; a transfer renews by itself).`,
    );
  }
  return seconds;
}

function jobDuration(jobSeconds: number | undefined): number {
  if (jobSeconds === undefined) {
    throw new InputError(
      'duration',
      "is 'job', which works only on GitLab CI (from CI_JOB_TIMEOUT): elsewhere, write a duration such as 1h.",
    );
  }
  // Even near the job's end, servers must accept the duration.
  return Math.min(Math.max(Math.ceil(jobSeconds), SHORTEST_USUAL_SESSION_SECONDS), LONGEST_SESSION_SECONDS);
}

function readSeconds(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const parts = CLOCK_FORM.exec(text.toLowerCase()) ?? ISO_FORM.exec(text.toUpperCase());
  if (parts === null || parts.slice(1).every((part) => part === undefined)) return undefined;
  const [hours = '0', minutes = '0', seconds = '0'] = parts.slice(1);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Warnings about a duration that is allowed and may still surprise. Empty if there are none. */
export function durationWarnings(seconds: number, renewed: boolean): string[] {
  if (renewed && seconds < SHORTEST_RENEWED_SESSION_SECONDS) {
    return [
      `duration is ${describeSeconds(seconds)}: refreshed sessions should last 30 min or more, ` +
        'since the AWS CLI and boto3 refresh 15 minutes before expiry, and would do so before every request. Use 1h.',
    ];
  }
  if (seconds < SHORTEST_USUAL_SESSION_SECONDS) {
    return [
      `duration is ${describeSeconds(seconds)}: servers usually refuse less than 15 min; a sandbox or a tuned RGW does not.`,
    ];
  }
  return [];
}

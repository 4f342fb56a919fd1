import { LONGEST_SESSION_SECONDS, SHORTEST_USUAL_SESSION_SECONDS } from '../credentials/duration.ts';
import { describeSeconds } from '../credentials/session.ts';
import { type CheckLine, fail, pass, warn } from './line.ts';

export const DURATION = 'duration';

const LONGEST_HOURS = LONGEST_SESSION_SECONDS / 3_600;

/** What is known about the durations that the role allows. */
export interface DurationLimit {
  /** The requested duration, in seconds. */
  readonly asked: number;
  readonly fits: boolean;
  /** 0 to 12. `undefined` if it is unknown. */
  readonly longestHours: number | undefined;
  /** Why it is unknown. */
  readonly problem?: string;
}

/**
 * Finds the longest duration in whole hours. It tries the maximum first, because that is OtterStorage's setting, and then
 * bisects, with at most five requests.
 *
 * @param fits requests a session of this many hours
 * @param known durations that are already known to fit, and not to fit, in hours
 */
export async function findLongestHours(
  fits: (hours: number) => Promise<boolean>,
  known: { readonly fits: number; readonly tooLong: number } = { fits: 0, tooLong: LONGEST_HOURS + 1 },
): Promise<number> {
  let low = known.fits;
  let high = known.tooLong;
  if (high > LONGEST_HOURS) {
    if (low === LONGEST_HOURS || (await fits(LONGEST_HOURS))) return LONGEST_HOURS;
    high = LONGEST_HOURS;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * What a request for `asked` seconds has already shown, in whole hours.
 *
 * @param fits whether it was accepted. If not, one hour was.
 */
export function knownHours(asked: number, fits: boolean): { fits: number; tooLong: number } {
  if (fits) return { fits: Math.floor(asked / 3_600), tooLong: LONGEST_HOURS + 1 };
  // A refused duration below one hour was too short, and says nothing about the longest.
  return { fits: 1, tooLong: asked < 3_600 ? LONGEST_HOURS + 1 : Math.ceil(asked / 3_600) };
}

/** Says which durations the role allows, and whether the requested one is among them. */
export function judgeDuration({ asked, fits, longestHours, problem }: DurationLimit): CheckLine {
  const request = describeSeconds(asked);
  if (longestHours === undefined) {
    return warn(
      DURATION,
      `the longest session that the role allows could not be determined: ${problem ?? 'no answer'}`,
      'run the check again.',
    );
  }
  const longest = `${longestHours} h`;
  if (fits && asked > longestHours * 3_600) {
    return pass(
      DURATION,
      `the role allows the ${request} that was asked for, and less than ${longestHours + 1} h`,
    );
  }
  if (fits) return pass(DURATION, `the role allows up to ${longest}, and ${request} was asked for`);
  if (asked < SHORTEST_USUAL_SESSION_SECONDS) {
    return fail(
      DURATION,
      `${request} was asked for, and is shorter than the server allows (the role allows up to ${longest})`,
      `ask for ${describeSeconds(SHORTEST_USUAL_SESSION_SECONDS)} or more: --duration 15m.`,
    );
  }
  return fail(
    DURATION,
    `${request} was asked for, and the role allows up to ${longest}`,
    `ask for --duration ${longestHours}h, or have the role's MaxSessionDuration raised (43200 is the most); ` +
      'otter-sts exec keeps a longer job going with short sessions.',
  );
}

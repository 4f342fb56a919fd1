import { describeSeconds, formatTime, type Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { SessionSource } from '../credentials/session-source.ts';
import { ExchangeFailure, firstLine } from '../failure.ts';
import { type Exchanged, exchange } from '../sts/exchange.ts';
import { type DurationLimit, findLongestHours, knownHours } from './duration-limit.ts';
import { type CheckLine, fail, pass } from './line.ts';
import type { Place } from './requester.ts';

export const EXCHANGE = 'exchange';

/** The time limit of one exchange with all its retries, in milliseconds, because the user waits for the check. */
const DEADLINE_MS = 20_000;
/** A duration that nearly every role allows, in seconds: the maximum of a new role, and the default of all inputs. */
const USUAL_SECONDS = 3_600;
/** How much shorter than requested a session may be, in seconds, and still count as that long. */
const TOLERANCE_SECONDS = 60;

export type Assumption =
  | { readonly session: Session; readonly seconds: number; readonly fits: boolean }
  | { readonly failure: ExchangeFailure };

/** Requests a session of any duration. */
export type Assume = (durationSeconds: number) => Promise<Exchanged>;

/** @throws ExchangeFailure, from the function that is returned */
export function createAssume(source: SessionSource, request: SessionRequest, place: Place): Assume {
  const { connection, signal, now, onRetry } = place;
  return (durationSeconds) =>
    exchange(
      source,
      { ...request, durationSeconds },
      { ...connection, signal, now, onRetry, deadlineMs: DEADLINE_MS },
    );
}

/**
 * Requests a session of the user's duration. If the server refuses it, requests one of one hour, so that everything else
 * can be checked.
 */
export async function assumeRole(assume: Assume, asked: number): Promise<Assumption> {
  const first = await attempt(assume, asked);
  if ('session' in first || first.failure.kind !== 'invalid-request' || asked === USUAL_SECONDS) return first;
  const second = await attempt(assume, USUAL_SECONDS);
  // The usual duration is refused too, so the duration is not the cause.
  return 'session' in second ? { ...second, fits: false } : second;
}

async function attempt(assume: Assume, seconds: number): Promise<Assumption> {
  try {
    const { session } = await assume(seconds);
    return { session, seconds, fits: true };
  } catch (failure) {
    if (failure instanceof ExchangeFailure) return { failure };
    throw failure;
  }
}

/** Says whether the source yields a session. @param call such as `AssumeRole` */
export function judgeAssumption(assumption: Assumption, call = 'AssumeRole'): CheckLine {
  if ('failure' in assumption) {
    const { cameBack, causes, remedy } = assumption.failure.detail;
    const likely = causes.length === 0 ? '' : `; likely, ${causes[0]?.replace(/\.$/, '')}`;
    // An RGW gives the same answer to everything that can be wrong with a token.
    const others = call === 'AssumeRole' ? [] : causes.slice(1).map((cause) => `Or ${cause}`);
    return fail(EXCHANGE, `${call} was answered with ${cameBack}${likely}`, [...others, remedy].join('\n'));
  }
  const { session, seconds } = assumption;
  const who = session.arn === '' ? '' : ` as ${session.arn}`;
  return pass(
    EXCHANGE,
    `a session of ${describeSeconds(seconds)}${who}, until ${formatTime(session.expiration)}`,
  );
}

/** Finds the longest duration by requesting longer and shorter sessions. */
export async function measureDurationLimit(
  assume: Assume,
  asked: number,
  fits: boolean,
  now: () => number,
): Promise<DurationLimit> {
  const lasts = async (hours: number) => {
    try {
      const { session, clockSkewSeconds } = await assume(hours * 3_600);
      const granted = (session.expiration.getTime() - now()) / 1000 + clockSkewSeconds;
      return granted > hours * 3_600 - TOLERANCE_SECONDS;
    } catch (error) {
      if (error instanceof ExchangeFailure && error.kind === 'invalid-request') return false;
      throw error;
    }
  };
  try {
    return { asked, fits, longestHours: await findLongestHours(lasts, knownHours(asked, fits)) };
  } catch (error) {
    if (error instanceof ExchangeFailure) {
      return { asked, fits, longestHours: undefined, problem: firstLine(error) };
    }
    throw error;
  }
}

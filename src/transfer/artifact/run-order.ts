import type { RunNumber } from '../../ci/system.ts';
import type { JsonReader } from './json-reader.ts';

/** Where an upload stands among others. */
export interface RunOrder {
  /** The number of the CI system's run, if it has one. */
  readonly number?: RunNumber | undefined;
  /** When the upload began, as ISO 8601 in UTC. */
  readonly begunAt: string;
}

/** How far the clocks of two machines may differ, in milliseconds. */
const SKEW_MS = 900_000;
/** Characters. Names of servers and projects are far shorter. */
const LONGEST_COUNTER = 1_024;

/**
 * Whether an upload is older than another one. Numbers of one counter are compared first, then the attempts of one run, then
 * times. A time in the future is from a machine with a wrong clock, and does not count.
 *
 * @param now milliseconds since the epoch
 */
export function isOlder(own: RunOrder, other: RunOrder, now: number): boolean {
  const step = compareNumbers(own.number, other.number);
  if (step !== 0) return step < 0;
  const [ownMs, otherMs] = [Date.parse(own.begunAt), Date.parse(other.begunAt)];
  return ownMs < otherMs && otherMs <= now + SKEW_MS;
}

/** Negative if the first is lower, and 0 if they cannot be compared. */
function compareNumbers(one: RunNumber | undefined, other: RunNumber | undefined): number {
  if (one === undefined || other === undefined || one.counter !== other.counter) return 0;
  return compareDigits(one.run, other.run) || compareDigits(one.attempt, other.attempt);
}

function compareDigits(one: string, other: string): number {
  const [first, second] = [BigInt(one), BigInt(other)];
  return first === second ? 0 : first < second ? -1 : 1;
}

/** Such as `run 120, attempt 2` or `the upload of 2026-01-31T12:00:00.000Z`. */
export function describeOrder({ number, begunAt }: RunOrder): string {
  if (number === undefined) return `the upload of ${begunAt}`;
  return `run ${number.run}, attempt ${number.attempt}`;
}

/** Reads an order. @throws ArtifactFailure of kind `integrity` if it is invalid */
export function readOrder(reader: JsonReader, value: unknown): RunOrder {
  const order = reader.record(value, 'its order');
  const begunAt = reader.time(order.begunAt, 'its begunAt');
  if (order.number === undefined) return { begunAt };
  const number = reader.record(order.number, 'its number');
  const counter = reader.text(number.counter, 'its counter');
  if (counter.length > LONGEST_COUNTER)
    reader.refuse(`its counter is longer than ${LONGEST_COUNTER} characters`);
  return {
    number: { counter, run: readDigits(reader, number.run), attempt: readDigits(reader, number.attempt) },
    begunAt,
  };
}

function readDigits(reader: JsonReader, value: unknown): string {
  const text = reader.text(value, 'a number of its order');
  if (!/^\d{1,20}$/.test(text)) reader.refuse('a number of its order is not one');
  return text;
}

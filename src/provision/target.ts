import { createHash } from 'node:crypto';
import { InputError } from '../failure.ts';
import { printable } from '../printable.ts';

/** A bucket, and the name of its service user and role. */
export interface Target {
  readonly bucket: string;
  readonly name: string;
}

const START = 'otter-ci-';
/** The longest name of a role, on an RGW and in IAM, in characters. */
const LONGEST_NAME = 64;

/**
 * The name of a bucket's service user and role. A long one is truncated, and made unique by a digest.
 *
 * @param name the user's choice
 * @throws InputError if the name is not valid in IAM
 */
export function targetOf(bucket: string, name?: string): Target {
  if (name === undefined) return { bucket, name: defaultName(bucket) };
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
    throw new InputError(
      'name',
      `is '${printable(name)}', which is not a valid name: use 1 to 64 of A-Z, a-z, 0-9 and _+=,.@-.`,
    );
  }
  return { bucket, name };
}

function defaultName(bucket: string): string {
  const whole = `${START}${bucket}`;
  if (whole.length <= LONGEST_NAME) return whole;
  const digest = createHash('sha256').update(bucket).digest('hex').slice(0, 8);
  return fitName(bucket, `-${digest}`);
}

/** A name with this end, and as much of the bucket's name as fits. */
export function fitName(bucket: string, end: string): string {
  return `${`${START}${bucket}`.slice(0, LONGEST_NAME - end.length)}${end}`;
}

import { createHash } from 'node:crypto';
import { InputError } from '../failure.ts';
import { printable } from '../printable.ts';

/** A bucket, and the name that its service user and its role have. */
export interface Target {
  readonly bucket: string;
  readonly name: string;
}

const START = 'otter-ci-';
/** Characters of a role's name, on an RGW and in IAM. */
const LONGEST_NAME = 64;

/**
 * The name of a bucket's service user and role. A long one is cut, and made its own again by a digest.
 *
 * @param name the user's choice
 * @throws InputError when that is no name of IAM
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

/** A name that ends so, with as much of the bucket's as there is room for. */
export function fitName(bucket: string, end: string): string {
  return `${`${START}${bucket}`.slice(0, LONGEST_NAME - end.length)}${end}`;
}

import { writePolicy } from '../credentials/policy-document.ts';
import { permissionsFor } from '../credentials/recommended-policies.ts';
import { enumerate } from '../failure.ts';
import { type AdministrationTrial, describeAdministration } from './bucket-configuration.ts';
import { type CheckLine, fail, pass, warn } from './line.ts';
import { EMPTY_LIST, LIST_BUCKETS, type Trial } from './trial.ts';

export const ROLE = 'role';

/** What a session without a session policy can do: all that the role allows. */
export interface RoleBreadth {
  readonly elsewhere: readonly Trial[];
  readonly administration: AdministrationTrial;
}

/**
 * Says whether the role itself is limited to the objects of its bucket. Reaching other buckets is a failure. Access to the
 * bucket's configuration is a warning: a session policy prevents it, but nothing stops whoever has the service key.
 *
 * @param chained whether sessions can obtain all that the role allows
 * @param otherBucket another bucket that was tried
 * @param holder who can have a session without a session policy
 */
export function judgeRole(
  { bucket, roleArn }: { readonly bucket: string; readonly roleArn: string },
  { elsewhere, administration }: RoleBreadth,
  chained: boolean,
  otherBucket: string | undefined,
  holder = 'whoever has the service key',
): CheckLine {
  const remedy = `Set the permission policy of the role ${roleArn.split('/').at(-1)}, and remove its other ones, to: ${writePolicy(permissionsFor(bucket))}`;
  const beyond = elsewhere.filter(({ outcome }) => outcome === 'allowed').map(({ what }) => what);
  const administered = describeAdministration(administration, 'allowed');
  const allowed = [enumerate(beyond), administered].filter(Boolean).join('; it can ');
  if (beyond.length > 0) {
    return fail(
      ROLE,
      `the role is not limited to ${bucket}: without a session policy it can ${allowed}`,
      `${holder} can do that. ${remedy}`,
    );
  }
  if (chained && administered !== '') {
    return fail(
      ROLE,
      `the role can ${allowed}, and a session can obtain one for the whole role`,
      `correct what the line chaining names first. ${remedy}`,
    );
  }
  if (administered !== '') {
    return warn(
      ROLE,
      `the role can ${allowed}: a session policy stops sessions, and nothing stops ${holder}`,
      remedy,
    );
  }
  const unclear = elsewhere.filter(({ outcome }) => outcome === 'unclear');
  if (unclear.length > 0) {
    return warn(
      ROLE,
      `the answers prove nothing: ${enumerate(unclear.map(({ what, cameBack }) => `${what} (${cameBack})`))}`,
      'fix what the lines above name first; if they are all ok, run the check again.',
    );
  }
  if (elsewhere.some(({ what, cameBack }) => what === LIST_BUCKETS && cameBack === EMPTY_LIST)) {
    return warn(
      ROLE,
      'the role allows s3:ListAllMyBuckets, as a policy for more than its bucket does (such as s3:List* on *)',
      `check whether it allows more on other buckets: name one with --other-bucket. ${remedy}`,
    );
  }
  const unproven = otherBucket === undefined ? ' (name another bucket with --other-bucket to be sure)' : '';
  return pass(
    ROLE,
    `the role allows nothing beyond the objects of ${bucket}, as far as was tried${unproven}`,
  );
}

import { type CheckLine, warn } from './line.ts';
import type { Probing } from './probe-object.ts';
import type { Requester } from './requester.ts';
import { judgeTrials, type Trial, tryCreateBucket, tryList, tryListBuckets, tryPut } from './trial.ts';

export const OTHER_BUCKETS = 'other-buckets';

/**
 * Tries other buckets. It invents no name, because a bucket that does not exist would prove nothing: an RGW answers 404 to
 * everyone.
 *
 * @throws StoreFailure if there is no answer
 */
export async function tryOtherBuckets(
  otherBucket: string | undefined,
  session: Requester,
  probing: Probing,
): Promise<readonly Trial[]> {
  const trials = [await tryListBuckets(session), await tryCreateBucket(session, probing)];
  if (otherBucket === undefined) return trials;
  return [
    ...trials,
    await tryList(otherBucket, '', session),
    await tryPut(otherBucket, '', session, probing),
  ];
}

/** Says whether the session is limited to its bucket. */
export function judgeOtherBuckets(trials: readonly Trial[], otherBucket: string | undefined): CheckLine {
  const absent = trials.some(
    ({ what, cameBack }) => what === `list ${otherBucket}` && cameBack.startsWith('404'),
  );
  if (absent && !trials.some(({ outcome }) => outcome === 'allowed')) {
    return warn(
      OTHER_BUCKETS,
      `there is no bucket ${otherBucket}, so this proves nothing`,
      "name someone else's existing bucket with --other-bucket.",
    );
  }
  return judgeTrials(OTHER_BUCKETS, trials, {
    who: 'the session',
    remedy:
      "the role allows more than its bucket: limit the role's policy to the bucket's ARN and the same ARN with /* after it, " +
      'and look for policies and ACLs of the other bucket that let everybody in.',
  });
}

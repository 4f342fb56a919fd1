import { type CheckLine, enumerate, warn } from './line.ts';
import type { Party } from './party.ts';
import type { ProbeObject, Probing } from './probe-object.ts';
import type { Scope } from './reach.ts';
import {
  judgeTrial,
  judgeTrials,
  type Trial,
  tryCreateBucket,
  tryList,
  tryListBuckets,
  tryPut,
} from './trial.ts';

export const SERVICE_KEY = 'service-key';
export const READ_BACK = 'read-back';

/**
 * Tries what the service key must not do without a session.
 *
 * @param session helps to remove what comes of it
 * @throws NoAnswer
 */
export async function tryServiceKey(
  { bucket, prefix }: Scope,
  serviceKey: Party,
  probing: Probing,
  session?: Party,
): Promise<readonly Trial[]> {
  return [
    await tryList(bucket, prefix, serviceKey),
    await tryPut(bucket, prefix, serviceKey, probing, session),
    await tryListBuckets(serviceKey),
    await tryCreateBucket(serviceKey, probing),
  ];
}

/** Says whether the service key can do nothing but ask for sessions. */
export function judgeServiceKey(trials: readonly Trial[]): CheckLine {
  return judgeTrials(SERVICE_KEY, trials, {
    who: 'the service key alone',
    remedy: remedyFor(trials),
  });
}

function remedyFor(trials: readonly Trial[]): string {
  const buckets = trials.some(({ what, outcome }) => what === 'create a bucket' && outcome === 'allowed');
  const rest = trials.some(({ what, outcome }) => what !== 'create a bucket' && outcome === 'allowed');
  return [
    ...(buckets
      ? ["have the storage's operators set max_buckets of the key's user to -1 (0 means no limit on an RGW)."]
      : []),
    ...(rest
      ? [
          'use the key of a user of its own that owns no bucket; look for a bucket policy, an ACL or a user policy that names it, or everybody.',
        ]
      : []),
  ].join(' And ');
}

/**
 * Tries on an object that a session has put what the service key must not do alone. The change of its ACL is to
 * `private`, which it has already.
 *
 * @throws NoAnswer
 */
export async function tryReadBack(object: ProbeObject, serviceKey: Party): Promise<readonly Trial[]> {
  return [
    judgeTrial('read', await serviceKey.ask({ method: 'GET', ...object })),
    judgeTrial(
      'change the ACL of',
      await serviceKey.change({
        method: 'PUT',
        ...object,
        query: { acl: '' },
        headers: { 'x-amz-acl': 'private' },
      }),
    ),
  ];
}

/**
 * Says whether the service key can use what its sessions have put.
 *
 * On an RGW (16.2.15) it can: such an object belongs to the service key's user, which may read it and set its ACL,
 * though neither overwrite nor delete it. That is a warning: whoever has the key could read as much through a session.
 *
 * @param policy the bucket policy that ends it
 */
export function judgeReadBack(trials: readonly Trial[], policy: string): CheckLine {
  const allowed = trials.filter(({ outcome }) => outcome === 'allowed').map(({ what }) => what);
  if (allowed.length === 0) {
    return judgeTrials(READ_BACK, trials.map(nameUploads), { who: 'the service key alone', remedy: '' });
  }
  const detail = `the service key alone can ${enumerate(allowed)} what its sessions upload, since that belongs to its user`;
  return warn(
    READ_BACK,
    `${detail}, without a session and so without an expiry`,
    `let the bucket's owner add this statement to the bucket's policy; sessions go on working: ${policy}`,
  );
}

function nameUploads(trial: Trial): Trial {
  return { ...trial, what: `${trial.what} what its sessions upload` };
}

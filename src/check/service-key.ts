import { writePolicy } from '../credentials/policy-document.ts';
import { BARE_KEY_POLICY } from '../credentials/recommended-policies.ts';
import { enumerate } from '../failure.ts';
import { childOf, readXml, textOf } from '../s3/xml.ts';
import { userArn } from './bucket-policy.ts';
import { type CheckLine, warn } from './line.ts';
import type { ProbeObject, Probing } from './probe-object.ts';
import type { Scope } from './reach.ts';
import type { Requester } from './requester.ts';
import {
  judgeTrial,
  judgeTrials,
  LIST_BUCKETS,
  type Trial,
  tryCreateBucket,
  tryList,
  tryListBuckets,
  tryPut,
} from './trial.ts';

export const SERVICE_KEY = 'service-key';
export const READ_BACK = 'read-back';

/**
 * Tries what the service key must not be able to do without a session.
 *
 * @param session helps to remove the results
 * @throws StoreFailure if there is no answer
 */
export async function tryServiceKey(
  { bucket, prefix }: Scope,
  serviceKey: Requester,
  probing: Probing,
  session?: Requester,
): Promise<readonly Trial[]> {
  return [
    await tryList(bucket, prefix, serviceKey),
    await tryPut(bucket, prefix, serviceKey, probing, session),
    await tryListBuckets(serviceKey),
    await tryCreateBucket(serviceKey, probing),
  ];
}

/** Whether the key's user owns buckets, which it can then list. */
export function ownsBuckets(trials: readonly Trial[]): boolean {
  return trials.some(({ what, outcome }) => what === LIST_BUCKETS && outcome === 'allowed');
}

/**
 * The ID of the key's user, as returned by ListBuckets, or `undefined` if it may not list.
 *
 * @throws StoreFailure if there is no answer
 */
export async function readKeyUser(serviceKey: Requester): Promise<string | undefined> {
  const { body } = await serviceKey.ask({ method: 'GET' });
  return textOf(childOf(readXml(body)?.content ?? {}, 'Owner'), 'ID') || undefined;
}

/** Says whether the service key can do nothing but request sessions. */
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
      ? [
          "ask the storage's operators to set max_buckets of the key's user to -1 (0 means no limit on an RGW).",
        ]
      : []),
    ...(rest
      ? [
          'use the key of a separate user that owns no bucket; look for a bucket policy, an ACL or a user policy that names it, or everybody.',
        ]
      : []),
  ].join(' And ');
}

/**
 * Tries, on an object that a session has put, what the service key must not be able to do alone. The ACL is changed to
 * `private`, which it already is.
 *
 * @throws StoreFailure if there is no answer
 */
export async function tryReadBack(object: ProbeObject, serviceKey: Requester): Promise<readonly Trial[]> {
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

/** What is known about the user of a service key. */
export interface KeyUser {
  /** Its id as ACLs name it. */
  readonly user: string | undefined;
  /** Whether it owns the bucket, or others. */
  readonly owns: boolean;
}

/**
 * Says whether the service key can use what its sessions have put.
 *
 * On an RGW (16.2.15) it can: the object belongs to the service key's user, which may read it and set its ACL, but neither
 * overwrite nor delete it. That is a warning, because whoever has the key could read as much through a session.
 */
export function judgeReadBack(trials: readonly Trial[], keyUser: KeyUser): CheckLine {
  const allowed = trials.filter(({ outcome }) => outcome === 'allowed').map(({ what }) => what);
  if (allowed.length === 0) {
    const object = ' what its sessions upload';
    return judgeTrials(READ_BACK, trials, { who: 'the service key alone', remedy: '', object });
  }
  const detail = `the service key alone can ${enumerate(allowed)} what its sessions upload, because that belongs to its user`;
  return warn(READ_BACK, `${detail}, without a session and so without an expiry`, shutOut(keyUser));
}

/** Never proposes a denial for a user that owns buckets, because it would lock the owner out. */
function shutOut({ user, owns }: KeyUser): string {
  if (owns) {
    return (
      "the key's user owns buckets, and denying it S3 would lock their owner out: create a separate user for the service " +
      'credential, without buckets (otter-sts provision does).'
    );
  }
  const name =
    user === undefined ? 'the service user (one that owns no bucket)' : `the user ${userArn(user)}`;
  return `ask the storage's operators to give ${name} this user policy (PutUserPolicy; on RGW 16 again after each change of the user); sessions continue to work: ${writePolicy(BARE_KEY_POLICY)}`;
}

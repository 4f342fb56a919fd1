import { describeAnswer } from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { isAccount } from './bucket-policy.ts';
import { type CheckLine, skip } from './line.ts';
import {
  bucketOwnerOf,
  judgeOwnership,
  OWNER,
  type Ownership,
  readOwnership,
  SHARING_ACL,
} from './ownership.ts';
import { nameProbe, type Probing, putProbe, removeProbe } from './probe-object.ts';
import type { Scope } from './reach.ts';
import type { Requester } from './requester.ts';
import { judgeReadBack, READ_BACK, tryReadBack } from './service-key.ts';
import type { Trial } from './trial.ts';

/** What two objects of the session showed, one of them with {@link SHARING_ACL}. */
export interface UploadEvidence {
  readonly put: HttpAnswer;
  /** What the service key alone could do with the first one. Empty if there is no key. */
  readonly readBack: readonly Trial[];
  readonly ownership?: Ownership;
}

/**
 * Puts two objects, finds out who owns them and what the service key can do with them, and removes them.
 *
 * @throws StoreFailure if there is no answer
 */
export async function lookAtUploads(
  { bucket, prefix }: Scope,
  session: Requester,
  { serviceKey, role }: { readonly serviceKey?: Requester | undefined; readonly role: Requester },
  probing: Probing,
): Promise<UploadEvidence> {
  const { cleanup } = probing;
  const plain = nameProbe(bucket, prefix, probing);
  const shared = nameProbe(bucket, prefix, probing);
  const put = await putProbe(plain, session, cleanup);
  if (!isSuccess(put)) return { put, readBack: [] };
  const sharing = await putProbe(shared, session, cleanup, {
    headers: { 'x-amz-acl': SHARING_ACL },
  });
  const ownership = await readOwnership(plain, shared, sharing, session, role);
  const readBack = serviceKey === undefined ? [] : await tryReadBack(plain, serviceKey);
  await removeProbe(plain, cleanup);
  await removeProbe(shared, cleanup);
  return { put, readBack, ownership };
}

/**
 * Says what the service key can do with uploads, and whether the bucket's owner can read them.
 *
 * @param ownsBuckets whether the service key lists its own buckets; undefined without a service key
 */
export function judgeUploads(
  { bucket }: Scope,
  { put, readBack, ownership }: UploadEvidence,
  ownsBuckets: boolean | undefined,
): CheckLine[] {
  if (ownership === undefined) {
    const names = ownsBuckets === undefined ? [OWNER] : [READ_BACK, OWNER];
    return names.map((name) => skip(name, `the session cannot put an object (${describeAnswer(put)})`));
  }
  const owner = judgeOwnership(bucket, ownership);
  if (ownsBuckets === undefined) return [owner];
  const owns = ownsBuckets || ownsTheBucket(ownership);
  return [judgeReadBack(readBack, { user: ownership.plain?.owner, owns }), owner];
}

/** An account owns the bucket and all uploads, and its service user owns none of them. */
function ownsTheBucket(ownership: Ownership): boolean {
  const { plain, shared } = ownership;
  if (plain === undefined || shared === undefined || isAccount(plain.owner)) return false;
  return bucketOwnerOf(ownership) === undefined;
}

/** Why a session with this access cannot put an object to examine. `undefined` if it can. */
export function whyNoUpload({ access }: Pick<Scope, 'access'>): string | undefined {
  if (access === 'read') return 'read access uploads nothing';
  if (access === 'write') {
    return 'write access cannot delete, so no object was put: run the check with --access read-write to see it';
  }
  return undefined;
}

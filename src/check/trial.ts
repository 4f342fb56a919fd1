import { enumerate } from '../failure.ts';
import { describeAnswer, errorCode } from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { isRefusedUnseen } from '../s3/error-classifier.ts';
import { findTexts, readXml } from '../s3/xml.ts';
import { type CheckLine, fail, pass, warn } from './line.ts';
import { nameProbe, type Probing, putProbe, removeProbe } from './probe-object.ts';
import { listBucket } from './reach.ts';
import type { Requester } from './requester.ts';

/** The outcome of trying something that must be refused. `unclear` proves neither. */
type Outcome = 'refused' | 'allowed' | 'unclear';

export interface Trial {
  /** What was tried, in the infinitive. */
  readonly what: string;
  readonly outcome: Outcome;
  /** Such as `403 AccessDenied`. */
  readonly cameBack: string;
}

/** Judges the answer to something that must be refused. */
export function judgeTrial(what: string, answer: HttpAnswer): Trial {
  return { what, outcome: outcomeOf(answer), cameBack: describeAnswer(answer) };
}

function outcomeOf(answer: HttpAnswer): Outcome {
  const code = errorCode(answer) ?? '';
  if (isSuccess(answer)) return 'allowed';
  if (isRefusedUnseen(code)) return 'unclear';
  // TooManyBuckets comes from an RGW's limit on a user's buckets. 405 and 501 mean that nobody can do it here.
  if (code === 'TooManyBuckets' || answer.status === 405 || answer.status === 501) return 'refused';
  return answer.status === 403 ? 'refused' : 'unclear';
}

export const LIST_BUCKETS = 'list buckets';
export const EMPTY_LIST = 'an empty list';

/**
 * Tries ListBuckets. An RGW answers it for every user, with the user's own buckets, so an empty list proves nothing. A
 * session gets one only if a policy of the role allows s3:ListAllMyBuckets.
 *
 * @throws StoreFailure if there is no answer
 */
export async function tryListBuckets(requester: Requester): Promise<Trial> {
  const answer = await requester.ask({ method: 'GET' });
  const trial = judgeTrial(LIST_BUCKETS, answer);
  const empty = isSuccess(answer) && findTexts(readXml(answer.body)?.content ?? {}, 'Name').length === 0;
  return empty ? { ...trial, outcome: 'refused', cameBack: EMPTY_LIST } : trial;
}

/** A body that no server can read. Servers check the permission first, so nothing changes even if it is given. */
export const UNREADABLE = '<';

/** The status of a request that is allowed and cannot be carried out. */
const ALLOWED_IN_VAIN = new Set([400, 409]);

/**
 * Requests something in a way that changes nothing even if it is allowed, for example with an {@link UNREADABLE} body. If
 * the server complains about the request itself, the permission was given.
 *
 * @param ask sends the request as a requester
 * @param anyone sends it without a signature, in case the server reads the body first (as an RGW 20 does for
 *   notifications). Such an answer proves nothing.
 * @throws StoreFailure if there is no answer
 */
export async function askInVain(
  what: string,
  ask: (by: Requester) => Promise<HttpAnswer>,
  requester: Requester,
  anyone: Requester,
): Promise<Trial> {
  const answer = await ask(requester);
  const trial = judgeTrial(what, answer);
  if (trial.outcome !== 'unclear' || !ALLOWED_IN_VAIN.has(answer.status)) return trial;
  const { status } = await ask(anyone);
  return status === answer.status ? trial : { ...trial, outcome: 'allowed' };
}

/**
 * Tries CreateBucket with a random name and an unreadable body: nothing is created even if it is allowed (seen on RGW 16,
 * 18 and 20). A bucket that is created anyway is deleted at once.
 *
 * @throws StoreFailure if there is no answer
 */
export async function tryCreateBucket(
  requester: Requester,
  { cleanup, randomId, anyone }: Probing,
): Promise<Trial> {
  const bucket = `otter-sts-check-${randomId()}`;
  const name = `the bucket ${bucket}`;
  const create = (by: Requester) =>
    cleanup.create(
      name,
      () => by.change({ method: 'PUT', bucket, body: UNREADABLE }),
      () => by.change({ method: 'DELETE', bucket }),
    );
  const trial = await askInVain('create a bucket', create, requester, anyone);
  await cleanup.remove(name);
  return trial;
}

/** Lists the bucket. @throws StoreFailure if there is no answer */
export async function tryList(bucket: string, prefix: string, requester: Requester): Promise<Trial> {
  return judgeTrial(`list ${bucket}`, await listBucket(bucket, prefix, requester));
}

/**
 * Puts a small object. If that works, deletes it at once.
 *
 * @param helper deletes it if `requester` may put and not delete
 * @throws StoreFailure if there is no answer
 */
export async function tryPut(
  bucket: string,
  prefix: string,
  requester: Requester,
  probing: Probing,
  helper?: Requester,
): Promise<Trial> {
  const object = nameProbe(bucket, prefix, probing);
  const answer = await putProbe(object, requester, probing.cleanup, { helper });
  await removeProbe(object, probing.cleanup);
  return judgeTrial(`write to ${bucket}`, answer);
}

/**
 * Says whether everything was refused.
 *
 * @param texts.object what all the trials are about, with a space before it, if their names leave it out
 */
export function judgeTrials(
  name: string,
  trials: readonly Trial[],
  texts: { readonly who: string; readonly remedy: string; readonly object?: string },
): CheckLine {
  const those = (outcome: Outcome) => trials.filter((trial) => trial.outcome === outcome);
  const allowed = those('allowed').map(({ what }) => what);
  if (allowed.length > 0)
    return fail(name, `${texts.who} can ${enumerate(allowed)}${texts.object ?? ''}`, texts.remedy);
  const unclear = those('unclear').map(({ what, cameBack }) => `${what} (${cameBack})`);
  if (unclear.length > 0) {
    return warn(
      name,
      `the answers prove nothing: ${enumerate(unclear)}`,
      'fix what the lines above name first; if they are all ok, run the check again.',
    );
  }
  const what = trials.map((trial) => trial.what);
  return pass(name, `${texts.who} cannot ${enumerate(what, 'or')}${texts.object ?? ''}`);
}

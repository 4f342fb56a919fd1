import { enumerate } from '../failure.ts';
import { describeAnswer } from '../http/error-answer.ts';
import { isSuccess } from '../http/messages.ts';
import { type CheckLine, fail, pass } from './line.ts';
import { createProbeUpload, nameProbe, type Probing } from './probe-object.ts';
import { listBucket, REACH } from './reach.ts';
import type { Requester } from './requester.ts';

/** What a session of unknown access may do in its bucket. */
export interface ObservedAccess {
  /** In the infinitive. */
  readonly allowed: readonly string[];
  /** How each of the others was answered. */
  readonly refused: readonly { readonly what: string; readonly cameBack: string }[];
}

/**
 * Lists, and starts and aborts a multipart upload, which leaves nothing behind even if deleting is not allowed.
 *
 * @throws StoreFailure if there is no answer
 */
export async function observeAccess(
  bucket: string,
  prefix: string,
  session: Requester,
  probing: Probing,
): Promise<ObservedAccess> {
  const upload = createProbeUpload(nameProbe(bucket, prefix, probing), session, probing.cleanup);
  const answers = [
    { what: 'list', answer: await listBucket(bucket, prefix, session) },
    { what: 'upload', answer: await upload.begin() },
  ];
  await upload.abort();
  const [allowed, refused] = [true, false].map((wanted) =>
    answers.filter(({ answer }) => isSuccess(answer) === wanted),
  );
  return {
    allowed: (allowed ?? []).map(({ what }) => what),
    refused: (refused ?? []).map(({ what, answer }) => ({ what, cameBack: describeAnswer(answer) })),
  };
}

/** Says whether the session reaches its bucket at all. */
export function judgeAccess(bucket: string, { allowed, refused }: ObservedAccess): CheckLine {
  const not = refused.map(({ what, cameBack }) => `${what} (${cameBack})`);
  if (allowed.length > 0) {
    const rest = not.length === 0 ? '' : `, and cannot ${enumerate(not, 'or')}`;
    return pass(REACH, `the session can ${enumerate(allowed)} in ${bucket}${rest}`);
  }
  return fail(
    REACH,
    `the session can neither list ${bucket} nor upload to it: ${enumerate(not)}`,
    refused.every(({ cameBack }) => cameBack.startsWith('404'))
      ? `there is no bucket ${bucket} here: check bucket and endpoint.`
      : 'the session has ended, belongs to another bucket or endpoint, or is for a prefix: name that with --prefix.',
  );
}

import type { Access } from '../credentials/session-policy.ts';
import { enumerate } from '../failure.ts';
import { describeAnswer, RUN_AGAIN } from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { type CheckLine, fail, pass } from './line.ts';
import {
  createProbeUpload,
  nameProbe,
  PROBE_CONTENT,
  type Probing,
  putProbe,
  removeProbe,
} from './probe-object.ts';
import type { Requester } from './requester.ts';

export const REACH = 'bucket';

/** A part of the bucket, and what should be possible there. */
export interface Scope {
  readonly bucket: string;
  readonly access: Access;
  readonly prefix: string;
}

/** What succeeded, in order, and the step that failed, if any. */
export interface Reach {
  /** Such as `list`, in the infinitive. */
  readonly done: readonly string[];
  readonly failed?: { readonly step: string; readonly status: number; readonly cameBack: string };
}

interface Step {
  readonly step: string;
  readonly run: () => Promise<HttpAnswer | undefined>;
  /** What is wrong with an answer whose status is a success. */
  readonly problem?: (answer: HttpAnswer) => string | undefined;
}

/** Uses the bucket as the access allows, and leaves nothing behind. @throws StoreFailure if there is no answer */
export function useBucket(scope: Scope, requester: Requester, probing: Probing): Promise<Reach> {
  return runSteps(stepsFor(scope, requester, probing));
}

function stepsFor(scope: Scope, requester: Requester, probing: Probing): Step[] {
  const { bucket, access, prefix } = scope;
  const object = nameProbe(bucket, prefix, probing);
  if (access === 'write') {
    const upload = createProbeUpload(object, requester, probing.cleanup);
    return [
      { step: 'begin a multipart upload', run: upload.begin },
      { step: 'abort it', run: upload.abort },
    ];
  }
  const list: Step = { step: 'list', run: () => listBucket(bucket, prefix, requester) };
  if (access === 'read') return [list];
  return [
    list,
    { step: 'put an object', run: () => putProbe(object, requester, probing.cleanup) },
    { step: 'find it', run: () => requester.ask({ method: 'HEAD', ...object }) },
    { step: 'read it', run: () => requester.ask({ method: 'GET', ...object }), problem: checkContent },
    { step: 'delete it', run: () => removeProbe(object, probing.cleanup) },
  ];
}

/** Lists at most one key below the prefix. */
export function listBucket(bucket: string, prefix: string, requester: Requester): Promise<HttpAnswer> {
  const query = { 'list-type': '2', 'max-keys': '1', ...(prefix === '' ? {} : { prefix }) };
  return requester.ask({ method: 'GET', bucket, query });
}

function checkContent({ body }: HttpAnswer): string | undefined {
  return body === PROBE_CONTENT ? undefined : 'other bytes than were uploaded';
}

async function runSteps(steps: readonly Step[]): Promise<Reach> {
  const done: string[] = [];
  for (const { step, run, problem } of steps) {
    const answer = await run();
    if (answer === undefined) continue;
    const cameBack = isSuccess(answer) ? problem?.(answer) : describeAnswer(answer);
    if (cameBack !== undefined) return { done, failed: { step, status: answer.status, cameBack } };
    done.push(step);
  }
  return { done };
}

/** With STS off, an RGW's exchange works and S3 does not know the keys of sessions (16.2.15). */
const STS_IS_OFF =
  "the server does not know the session's key: on your own cluster, enable STS for S3 (set rgw_s3_auth_use_sts = true; Ceph's " +
  'default is false) and restart the gateway; elsewhere check that endpoint is the server that issued the session.';

/** Says whether the requester reaches its bucket. */
export function judgeReach({ bucket, access, prefix }: Scope, { done, failed }: Reach): CheckLine {
  const where = prefix === '' ? bucket : `${bucket} below '${prefix}'`;
  if (failed === undefined) return pass(REACH, `${access} access to ${where} works: ${enumerate(done)}`);
  const before = done.length === 0 ? '' : `, after ${enumerate(done)} worked`;
  return fail(
    REACH,
    `in ${where}, to ${failed.step} was answered with ${failed.cameBack}${before}`,
    remedyFor(failed, access, bucket),
  );
}

function remedyFor(
  { status, cameBack }: { readonly status: number; readonly cameBack: string },
  access: Access,
  bucket: string,
): string {
  if (cameBack.endsWith('InvalidAccessKeyId')) return STS_IS_OFF;
  if (status === 404) return `there is no bucket ${bucket} here: check bucket and endpoint.`;
  if (status === 403) {
    return (
      `check that role-arn belongs to bucket ${bucket}; if it does, the role's own policy, or a policy of the bucket, ` +
      `does not give ${access} access.`
    );
  }
  if (status >= 500) return `${RUN_AGAIN}.`;
  return 'look up the error code in the S3 documentation, and check that the endpoint is an S3 service.';
}

import type { Access } from '../credentials/session-policy.ts';
import type { S3Answer } from '../s3/raw-connection.ts';
import { type CheckLine, enumerate, fail, pass } from './line.ts';
import type { Party } from './party.ts';
import {
  createProbeUpload,
  nameProbe,
  PROBE_CONTENT,
  type Probing,
  putProbe,
  removeProbe,
} from './probe-object.ts';
import { describeAnswer, isSuccess } from './s3-answer.ts';

export const REACH = 'bucket';

/** Where in the bucket, and what should be possible there. */
export interface Scope {
  readonly bucket: string;
  readonly access: Access;
  readonly prefix: string;
}

/** What was done, in order, and the step that failed, if one did. */
export interface Reach {
  /** Such as `list`, in the infinitive. */
  readonly done: readonly string[];
  readonly failed?: { readonly step: string; readonly status: number; readonly cameBack: string };
}

interface Step {
  readonly step: string;
  readonly run: () => Promise<S3Answer | undefined>;
  /** What is wrong with an answer that is a success by its status. */
  readonly problem?: (answer: S3Answer) => string | undefined;
}

/**
 * Uses the bucket as the access allows, and leaves nothing behind.
 *
 * @throws NoAnswer
 */
export function useBucket(scope: Scope, party: Party, probing: Probing): Promise<Reach> {
  return runSteps(stepsFor(scope, party, probing));
}

function stepsFor(scope: Scope, party: Party, probing: Probing): Step[] {
  const { bucket, access, prefix } = scope;
  const object = nameProbe(bucket, prefix, probing);
  if (access === 'write') {
    const upload = createProbeUpload(object, party, probing.leftovers);
    return [
      { step: 'begin a multipart upload', run: upload.begin },
      { step: 'abort it', run: upload.abort },
    ];
  }
  const list: Step = { step: 'list', run: () => listBucket(bucket, prefix, party) };
  if (access === 'read') return [list];
  return [
    list,
    { step: 'put an object', run: () => putProbe(object, party, probing.leftovers) },
    { step: 'find it', run: () => party.ask({ method: 'HEAD', ...object }) },
    { step: 'read it', run: () => party.ask({ method: 'GET', ...object }), problem: checkContent },
    { step: 'delete it', run: () => removeProbe(object, probing.leftovers) },
  ];
}

/** One key of the bucket at most, below the prefix. */
export function listBucket(bucket: string, prefix: string, party: Party): Promise<S3Answer> {
  const query = { 'list-type': '2', 'max-keys': '1', ...(prefix === '' ? {} : { prefix }) };
  return party.ask({ method: 'GET', bucket, query });
}

function checkContent({ body }: S3Answer): string | undefined {
  return body === PROBE_CONTENT ? undefined : 'other bytes than were put';
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

/** How an RGW answers its own sessions then: the exchange works, and S3 does not know their keys (16.2.15). */
const STS_IS_OFF =
  'the server does not know the key of the session: on an RGW set rgw_s3_auth_use_sts = true and restart the gateway (false is ' +
  "Ceph's default); elsewhere check that endpoint is the server that gave out the session.";

/** Says whether a session, or whoever asked, reaches its bucket. */
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
  if (status >= 500)
    return "run the check again; if it stays, tell the storage's operators the time and the endpoint.";
  return 'look up the error code in the S3 documentation, and check that the endpoint is an S3 service.';
}

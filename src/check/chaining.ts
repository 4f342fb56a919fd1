import { type PolicyDocument, writePolicy } from '../credentials/policy-document.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import { enumerate } from '../failure.ts';
import type { S3Key } from '../http/signing.ts';
import { writeAssumeRole } from '../sts/assume-role.ts';
import { type CheckLine, fail } from './line.ts';
import type { Requester } from './requester.ts';
import { judgeTrial, judgeTrials, type Trial } from './trial.ts';

export const CHAINING = 'chaining';

/** The maximum duration of a session that AWS issues to another session, in seconds. An RGW uses the role's maximum. */
const LONGEST_CHAINED_SECONDS = 3_600;

/**
 * Requests another session of the same role with a session and without a session policy, as someone who finds a session's
 * keys would. It signs once in the headers and once in the query, because a trust policy can distinguish these.
 *
 * @param seconds a duration that the role is known to allow
 * @throws StoreFailure if there is no answer
 */
export async function tryChaining(
  request: SessionRequest,
  session: S3Key,
  seconds: number,
  { anyone, now }: { readonly anyone: Requester; readonly now: () => number },
): Promise<readonly Trial[]> {
  const { policy: _, ...whole } = request;
  const durationSeconds = Math.min(seconds, LONGEST_CHAINED_SECONDS);
  const trials: Trial[] = [];
  for (const place of ['headers', 'query'] as const) {
    const wire = await writeAssumeRole(session, { ...whole, durationSeconds }, now(), place);
    trials.push(judgeTrial(place, await anyone.deliver(wire)));
  }
  return trials;
}

/** Says whether a session can obtain another one. @param trust the trust policy that would refuse it */
export function judgeChaining(trials: readonly Trial[], roleArn: string, trust: PolicyDocument): CheckLine {
  const role = roleArn.split('/').at(-1);
  const granted = trials.filter(({ outcome }) => outcome === 'allowed').map(({ what }) => what);
  if (granted.length === 0) {
    const [first, ...others] = trials.map(nameTrial);
    const named = first === undefined ? [] : [{ ...first, what: `${OBTAIN} ${first.what}` }, ...others];
    return judgeTrials(CHAINING, named, { who: 'a session', remedy: '' });
  }
  return fail(
    CHAINING,
    `a session can obtain another one for all that the role allows, by AssumeRole signed in the ${enumerate(granted)}`,
    'whoever has a session can use the whole role, again and again, even after the service key or the job is gone. ' +
      `Set the trust policy of the role ${role} (aws iam update-assume-role-policy --role-name ${role} --policy-document, ` +
      `or radosgw-admin) to: ${writePolicy(trust)}`,
  );
}

const OBTAIN = 'obtain another one by AssumeRole,';

function nameTrial(trial: Trial): Trial {
  return { ...trial, what: `signed in the ${trial.what}` };
}

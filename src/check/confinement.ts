import { type CheckLine, skip } from './line.ts';
import { PROBE_START, type Probing } from './probe-object.ts';
import type { Scope } from './reach.ts';
import type { Requester } from './requester.ts';
import { judgeTrials, type Trial, tryList, tryPut } from './trial.ts';

export const SCOPE = 'scope';

/**
 * Tries what the access and the prefix exclude.
 *
 * @returns nothing for a session for the whole bucket
 * @throws StoreFailure if there is no answer
 */
export async function tryBeyondScope(
  { bucket, access, prefix }: Scope,
  session: Requester,
  probing: Probing,
): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  if (access === 'write') trials.push(await tryList(bucket, prefix, session));
  if (access === 'read') trials.push(await tryPut(bucket, prefix, session, probing));
  if (prefix === '') return trials;
  if (access !== 'write') trials.push(named('list the whole bucket', await tryList(bucket, '', session)));
  if (access !== 'read' && !PROBE_START.startsWith(prefix)) {
    trials.push(named('write outside of the prefix', await tryPut(bucket, '', session, probing)));
  }
  return trials;
}

function named(what: string, trial: Trial): Trial {
  return { ...trial, what };
}

/** Says whether the session is limited to its access and prefix. */
export function judgeConfinement(trials: readonly Trial[]): CheckLine {
  if (trials.length === 0)
    return skip(SCOPE, 'the session is for all objects of the bucket, to read and write');
  return judgeTrials(SCOPE, trials, {
    who: 'the session',
    remedy:
      'the server does not enforce session policies, or a policy or ACL of the bucket gives everybody access: look for ' +
      'the latter; if there is none, rely only on the role itself.',
  });
}

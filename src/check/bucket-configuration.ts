import { enumerate } from '../failure.ts';
import { isSuccess } from '../http/messages.ts';
import { type CheckLine, fail, pass, warn } from './line.ts';
import type { ProbeObject } from './probe-object.ts';
import type { Requester } from './requester.ts';
import { askInVain, judgeTrial, type Trial, UNREADABLE } from './trial.ts';

export const CONFIGURATION = 'configuration';

/**
 * The settings of a bucket, by the query that replaces each. Left out are those that RGW does not have, and notifications
 * and logging, whose body an RGW 20 reads before it checks the permission.
 */
const SETTINGS: readonly (readonly [query: string, name: string])[] = [
  ['policy', 'policy'],
  ['acl', 'ACL'],
  ['versioning', 'versioning'],
  ['lifecycle', 'lifecycle rules'],
  ['cors', 'CORS rules'],
  ['tagging', 'tags'],
  ['publicAccessBlock', 'public access block'],
  ['encryption', 'encryption'],
  ['object-lock', 'object lock'],
  ['requestPayment', 'request payment'],
];

/** The result of trying to administer a bucket: each setting by its name, and the bucket's deletion if it was tried. */
export interface AdministrationTrial {
  readonly settings: readonly Trial[];
  readonly deletion?: Trial | undefined;
}

/**
 * Tries to replace each setting of a bucket with an unreadable document, and to delete the bucket although it is not empty.
 * Neither changes anything, even if it is allowed (seen on RGW 16, 18 and 20).
 *
 * @param kept an object in the bucket. Without it, the deletion is not tried.
 * @param witness checks right before the deletion that the object is still there
 * @throws StoreFailure if there is no answer
 */
export async function tryAdministration(
  bucket: string,
  { requester, anyone }: { readonly requester: Requester; readonly anyone: Requester },
  kept?: { readonly object: ProbeObject; readonly witness: Requester },
): Promise<AdministrationTrial> {
  const settings: Trial[] = [];
  for (const [query, name] of SETTINGS) {
    const replace = (by: Requester) =>
      by.ask({ method: 'PUT', bucket, query: { [query]: '' }, body: UNREADABLE });
    settings.push(await askInVain(name, replace, requester, anyone));
  }
  if (kept === undefined || !(await isThere(kept.object, kept.witness))) return { settings };
  return { settings, deletion: await tryDeletion(bucket, requester) };
}

async function isThere(object: ProbeObject, witness: Requester): Promise<boolean> {
  return isSuccess(await witness.ask({ method: 'HEAD', ...object }));
}

/** Only for a bucket that is not empty, so that it stays even if deletion is allowed. */
async function tryDeletion(bucket: string, requester: Requester): Promise<Trial> {
  const answer = await requester.ask({ method: 'DELETE', bucket });
  const trial = judgeTrial(DELETION, answer);
  return answer.status === 409 ? { ...trial, outcome: 'allowed' } : trial;
}

const DELETION = 'delete the bucket';

/**
 * The actions with this result, such as `change the bucket's policy and ACL, and delete the bucket`. Empty if there are
 * none.
 */
export function describeAdministration(
  { settings, deletion }: AdministrationTrial,
  outcome: Trial['outcome'],
  conjunction: 'and' | 'or' = 'and',
): string {
  const names = settings.filter((trial) => trial.outcome === outcome).map(({ what }) => what);
  const change = names.length === 0 ? '' : `change the bucket's ${enumerate(names, conjunction)}`;
  const remove = deletion?.outcome === outcome ? DELETION : '';
  return [change, remove].filter(Boolean).join(`, ${conjunction} `);
}

/** @param remedy how to take these permissions away */
export function judgeAdministration(administration: AdministrationTrial, remedy: string): CheckLine {
  const allowed = describeAdministration(administration, 'allowed');
  if (allowed !== '') return fail(CONFIGURATION, `a session can ${allowed}`, remedy);
  const unclear = describeAdministration(administration, 'unclear');
  if (unclear !== '') {
    return warn(
      CONFIGURATION,
      `the answers do not show whether a session can ${unclear}`,
      'fix what the lines above name first; if they are all ok, run the check again.',
    );
  }
  return pass(CONFIGURATION, `a session cannot ${describeAdministration(administration, 'refused', 'or')}`);
}

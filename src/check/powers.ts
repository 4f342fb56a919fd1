import type { Access } from '../credentials/session-policy.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { BATCH_DELETE, judgeBatchDelete, tryBatchDelete } from './batch-delete.ts';
import {
  type AdministrationTrial,
  CONFIGURATION,
  judgeAdministration,
  tryAdministration,
} from './bucket-configuration.ts';
import { type CheckLine, skip } from './line.ts';
import { nameProbe, type Probing, putProbe, removeProbe } from './probe-object.ts';
import type { Scope } from './reach.ts';
import type { Requester } from './requester.ts';

/** What sessions could do to the bucket as a whole, and to many objects at once. */
export interface Powers {
  readonly session: AdministrationTrial;
  /** With a session without a session policy, if there was one. */
  readonly role: AdministrationTrial | undefined;
  /** The answer to DeleteObjects, if the session may delete. */
  readonly batchDelete: HttpAnswer | undefined;
}

/**
 * Tries to administer the bucket while it contains an object, if the session may put and delete one.
 *
 * @throws StoreFailure if there is no answer
 */
export async function lookAtPowers(
  { bucket, access, prefix }: Scope,
  session: Requester,
  role: Requester | undefined,
  probing: Probing,
): Promise<Powers> {
  const { cleanup, anyone } = probing;
  const object = nameProbe(bucket, prefix, probing);
  const put = access === 'read' || access === 'write' ? undefined : await putProbe(object, session, cleanup);
  const there = put !== undefined && isSuccess(put);
  const kept = there ? { object, witness: session } : undefined;
  const powers = {
    session: await tryAdministration(bucket, { requester: session, anyone }, kept),
    role: role && (await tryAdministration(bucket, { requester: role, anyone }, kept)),
  };
  const version = put?.headers['x-amz-version-id'];
  const batchDelete = there ? await tryBatchDelete(object, version, session) : undefined;
  if (there) await removeProbe(object, cleanup);
  return { ...powers, batchDelete };
}

/** Says what the session can do to the bucket, and whether it can delete in batches. */
export function judgePowers(
  { access, bucket }: { readonly access: Access | undefined; readonly bucket: string },
  { session, batchDelete }: Powers,
): CheckLine[] {
  return [
    access === 'role'
      ? skip(CONFIGURATION, 'access role sends no session policy: a session can do what the line role says')
      : judgeAdministration(session, NOT_HELD),
    batchDelete === undefined
      ? skip(BATCH_DELETE, 'no object was put that could be deleted')
      : judgeBatchDelete(batchDelete, { access, bucket }),
  ];
}

const NOT_HELD =
  'the server does not enforce session policies, or a policy or ACL of the bucket allows that to everybody: look for the ' +
  "latter; if there is none, limit the role's permission policy to the actions on objects that the line role names.";

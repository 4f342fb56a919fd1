import { describeAnswer, errorCode } from '../http/error-answer.ts';
import { type HttpAnswer, isSuccess } from '../http/messages.ts';
import { childOf, findTexts, readXml, textOf } from '../s3/xml.ts';
import { policyForOwner, policyLetsRead } from './bucket-policy.ts';
import { type CheckLine, pass, skip, warn } from './line.ts';
import type { ProbeObject } from './probe-object.ts';
import type { Requester } from './requester.ts';

export const OWNER = 'owner';

/** The ACL with which an uploader shares an object with the bucket's owner. */
export const SHARING_ACL = 'bucket-owner-full-control';

/** The owner and the grants of an object. */
export interface AccessList {
  readonly owner: string;
  readonly grantees: readonly string[];
}

/** The ACLs of an object that was put as clients do, and of one with {@link SHARING_ACL}. */
export interface Ownership {
  readonly plain: AccessList | undefined;
  readonly shared: AccessList | undefined;
  /** The bucket's policy. Empty if there is none, `undefined` if the role may not read it. */
  readonly policy?: string | undefined;
  /** The answer to the second put, if it was refused. */
  readonly sharingRefused?: { readonly cameBack: string; readonly code: string | undefined };
}

/**
 * @returns the object's ACL, or `undefined` if it may not be read
 * @throws StoreFailure if there is no answer
 */
async function readAccessList(object: ProbeObject, requester: Requester): Promise<AccessList | undefined> {
  const answer = await requester.ask({ method: 'GET', ...object, query: { acl: '' } });
  return isSuccess(answer) ? parseAccessList(answer) : undefined;
}

export function parseAccessList({ body }: HttpAnswer): AccessList | undefined {
  const content = readXml(body)?.content ?? {};
  const owner = textOf(childOf(content, 'Owner'), 'ID');
  if (owner === '') return undefined;
  return { owner, grantees: findTexts(childOf(content, 'AccessControlList'), 'ID') };
}

/**
 * @param sharing the answer to the put with {@link SHARING_ACL}
 * @param role a session without a session policy, because with one it cannot read the bucket's policy
 */
export async function readOwnership(
  plainObject: ProbeObject,
  sharedObject: ProbeObject,
  sharing: HttpAnswer,
  session: Requester,
  role: Requester,
): Promise<Ownership> {
  const plain = await readAccessList(plainObject, session);
  if (!isSuccess(sharing)) {
    const sharingRefused = { cameBack: describeAnswer(sharing), code: errorCode(sharing) };
    return { plain, shared: undefined, sharingRefused };
  }
  const shared = await readAccessList(sharedObject, session);
  return { plain, shared, policy: await readPolicy(plainObject.bucket, role) };
}

/** @returns the policy; empty if there is none, undefined if it may not be read */
async function readPolicy(bucket: string, role: Requester): Promise<string | undefined> {
  const answer = await role.ask({ method: 'GET', bucket, query: { policy: '' } });
  if (errorCode(answer) === 'NoSuchBucketPolicy') return '';
  return isSuccess(answer) ? answer.body : undefined;
}

/** The bucket's owner, added by {@link SHARING_ACL}, if it is not the owner of the uploads. */
export function bucketOwnerOf({ plain, shared }: Ownership): string | undefined {
  return shared?.grantees.find((grantee) => plain !== undefined && !plain.grantees.includes(grantee));
}

/** Says whether the bucket's owner can read what sessions upload. */
export function judgeOwnership(bucket: string, ownership: Ownership): CheckLine {
  const { plain, shared, sharingRefused, policy } = ownership;
  if (sharingRefused?.code === 'AccessControlListNotSupported') {
    return pass(OWNER, 'the bucket has no ACLs: its owner owns every upload, and reads it');
  }
  if (sharingRefused !== undefined) {
    return skip(OWNER, `a put with the ACL ${SHARING_ACL} was answered with ${sharingRefused.cameBack}`);
  }
  if (plain === undefined || shared === undefined) {
    return skip(OWNER, 'the session may not read ACLs, so the owner of its uploads is unknown');
  }
  const bucketOwner = bucketOwnerOf(ownership);
  if (bucketOwner === undefined) return pass(OWNER, `uploads belong to the bucket's owner, ${plain.owner}`);
  const whose = `uploads belong to ${plain.owner} and the bucket to ${bucketOwner}`;
  if (policy !== undefined && policyLetsRead(policy, bucket, bucketOwner)) {
    return pass(OWNER, `${whose}, whom the bucket's policy lets read them`);
  }
  const unless =
    policy === undefined ? ', or what a policy of the bucket lets it read (the role may not see it)' : '';
  return warn(
    OWNER,
    `${whose}, who can read only what is put with the ACL ${SHARING_ACL}${unless}`,
    `upload with --acl ${SHARING_ACL} (aws s3 cp, sync; s5cmd cp), --s3-acl ${SHARING_ACL} (rclone), or ` +
      `ExtraArgs={"ACL": "${SHARING_ACL}"} (boto3's upload_file). Or let the bucket's owner add this statement ` +
      `to the bucket's policy, for all objects at once: ${policyForOwner(bucket, bucketOwner)}`,
  );
}

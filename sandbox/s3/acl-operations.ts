import { WireError } from '../error.ts';
import type { Owned } from '../identity/permission.ts';
import { branch, leaf, S3_NAMESPACE, xmlDocument } from '../xml.ts';
import { readCannedAcl } from './attributes.ts';
import { type Answer, noSuchKey, type S3Call } from './call.ts';
import { readAnyDocument } from './document.ts';

const GROUPS = 'http://acs.amazonaws.com/groups/global';

/** The groups to which a canned ACL grants something, before its owner. */
const GROUP_GRANTS: Readonly<Record<string, readonly (readonly [group: string, permission: string])[]>> = {
  'public-read': [['AllUsers', 'READ']],
  'public-read-write': [
    ['AllUsers', 'READ'],
    ['AllUsers', 'WRITE'],
  ],
  'authenticated-read': [['AuthenticatedUsers', 'READ']],
};

/** What it grants to the bucket's owner, if that is another user. */
const OWNER_GRANTS: Readonly<Record<string, string>> = {
  'bucket-owner-read': 'READ',
  'bucket-owner-full-control': 'FULL_CONTROL',
};

export async function getBucketAcl({ guarded }: S3Call): Promise<Answer> {
  return { status: 200, body: describeAcl(guarded.settings, guarded.settings.owner) };
}

export async function getObjectAcl(call: S3Call): Promise<Answer> {
  const object = call.bucket.objects.index.get(call.key);
  if (!object) throw noSuchKey();
  return { status: 200, body: describeAcl(object, call.guarded.settings.owner) };
}

export async function putBucketAcl(call: S3Call): Promise<Answer> {
  const acl = await readAclChange(call);
  const { name, settings } = call.guarded;
  await call.service.identities.putBucket(name, { ...settings, acl });
  return { status: 200 };
}

/**
 * The canned ACL that a request sets.
 * @throws WireError InvalidArgument for an invalid body, and NotImplemented for a valid one, because the sandbox does not
 * support grants to single users.
 */
export async function readAclChange(call: S3Call): Promise<string> {
  if (call.wire.headers.has('x-amz-acl')) return readCannedAcl(call.wire);
  const document = await readAnyDocument(call).catch((error: unknown) => {
    if (error instanceof WireError && error.code === 'MalformedXML') return undefined;
    throw error;
  });
  if (document?.name !== 'AccessControlPolicy') {
    throw new WireError('InvalidArgument', 'The body must be an <AccessControlPolicy> document.');
  }
  throw new WireError('NotImplemented', 'The sandbox supports only canned ACLs in x-amz-acl.');
}

function describeAcl({ owner, acl }: Owned, bucketOwner: string): string {
  const groups = (GROUP_GRANTS[acl] ?? []).map(([group, permission]) =>
    grant('Group', leaf('URI', `${GROUPS}/${group}`), permission),
  );
  const toBucketOwner = owner === bucketOwner ? undefined : OWNER_GRANTS[acl];
  return xmlDocument(
    'AccessControlPolicy',
    S3_NAMESPACE,
    branch('Owner', named(owner)),
    branch(
      'AccessControlList',
      ...groups,
      grant('CanonicalUser', named(owner), 'FULL_CONTROL'),
      toBucketOwner && grant('CanonicalUser', named(bucketOwner), toBucketOwner),
    ),
  );
}

function named(uid: string): string {
  return leaf('ID', uid) + leaf('DisplayName', uid);
}

function grant(type: string, content: string, permission: string): string {
  const schema = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  return branch(
    'Grant',
    `<Grantee ${schema} xsi:type="${type}">${content}</Grantee>`,
    leaf('Permission', permission),
  );
}

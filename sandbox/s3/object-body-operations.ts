import { WireError } from '../error.ts';
import type { ObjectDescription } from '../object-store.ts';
import { readSmallPayload } from '../payload.ts';
import { isAllowed } from '../principal.ts';
import { branch, childText, leaf, parseXml, S3_NAMESPACE, type XmlElement, xmlDocument } from '../xml.ts';
import { checkTags, readCannedAcl } from './attributes.ts';
import { type Answer, MAXIMUM_KEY, MAXIMUM_XML, noSuchKey, quoted, type S3Call } from './call.ts';

/** S3's limit for one DeleteObjects. */
const MAXIMUM_DELETIONS = 1000;

/** Each key is allowed or refused for itself, and the answer says which. */
export async function deleteObjects(call: S3Call): Promise<Answer> {
  const root = await readDocument(call, 'Delete');
  const targets = root.children.filter(({ name }) => name === 'Object');
  if (targets.length === 0 || targets.length > MAXIMUM_DELETIONS) {
    throw new WireError('MalformedXML', `One to ${MAXIMUM_DELETIONS} objects can be deleted at once.`);
  }
  const quiet = childText(root, 'Quiet') === 'true';
  const results = targets.map((target) => deleteOne(call, target, quiet));
  return { status: 200, body: xmlDocument('DeleteResult', S3_NAMESPACE, ...results) };
}

function deleteOne(call: S3Call, target: XmlElement, quiet: boolean): string | undefined {
  const key = childText(target, 'Key') ?? '';
  try {
    if (key === '' || Buffer.byteLength(key) > MAXIMUM_KEY) {
      throw new WireError('MalformedXML', `A key has 1 to ${MAXIMUM_KEY} bytes.`);
    }
    if (!isAllowed(call.principal, 's3:DeleteObject', call.bucket.name, key)) {
      throw new WireError('AccessDenied', 'These credentials do not allow to delete this object.');
    }
    const etag = childText(target, 'ETag');
    call.bucket.objects.remove(key, (current) => {
      if (etag === undefined || etag === '*' || (current && quoted(current.etag) === etag)) return;
      throw new WireError('PreconditionFailed', 'The object has another ETag.');
    });
    return quiet ? undefined : branch('Deleted', leaf('Key', key));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return branch('Error', leaf('Key', key), leaf('Code', error.code), leaf('Message', error.message));
  }
}

export async function getObjectTagging(call: S3Call): Promise<Answer> {
  const record = await call.bucket.objects.open(call.key);
  if (!record) throw noSuchKey();
  await record.close();
  const tags = record.description.tags.map(([key, value]) =>
    branch('Tag', leaf('Key', key), leaf('Value', value)),
  );
  return { status: 200, body: xmlDocument('Tagging', S3_NAMESPACE, branch('TagSet', ...tags)) };
}

export async function putObjectTagging(call: S3Call): Promise<Answer> {
  const root = await readDocument(call, 'Tagging');
  const set = root.children.find(({ name }) => name === 'TagSet');
  if (!set) throw new WireError('MalformedXML', '<Tagging> needs a <TagSet>.');
  const tags = set.children.map((tag): [string, string] => [
    childText(tag, 'Key') ?? '',
    childText(tag, 'Value') ?? '',
  ]);
  await describeAnew(call, { tags: checkTags(tags) });
  return { status: 200 };
}

export async function deleteObjectTagging(call: S3Call): Promise<Answer> {
  await describeAnew(call, { tags: [] });
  return { status: 204 };
}

/** A canned ACL is kept; one that names grantees has nobody to name here. */
export async function putObjectAcl(call: S3Call): Promise<Answer> {
  if (!call.wire.headers.has('x-amz-acl')) {
    throw new WireError('NotImplemented', 'The sandbox takes canned ACLs in x-amz-acl alone.');
  }
  await describeAnew(call, { acl: readCannedAcl(call.wire) });
  return { status: 200 };
}

/** Writes the object again with another description, unless it has changed in the meantime. */
async function describeAnew(call: S3Call, change: Partial<ObjectDescription>): Promise<void> {
  const record = await call.bucket.objects.open(call.key);
  if (!record) throw noSuchKey();
  const before = record.description;
  await call.bucket.objects.put(
    record.stream(),
    () => ({ ...before, ...change }),
    (current) => {
      if (current?.etag === before.etag && current.lastModified === before.lastModified) return;
      throw new WireError('PreconditionFailed', 'The object was replaced in the meantime.');
    },
  );
}

/** @throws WireError MalformedXML when the body is not a document of that root. */
export async function readDocument(
  call: S3Call,
  root: string,
  ignoreChecksumHeader = false,
): Promise<XmlElement> {
  const document = parseXml(await readSmallPayload(call.openPayload({ ignoreChecksumHeader }), MAXIMUM_XML));
  if (document.name !== root) throw new WireError('MalformedXML', `The body must be a <${root}> document.`);
  return document;
}

import { WireError } from '../error.ts';
import type { ObjectDescription } from '../object-store.ts';
import { branch, childText, leaf, S3_NAMESPACE, xmlDocument } from '../xml.ts';
import { readAclChange } from './acl-operations.ts';
import { checkTags } from './attributes.ts';
import { type Answer, noSuchKey, type S3Call } from './call.ts';
import { readAnyDocument } from './document.ts';

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
  const root = await readAnyDocument(call);
  // In a document with another root, RGW finds no tags, and so removes all of them.
  if (root.name !== 'Tagging') return describeWith(call, []);
  const set = root.children.find(({ name }) => name === 'TagSet');
  if (!set) throw new WireError('MalformedXML', '<Tagging> needs a <TagSet>.');
  const tags = set.children.map((tag): [string, string] => [
    childText(tag, 'Key') ?? '',
    childText(tag, 'Value') ?? '',
  ]);
  return describeWith(call, checkTags(tags, 'InvalidTag'));
}

async function describeWith(call: S3Call, tags: [string, string][]): Promise<Answer> {
  await describeAnew(call, { tags });
  return { status: 200 };
}

export async function deleteObjectTagging(call: S3Call): Promise<Answer> {
  await describeAnew(call, { tags: [] });
  return { status: 204 };
}

/** Keeps a canned ACL. One with grantees is not supported here. */
export async function putObjectAcl(call: S3Call): Promise<Answer> {
  await describeAnew(call, { acl: await readAclChange(call) });
  return { status: 200 };
}

/** Rewrites the object with another description, unless it has changed meanwhile. */
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

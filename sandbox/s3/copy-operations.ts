import { BodyDigest } from '../body-digest.ts';
import { WireError } from '../error.ts';
import { mayOnObject, maySeeAbsence } from '../identity/permission.ts';
import type { ObjectAttributes, ObjectDescription } from '../object-store.ts';
import type { OpenRecord } from '../record-file.ts';
import { decodeUri, header, type WireRequest } from '../wire-request.ts';
import { leaf, S3_NAMESPACE, xmlDocument } from '../xml.ts';
import { readAttributes, readChecksumAlgorithm } from './attributes.ts';
import { type Answer, denied, noSuchBucket, noSuchKey, putter, quoted, type S3Call } from './call.ts';
import { checksumElement } from './checksum-answer.ts';
import { writePrecondition } from './conditions.ts';

export async function copyObject(call: S3Call): Promise<Answer> {
  const given = readAttributes(call.wire);
  const replaces = directive(call.wire, 'x-amz-metadata-directive');
  const replacesTags = directive(call.wire, 'x-amz-tagging-directive');
  const wanted = readChecksumAlgorithm(call.wire);
  const precondition = writePrecondition(call.wire);
  const { record: source, isDestination } = await openCopySource(call);
  if (isDestination && !replaces) {
    await source.close();
    throw new WireError('InvalidRequest', 'A copy onto itself needs x-amz-metadata-directive: REPLACE.');
  }
  const attributes = merge(source.description, given, replaces, replacesTags);
  const digest = new BodyDigest(wanted ?? source.description.checksum?.algorithm);
  const describe = (size: number): ObjectDescription => {
    const { checksum } = digest.finish();
    return {
      ...attributes,
      key: call.key,
      owner: putter(call),
      size,
      // RGW keeps the ETag, even one of a multipart object.
      etag: source.description.etag,
      lastModified: call.now(),
      checksum,
    };
  };
  const copied = await call.bucket.objects.put(digest.pass(source.stream()), describe, precondition);
  return copyAnswer('CopyObjectResult', copied);
}

/** @param root of the document */
export function copyAnswer(
  root: string,
  { lastModified, etag, checksum }: Pick<ObjectDescription, 'lastModified' | 'etag' | 'checksum'>,
): Answer {
  const time = leaf('LastModified', new Date(lastModified).toISOString());
  const body = xmlDocument(root, S3_NAMESPACE, time, leaf('ETag', quoted(etag)), checksumElement(checksum));
  return { status: 200, body };
}

/**
 * Opens the object in `x-amz-copy-source` after checking permission. RGW 16 ignores conditions on the source.
 * @throws WireError NoSuchBucket, AccessDenied, NoSuchKey, InvalidArgument
 */
export async function openCopySource(
  call: S3Call,
): Promise<{ record: OpenRecord<ObjectDescription>; isDestination: boolean }> {
  const { bucket: name, key } = parseCopySource(header(call.wire, 'x-amz-copy-source') ?? '');
  const bucket = call.service.buckets.get(name);
  const settings = call.service.identities.bucket(name);
  if (!bucket || !settings) throw noSuchBucket();
  const guarded = { name, settings };
  const object = bucket.objects.index.get(key);
  if (!object) throw maySeeAbsence(call.permission, guarded) ? noSuchKey() : denied();
  if (!mayOnObject(call.permission, 's3:GetObject', guarded, key, object)) throw denied();
  const record = await bucket.objects.open(key);
  if (!record) throw noSuchKey();
  return { record, isDestination: bucket === call.bucket && key === call.key };
}

function parseCopySource(value: string): { bucket: string; key: string } {
  const [encoded = '', version] = value.split(/\?versionId=(.*)/s);
  if (version !== undefined && version !== 'null') {
    throw new WireError('NotImplemented', 'The sandbox keeps no versions of objects.');
  }
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decodeUri(encoded)) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new WireError('InvalidArgument', 'x-amz-copy-source must be BUCKET/KEY, percent-encoded.');
  }
  return { bucket, key };
}

/** Whether the copy gets its description from this request instead of the source. */
function directive(request: WireRequest, name: string): boolean {
  const value = header(request, name) ?? 'COPY';
  if (value !== 'COPY' && value !== 'REPLACE')
    throw new WireError('InvalidArgument', `${name} is COPY or REPLACE.`);
  return value === 'REPLACE';
}

function merge(
  source: ObjectAttributes,
  given: ObjectAttributes,
  replaces: boolean,
  replacesTags: boolean,
): ObjectAttributes {
  const { headers, metadata } = replaces ? given : source;
  // RGW 16 drops the tags together with the old metadata, whatever the request says.
  const tags = replacesTags ? given.tags : source.tags;
  return { headers, metadata, tags: replaces ? [] : tags, acl: given.acl };
}

import { BodyDigest } from '../body-digest.ts';
import { WireError } from '../error.ts';
import type { ObjectAttributes, ObjectDescription } from '../object-store.ts';
import { isAllowed } from '../principal.ts';
import type { OpenRecord } from '../record-file.ts';
import { decodeUri, header, type WireRequest } from '../wire-request.ts';
import { leaf, S3_NAMESPACE, xmlDocument } from '../xml.ts';
import { readAttributes, readChecksumAlgorithm } from './attributes.ts';
import { type Answer, denied, noSuchKey, quoted, type S3Call } from './call.ts';
import { checksumElement } from './checksum-answer.ts';
import { preconditionFailed, weighReadConditions, writePrecondition } from './conditions.ts';

export async function copyObject(call: S3Call): Promise<Answer> {
  const given = readAttributes(call.wire);
  const replaces = directive(call.wire, 'x-amz-metadata-directive');
  const replacesTags = directive(call.wire, 'x-amz-tagging-directive');
  const wanted = readChecksumAlgorithm(call.wire);
  const precondition = writePrecondition(call.wire);
  const source = await openCopySource(call);
  if (source.description.key === call.key && !replaces) {
    await source.close();
    throw new WireError('InvalidRequest', 'A copy onto itself needs x-amz-metadata-directive: REPLACE.');
  }
  const attributes = merge(source.description, given, replaces, replacesTags);
  const digest = new BodyDigest(wanted ?? source.description.checksum?.algorithm);
  const describe = (size: number): ObjectDescription => {
    const { md5, checksum } = digest.finish();
    return { ...attributes, key: call.key, size, etag: md5, lastModified: call.now(), checksum };
  };
  const copied = await call.bucket.objects.put(digest.pass(source.stream()), describe, precondition);
  return {
    status: 200,
    body: xmlDocument(
      'CopyObjectResult',
      S3_NAMESPACE,
      leaf('LastModified', new Date(copied.lastModified).toISOString()),
      leaf('ETag', quoted(copied.etag)),
      checksumElement(copied.checksum),
    ),
  };
}

/**
 * Opens what `x-amz-copy-source` names, once it may be read and its conditions hold.
 * @throws WireError AccessDenied, NoSuchKey, PreconditionFailed, InvalidArgument
 */
export async function openCopySource(call: S3Call): Promise<OpenRecord<ObjectDescription>> {
  const { bucket, key } = parseCopySource(header(call.wire, 'x-amz-copy-source') ?? '');
  // Every principal has one bucket, so a source elsewhere is refused before it is known whether it exists.
  if (!isAllowed(call.principal, 's3:GetObject', bucket, key) || bucket !== call.bucket.name) throw denied();
  const record = await call.bucket.objects.open(key);
  if (!record) throw noSuchKey();
  if (weighReadConditions(call.wire, record.description, 'x-amz-copy-source-') !== 'go on') {
    await record.close();
    throw preconditionFailed('of the copy source');
  }
  return record;
}

function parseCopySource(value: string): { bucket: string; key: string } {
  const [encoded = '', version] = value.split(/\?versionId=(.*)/s);
  if (version !== undefined && version !== 'null') {
    throw new WireError('NotImplemented', 'The sandbox keeps no versions of objects.');
  }
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decodeUri(encoded)) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new WireError('InvalidArgument', 'x-amz-copy-source must read BUCKET/KEY, percent-encoded.');
  }
  return { bucket, key };
}

/** Whether the copy gets what this request says, rather than what the source has. */
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
  return { headers, metadata, tags: replacesTags ? given.tags : source.tags, acl: given.acl };
}

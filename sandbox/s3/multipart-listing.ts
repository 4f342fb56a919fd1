import { WireError } from '../error.ts';
import { compareKeys } from '../key-index.ts';
import type { PartDescription, Upload } from '../multipart-store.ts';
import { branch, leaf, S3_NAMESPACE, xmlDocument } from '../xml.ts';
import { keyEncoder, optional, readPageSize } from './bucket-operations.ts';
import { type Answer, quoted, type S3Call } from './call.ts';
import { checksumElement } from './checksum-answer.ts';
import { findUpload } from './upload-lookup.ts';

export async function listParts(call: S3Call): Promise<Answer> {
  const upload = await findUpload(call);
  const { query } = call.wire;
  const maximum = readPageSize(query, 'max-parts');
  const marker = Number(query.get('part-number-marker') || 0);
  if (!Number.isInteger(marker))
    throw new WireError('InvalidArgument', 'part-number-marker is not a number.');
  const following = (await call.bucket.uploads.listParts(upload)).filter(({ number }) => number > marker);
  const page = following.slice(0, maximum);
  const owner = leaf('ID', upload.owner) + leaf('DisplayName', upload.owner);
  const body = xmlDocument(
    'ListPartsResult',
    S3_NAMESPACE,
    leaf('Bucket', call.bucket.name),
    leaf('Key', call.key),
    leaf('UploadId', upload.id),
    branch('Initiator', owner),
    branch('Owner', owner),
    leaf('StorageClass', 'STANDARD'),
    optional('ChecksumAlgorithm', upload.checksum?.algorithm.toUpperCase()),
    optional('ChecksumType', upload.checksum?.type),
    leaf('PartNumberMarker', marker),
    leaf('NextPartNumberMarker', page.at(-1)?.number ?? 0),
    leaf('MaxParts', maximum),
    leaf('IsTruncated', maximum > 0 && following.length > page.length),
    ...page.map(describePart),
  );
  return { status: 200, body };
}

function describePart(part: PartDescription): string {
  return branch(
    'Part',
    leaf('PartNumber', part.number),
    leaf('LastModified', new Date(part.lastModified).toISOString()),
    leaf('ETag', quoted(part.etag)),
    leaf('Size', part.size),
    checksumElement(part.checksum),
  );
}

export async function listMultipartUploads(call: S3Call): Promise<Answer> {
  const { query } = call.wire;
  const encode = keyEncoder(query);
  const maximum = readPageSize(query, 'max-uploads');
  const following = (await call.bucket.uploads.list()).filter((upload) => isListed(upload, query));
  const page = following.slice(0, maximum);
  const truncated = maximum > 0 && following.length > page.length;
  const body = xmlDocument(
    'ListMultipartUploadsResult',
    S3_NAMESPACE,
    leaf('Bucket', call.bucket.name),
    leaf('KeyMarker', encode(query.get('key-marker') ?? '')),
    leaf('UploadIdMarker', query.get('upload-id-marker') ?? ''),
    leaf('Prefix', encode(query.get('prefix') ?? '')),
    leaf('MaxUploads', maximum),
    optional('EncodingType', query.get('encoding-type')),
    leaf('IsTruncated', truncated),
    truncated ? leaf('NextKeyMarker', encode(page.at(-1)?.key ?? '')) : undefined,
    truncated ? leaf('NextUploadIdMarker', page.at(-1)?.id ?? '') : undefined,
    ...page.map((upload) => describeUpload(upload, encode)),
  );
  return { status: 200, body };
}

/** @throws WireError NotImplemented for a delimiter. */
function isListed({ key, id }: Upload, query: ReadonlyMap<string, string>): boolean {
  if (query.get('delimiter'))
    throw new WireError(
      'NotImplemented',
      'The sandbox does not support a delimiter for ListMultipartUploads.',
    );
  const marker = query.get('key-marker') ?? '';
  const order = compareKeys(key, marker);
  const idMarker = query.get('upload-id-marker');
  const behind =
    order > 0 || (order === 0 && marker !== '' && idMarker !== undefined && compareKeys(id, idMarker) > 0);
  return behind && key.startsWith(query.get('prefix') ?? '');
}

function describeUpload({ key, id, initiated, owner: uid }: Upload, encode: (key: string) => string): string {
  const owner = leaf('ID', uid) + leaf('DisplayName', uid);
  return branch(
    'Upload',
    leaf('Key', encode(key)),
    leaf('UploadId', id),
    branch('Initiator', owner),
    branch('Owner', owner),
    leaf('StorageClass', 'STANDARD'),
    leaf('Initiated', new Date(initiated).toISOString()),
  );
}

import { createHash } from 'node:crypto';
import { BodyDigest, type BodyDigests } from '../body-digest.ts';
import { type Checksum, compositeChecksum } from '../checksum.ts';
import { WireError } from '../error.ts';
import { compareKeys } from '../key-index.ts';
import { MAXIMUM_PART_NUMBER, type PartDescription, type Upload } from '../multipart-store.ts';
import type { ObjectDescription } from '../object-store.ts';
import { header, headerOrQuery } from '../wire-request.ts';
import { branch, childText, leaf, S3_NAMESPACE, type XmlElement, xmlDocument } from '../xml.ts';
import { readAttributes, readChecksumAlgorithm } from './attributes.ts';
import { keyEncoder, OWNER_ID, optional, readPageSize } from './bucket-operations.ts';
import { type Answer, checksumHeaders, quoted, type S3Call } from './call.ts';
import { writePrecondition } from './conditions.ts';
import { openCopySource } from './copy-operations.ts';
import { readDocument } from './object-body-operations.ts';
import { checksumElement } from './object-xml.ts';
import { readCopyRange } from './range.ts';

/** S3's smallest part but for the last. Bytes. */
const MINIMUM_PART = 5 * 1024 * 1024;

export async function createMultipartUpload(call: S3Call): Promise<Answer> {
  const upload = await call.bucket.uploads.begin({
    key: call.key,
    initiated: call.now(),
    attributes: readAttributes(call.wire),
    checksum: readUploadChecksum(call),
  });
  const algorithm = upload.checksum?.algorithm.toUpperCase();
  return {
    status: 200,
    headers: { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': upload.checksum?.type },
    body: xmlDocument(
      'InitiateMultipartUploadResult',
      S3_NAMESPACE,
      leaf('Bucket', call.bucket.name),
      leaf('Key', call.key),
      leaf('UploadId', upload.id),
    ),
  };
}

/** CRC-64/NVME is always of the full object, SHA never; the other two are composite unless the client says. */
function readUploadChecksum({ wire }: S3Call): Upload['checksum'] {
  const algorithm = readChecksumAlgorithm(wire);
  const asked = headerOrQuery(wire, 'x-amz-checksum-type');
  if (!algorithm) return undefined;
  const type = asked ?? (algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE');
  const impossible =
    algorithm === 'crc64nvme' ? 'COMPOSITE' : algorithm.startsWith('sha') ? 'FULL_OBJECT' : undefined;
  if ((type !== 'FULL_OBJECT' && type !== 'COMPOSITE') || type === impossible) {
    throw new WireError(
      'InvalidRequest',
      `A checksum ${algorithm} of that type does not exist for multipart uploads.`,
    );
  }
  return { algorithm, type };
}

export async function uploadPart(call: S3Call): Promise<Answer> {
  const number = readPartNumber(call);
  const upload = await findUpload(call);
  const payload = call.openPayload({ wanted: upload.checksum?.algorithm });
  const part = await putPart(call, upload, number, payload.data(), () => payload.digests());
  return { status: 200, headers: { etag: quoted(part.etag), ...checksumHeaders(part.checksum) } };
}

export async function uploadPartCopy(call: S3Call): Promise<Answer> {
  const number = readPartNumber(call);
  const upload = await findUpload(call);
  const source = await openCopySource(call);
  const rangeHeader = header(call.wire, 'x-amz-copy-source-range');
  const digest = new BodyDigest(upload.checksum?.algorithm);
  let range: { start?: number; end?: number } = {};
  try {
    if (rangeHeader !== undefined) range = readCopyRange(rangeHeader, source.size);
  } catch (error) {
    await source.close();
    throw error;
  }
  const data = digest.pass(source.stream(range.start, range.end));
  const part = await putPart(call, upload, number, data, () => digest.finish());
  return {
    status: 200,
    body: xmlDocument(
      'CopyPartResult',
      S3_NAMESPACE,
      leaf('LastModified', new Date(part.lastModified).toISOString()),
      leaf('ETag', quoted(part.etag)),
      checksumElement(part.checksum),
    ),
  };
}

async function putPart(
  call: S3Call,
  upload: Upload,
  number: number,
  data: AsyncIterable<Buffer>,
  digests: () => BodyDigests,
): Promise<PartDescription> {
  const part = await call.bucket.uploads.putPart(upload, data, (size) => {
    const { md5, checksum } = digests();
    if (upload.checksum && checksum?.algorithm !== upload.checksum.algorithm) {
      throw new WireError(
        'InvalidRequest',
        `The upload was begun with the checksum ${upload.checksum.algorithm}.`,
      );
    }
    return { number, size, etag: md5, lastModified: call.now(), checksum };
  });
  return part ?? noSuchUpload();
}

export async function listParts(call: S3Call): Promise<Answer> {
  const upload = await findUpload(call);
  const { query } = call.wire;
  const maximum = readPageSize(query, 'max-parts');
  const marker = Number(query.get('part-number-marker') || 0);
  if (!Number.isInteger(marker))
    throw new WireError('InvalidArgument', 'part-number-marker is not a number.');
  const following = (await call.bucket.uploads.listParts(upload)).filter(({ number }) => number > marker);
  const page = following.slice(0, maximum);
  const owner = leaf('ID', OWNER_ID);
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

export async function abortMultipartUpload(call: S3Call): Promise<Answer> {
  const { uploads } = call.bucket;
  return uploads.exclusively(readUploadId(call), async () => {
    await uploads.remove(await findUpload(call));
    return { status: 204 };
  });
}

export async function completeMultipartUpload(call: S3Call): Promise<Answer> {
  const precondition = writePrecondition(call.wire);
  const document = await readDocument(call, 'CompleteMultipartUpload', true);
  const { uploads, objects } = call.bucket;
  return uploads.exclusively(readUploadId(call), async () => {
    const upload = await findUpload(call);
    const parts = await selectParts(call, upload, document);
    const fullObject = upload.checksum?.type === 'FULL_OBJECT';
    const digest = new BodyDigest(fullObject ? upload.checksum?.algorithm : undefined);
    const describe = (size: number): ObjectDescription => {
      const checksum = fullObject ? digest.finish().checksum : composite(upload, parts);
      checkWhole(call, size, checksum);
      const etag = multipartEtag(parts);
      const sizes = parts.map((part) => part.size);
      return {
        ...upload.attributes,
        key: call.key,
        size,
        etag,
        lastModified: call.now(),
        checksum,
        parts: sizes,
      };
    };
    const data = concatenate(call, upload, parts);
    const object = await objects.put(fullObject ? digest.pass(data) : data, describe, precondition);
    await uploads.remove(upload);
    return { status: 200, body: describeCompleted(call, object) };
  });
}

/** The parts that the client names, each as the client has it. */
async function selectParts(call: S3Call, upload: Upload, document: XmlElement): Promise<PartDescription[]> {
  const named = document.children.filter(({ name }) => name === 'Part');
  if (named.length === 0)
    throw new WireError('MalformedXML', 'An upload is completed with at least one part.');
  const uploaded = new Map((await call.bucket.uploads.listParts(upload)).map((part) => [part.number, part]));
  const parts = named.map((element) => {
    const part = uploaded.get(Number(childText(element, 'PartNumber')));
    const etag = childText(element, 'ETag')?.replaceAll('"', '');
    if (!part || part.etag !== etag || !sameChecksum(element, part)) {
      throw new WireError('InvalidPart', 'A part was not uploaded, or has another ETag or checksum.');
    }
    return part;
  });
  parts.forEach((part, index) => {
    const previous = parts[index - 1];
    if (previous && previous.number >= part.number) {
      throw new WireError('InvalidPartOrder', 'The parts must come in ascending order.');
    }
    if (previous && previous.size < MINIMUM_PART) {
      throw new WireError(
        'EntityTooSmall',
        `A part has ${previous.size} bytes; all but the last need ${MINIMUM_PART}.`,
      );
    }
  });
  return parts;
}

function sameChecksum(element: XmlElement, { checksum }: PartDescription): boolean {
  const claimed = checksum && childText(element, `Checksum${checksum.algorithm.toUpperCase()}`);
  return claimed === undefined || claimed === checksum?.value;
}

async function* concatenate(
  call: S3Call,
  upload: Upload,
  parts: readonly PartDescription[],
): AsyncGenerator<Buffer> {
  for (const part of parts) {
    const record = await call.bucket.uploads.openPart(upload, part.number);
    if (record?.description.etag !== part.etag) {
      await record?.close();
      throw new WireError('InvalidPart', 'A part was replaced while the upload was completed.');
    }
    yield* record.stream();
  }
}

/** S3's ETag of a multipart object: the MD5 of the parts' MD5s, and how many there are. */
function multipartEtag(parts: readonly PartDescription[]): string {
  const digests = parts.map(({ etag }) => Buffer.from(etag, 'hex'));
  return `${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}`;
}

function composite(upload: Upload, parts: readonly PartDescription[]): Checksum | undefined {
  if (!upload.checksum) return undefined;
  return compositeChecksum(
    upload.checksum.algorithm,
    parts.map(({ checksum }) => checksum?.value ?? ''),
  );
}

/** What the client says of the whole object when it completes it. */
function checkWhole({ wire }: S3Call, size: number, checksum: Checksum | undefined): void {
  const claimedSize = header(wire, 'x-amz-mp-object-size');
  if (claimedSize !== undefined && Number(claimedSize) !== size) {
    throw new WireError('InvalidRequest', `The object has ${size} bytes, not ${claimedSize}.`);
  }
  const claimed = checksum && header(wire, `x-amz-checksum-${checksum.algorithm}`);
  if (claimed !== undefined && claimed !== checksum?.value) {
    throw new WireError('BadDigest', 'The object has another checksum than the client says.');
  }
}

function describeCompleted(call: S3Call, { etag, checksum }: ObjectDescription): string {
  return xmlDocument(
    'CompleteMultipartUploadResult',
    S3_NAMESPACE,
    leaf('Location', `http://${header(call.wire, 'host')}${call.wire.rawPath}`),
    leaf('Bucket', call.bucket.name),
    leaf('Key', call.key),
    leaf('ETag', quoted(etag)),
    checksumElement(checksum),
    optional('ChecksumType', checksum?.type),
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
    throw new WireError('NotImplemented', 'ListMultipartUploads has no delimiter here.');
  const marker = query.get('key-marker') ?? '';
  const order = compareKeys(key, marker);
  const idMarker = query.get('upload-id-marker');
  const behind =
    order > 0 || (order === 0 && marker !== '' && idMarker !== undefined && compareKeys(id, idMarker) > 0);
  return behind && key.startsWith(query.get('prefix') ?? '');
}

function describeUpload({ key, id, initiated }: Upload, encode: (key: string) => string): string {
  const owner = leaf('ID', OWNER_ID);
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

async function findUpload(call: S3Call): Promise<Upload> {
  return (await call.bucket.uploads.find(readUploadId(call), call.key)) ?? noSuchUpload();
}

function readUploadId({ wire }: S3Call): string {
  return wire.query.get('uploadId') ?? '';
}

function readPartNumber({ wire }: S3Call): number {
  const value = wire.query.get('partNumber') ?? '';
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value) || number < 1 || number > MAXIMUM_PART_NUMBER) {
    throw new WireError('InvalidArgument', `partNumber must be 1 to ${MAXIMUM_PART_NUMBER}.`);
  }
  return number;
}

function noSuchUpload(): never {
  throw new WireError('NoSuchUpload', 'There is no such upload: it was completed, aborted, or never begun.');
}

import { createHash } from 'node:crypto';
import { BodyDigest } from '../body-digest.ts';
import { type Checksum, compositeChecksum } from '../checksum.ts';
import { WireError } from '../error.ts';
import type { PartDescription, Upload } from '../multipart-store.ts';
import type { ObjectDescription } from '../object-store.ts';
import { header } from '../wire-request.ts';
import { childText, leaf, S3_NAMESPACE, type XmlElement, xmlDocument } from '../xml.ts';
import { optional } from './bucket-operations.ts';
import { type Answer, putter, type S3Call } from './call.ts';
import { checksumElement } from './checksum-answer.ts';
import { readDocument } from './document.ts';
import { readUploadId } from './upload-lookup.ts';

/** Bytes. S3's minimum for all parts but the last. */
const MINIMUM_PART = 5 * 1024 * 1024;

export async function completeMultipartUpload(call: S3Call): Promise<Answer> {
  const document = await readDocument(call, 'CompleteMultipartUpload', true);
  const { uploads, objects } = call.bucket;
  return uploads.exclusively(readUploadId(call), async () => {
    const upload = await uploads.find(readUploadId(call), call.key);
    if (!upload) return describeCompletedBefore(call, document);
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
        owner: putter(call),
        size,
        etag,
        lastModified: call.now(),
        checksum,
        parts: sizes,
      };
    };
    const data = concatenate(call, upload, parts);
    const object = await objects.put(fullObject ? digest.pass(data) : data, describe, () => undefined);
    await uploads.remove(upload);
    return { status: 200, body: describeCompleted(call, object, '') };
  });
}

/** The parts in the client's list. */
async function selectParts(call: S3Call, upload: Upload, document: XmlElement): Promise<PartDescription[]> {
  const named = document.children.filter(({ name }) => name === 'Part');
  if (named.length === 0) throw new WireError('MalformedXML', 'An upload must have at least one part.');
  const uploaded = new Map((await call.bucket.uploads.listParts(upload)).map((part) => [part.number, part]));
  const parts = named.map((element) => {
    const part = uploaded.get(Number(childText(element, 'PartNumber')));
    const etag = childText(element, 'ETag')?.replaceAll('"', '');
    if (!part || part.etag !== etag || !sameChecksum(element, part)) {
      throw new WireError('InvalidPart', 'A part was not uploaded, or has a different ETag or checksum.');
    }
    return part;
  });
  // RGW accepts them in any order.
  parts.sort((one, other) => one.number - other.number);
  parts.forEach((_, index) => {
    const previous = parts[index - 1];
    if (previous && previous.size < MINIMUM_PART) {
      throw new WireError(
        'EntityTooSmall',
        `A part has ${previous.size} bytes, but all parts except the last need at least ${MINIMUM_PART}.`,
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

/** S3's ETag of a multipart object: the MD5 of the parts' MD5s, and the number of parts. */
function multipartEtag(parts: readonly Pick<PartDescription, 'etag'>[]): string {
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

/** Checks what the client says about the whole object. */
function checkWhole({ wire }: S3Call, size: number, checksum: Checksum | undefined): void {
  const claimedSize = header(wire, 'x-amz-mp-object-size');
  if (claimedSize !== undefined && Number(claimedSize) !== size) {
    throw new WireError('InvalidRequest', `The object has ${size} bytes, not ${claimedSize}.`);
  }
  const claimed = checksum && header(wire, `x-amz-checksum-${checksum.algorithm}`);
  if (claimed !== undefined && claimed !== checksum?.value) {
    throw new WireError('BadDigest', "The object does not match the client's checksum.");
  }
}

/**
 * If the object has the ETag of these parts, the upload was completed before, and RGW repeats its answer. Otherwise it
 * answers with a 500, whether the upload was aborted or never started.
 */
function describeCompletedBefore(call: S3Call, document: XmlElement): Answer {
  const named = document.children.filter(({ name }) => name === 'Part');
  const etags = named.map((part) => ({ etag: childText(part, 'ETag')?.replaceAll('"', '') ?? '' }));
  const object = call.bucket.objects.index.get(call.key);
  if (!object || object.etag !== multipartEtag(etags)) {
    throw new WireError('InternalError', 'This multipart completion is already in progress');
  }
  return { status: 200, body: describeCompleted(call, object, object.etag) };
}

/** @param etag RGW omits it from the first answer, and sends it without quotes in later ones. */
function describeCompleted(
  call: S3Call,
  { checksum }: Pick<ObjectDescription, 'checksum'>,
  etag: string,
): string {
  return xmlDocument(
    'CompleteMultipartUploadResult',
    S3_NAMESPACE,
    leaf('Location', `http://${header(call.wire, 'host')}${call.wire.rawPath}`),
    leaf('Bucket', call.bucket.name),
    leaf('Key', call.key),
    leaf('ETag', etag),
    checksumElement(checksum),
    optional('ChecksumType', checksum?.type),
  );
}

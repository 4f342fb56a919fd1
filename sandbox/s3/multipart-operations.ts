import { BodyDigest, type BodyDigests } from '../body-digest.ts';
import { WireError } from '../error.ts';
import { MAXIMUM_PART_NUMBER, type PartDescription, type Upload } from '../multipart-store.ts';
import { header, headerOrQuery } from '../wire-request.ts';
import { leaf, S3_NAMESPACE, xmlDocument } from '../xml.ts';
import { readAttributes, readChecksumAlgorithm } from './attributes.ts';
import { type Answer, denied, putter, quoted, type S3Call } from './call.ts';
import { checksumHeaders } from './checksum-answer.ts';
import { copyAnswer, openCopySource } from './copy-operations.ts';
import { readCopyRange } from './range.ts';
import { findUpload, noSuchUpload, readUploadId } from './upload-lookup.ts';

export async function createMultipartUpload(call: S3Call): Promise<Answer> {
  const upload = await call.bucket.uploads.begin({
    key: call.key,
    initiated: call.now(),
    owner: putter(call),
    // RGW 16 drops the tags of an upload.
    attributes: { ...readAttributes(call.wire), tags: [] },
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

/** CRC-64/NVME is always for the full object, and SHA never. The other two are composite by default. */
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
      `Multipart uploads cannot have a ${algorithm} checksum of that type.`,
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
  const { record: source } = await openCopySource(call);
  if (call.permission.principal.kind === 'session') {
    // RGW 16 refuses this to every session, whatever its role and policy allow.
    await source.close();
    throw denied();
  }
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
  return copyAnswer('CopyPartResult', part);
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
        `The upload was started with the checksum ${upload.checksum.algorithm}.`,
      );
    }
    return { number, size, etag: md5, lastModified: call.now(), checksum };
  });
  return part ?? noSuchUpload();
}

export async function abortMultipartUpload(call: S3Call): Promise<Answer> {
  const { uploads } = call.bucket;
  return uploads.exclusively(readUploadId(call), async () => {
    await uploads.remove(await findUpload(call));
    return { status: 204 };
  });
}

function readPartNumber({ wire }: S3Call): number {
  const value = wire.query.get('partNumber') ?? '';
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value) || number < 1 || number > MAXIMUM_PART_NUMBER) {
    throw new WireError('InvalidArgument', `partNumber must be 1 to ${MAXIMUM_PART_NUMBER}.`);
  }
  return number;
}

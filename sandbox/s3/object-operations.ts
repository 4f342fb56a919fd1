import { WireError } from '../error.ts';
import type { ObjectDescription } from '../object-store.ts';
import { header, queryAsHeader, type WireRequest } from '../wire-request.ts';
import { KEPT_HEADERS, readAttributes } from './attributes.ts';
import { type Answer, noSuchKey, putter, quoted, type S3Call } from './call.ts';
import { checksumHeaders } from './checksum-answer.ts';
import { preconditionFailed, weighReadConditions, writePrecondition } from './conditions.ts';
import { type ByteRange, readRange } from './range.ts';

export async function putObject(call: S3Call): Promise<Answer> {
  const attributes = readAttributes(call.wire);
  const precondition = writePrecondition(call.wire);
  // Checked before the body is read, so that a client that waits for 100 Continue does not send it in vain.
  precondition(call.bucket.objects.index.get(call.key));
  const payload = call.openPayload();
  const describe = (size: number): ObjectDescription => {
    const { md5, checksum } = payload.digests();
    return {
      ...attributes,
      key: call.key,
      owner: putter(call),
      size,
      etag: md5,
      lastModified: call.now(),
      checksum,
    };
  };
  const { etag, checksum } = await call.bucket.objects.put(payload.data(), describe, precondition);
  return { status: 200, headers: { etag: quoted(etag), ...checksumHeaders(checksum) } };
}

export async function getObject(call: S3Call): Promise<Answer> {
  return readObject(call, true);
}

export async function headObject(call: S3Call): Promise<Answer> {
  return readObject(call, false);
}

export async function deleteObject(call: S3Call): Promise<Answer> {
  // RGW answers 204 even if there was no object, and ignores conditions. The only version is null.
  if (readVersion(call.wire) === undefined) call.bucket.objects.remove(call.key, () => undefined);
  return { status: 204 };
}

/** Any requested version but null, because no other exists here. */
function readVersion({ query }: WireRequest): string | undefined {
  const version = query.get('versionId') || 'null';
  return version === 'null' ? undefined : version;
}

async function readObject(call: S3Call, withBody: boolean): Promise<Answer> {
  const record = await call.bucket.objects.open(call.key);
  if (!record) throw noSuchKey();
  let streaming = false;
  try {
    const object = record.description;
    const verdict = weighReadConditions(call.wire, object);
    if (verdict === 'failed') throw preconditionFailed('If-Match or If-Unmodified-Since');
    // RGW's 304 has neither ETag nor Last-Modified.
    if (verdict === 'not modified') return { status: 304 };
    const range = selectRange(call, object);
    const headers = { ...objectHeaders(call, object, range), ...overrides(call) };
    const status = range ? 206 : 200;
    if (!withBody) return { status, headers };
    streaming = true;
    return { status, headers, body: record.stream(range?.start, range?.end) };
  } finally {
    if (!streaming) await record.close();
  }
}

/** A part number selects the bytes of that part. With If-Range, a range only counts if the object matches it. */
function selectRange(call: S3Call, object: ObjectDescription): ByteRange | undefined {
  const partNumber = call.wire.query.get('partNumber');
  const range = header(call.wire, 'range');
  if (partNumber !== undefined) {
    if (range !== undefined)
      throw new WireError('InvalidRequest', 'A part and a range cannot both be requested.');
    return partRange(partNumber, object);
  }
  const ifRange = header(call.wire, 'if-range');
  if (ifRange !== undefined && ifRange !== quoted(object.etag)) return undefined;
  return readRange(range, object.size);
}

function partRange(partNumber: string, { parts, size }: ObjectDescription): ByteRange | undefined {
  const sizes = parts ?? [size];
  const index = Number(partNumber) - 1;
  const length = sizes[index];
  if (length === undefined) throw new WireError('InvalidRange', `The object has ${sizes.length} parts.`);
  const start = sizes.slice(0, index).reduce((sum, part) => sum + part, 0);
  return length === 0 ? undefined : { start, end: start + length };
}

function objectHeaders(
  call: S3Call,
  object: ObjectDescription,
  range: ByteRange | undefined,
): Record<string, string | undefined> {
  const metadata = Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  const whole = !range || (range.start === 0 && range.end === object.size);
  const wantsChecksum = header(call.wire, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  return {
    ...object.headers,
    ...Object.fromEntries(metadata),
    ...validators(object),
    'accept-ranges': 'bytes',
    'content-length': String(range ? range.end - range.start : object.size),
    'content-range': contentRange(call, object, range),
    'x-amz-tagging-count': object.tags.length === 0 ? undefined : String(object.tags.length),
    'x-amz-mp-parts-count': partsCount(call, object),
    // A client that verifies the part that it got would fail with a checksum of the whole.
    ...checksumHeaders(wantsChecksum && whole ? object.checksum : undefined),
  };
}

/** RGW also sends it with a whole object if the requested range was invalid. */
function contentRange(
  { wire }: S3Call,
  { size }: ObjectDescription,
  range: ByteRange | undefined,
): string | undefined {
  if (range) return `bytes ${range.start}-${range.end - 1}/${size}`;
  return wire.headers.has('range') && size > 0 ? `bytes 0-${size - 1}/${size}` : undefined;
}

function partsCount(call: S3Call, { parts }: ObjectDescription): string | undefined {
  return parts && call.wire.query.has('partNumber') ? String(parts.length) : undefined;
}

function validators({ etag, lastModified }: ObjectDescription): Record<string, string> {
  return { etag: quoted(etag), 'last-modified': new Date(lastModified).toUTCString() };
}

/** @throws WireError InvalidArgument for a value that a header cannot contain. */
function overrides({ wire }: S3Call): Record<string, string | undefined> {
  const given = KEPT_HEADERS.filter((name) => wire.query.has(`response-${name}`));
  return Object.fromEntries(given.map((name) => [name, queryAsHeader(wire, `response-${name}`)]));
}

import { hash } from 'node:crypto';
import { printable } from '../../printable.ts';
import type { Body } from '../../s3/request.ts';
import type { PutOptions } from '../../s3/store-types.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { acceptExisting, alreadyThere } from './existing-object.ts';
import { putWhole, tagPartsObject } from './file-delivery.ts';
import type { FileUpload } from './file-upload.ts';
import { type UploadedParts, uploadStreamedParts } from './multipart-upload.ts';
import { isKeyTaken, replacesItself } from './put-if-absent.ts';
import type { StreamedInput, StreamedPiece } from './streamed-input.ts';
import { StreamedParts } from './streamed-parts.ts';
import { abortEarlier } from './unfinished-uploads.ts';

/**
 * Uploads a stream to its key, completely or not at all: in one request if it is short, otherwise in parts.
 *
 * @returns undefined when the stream is empty
 * @throws ArtifactFailure when it cannot be read or is not whole, or of kind `exists` when something is at its key
 * @throws StoreFailure if the store does not accept it
 */
export async function deliverStream(
  upload: FileUpload,
  input: StreamedInput,
): Promise<UploadedParts | undefined> {
  const { partSize, signal } = upload;
  const first = await input.read(partSize, signal);
  if (input.size === 0) return undefined;
  if (first.isLast) return await putPiece(upload, first);
  await assertMayLook(upload);
  const uploaded = await uploadStreamedParts(upload, new StreamedParts(input, first, partSize));
  await tagPartsObject(upload);
  await abortEarlier(upload);
  return uploaded;
}

/** @throws ArtifactFailure of kind `exists` when something is at the key, and may not be replaced */
export async function assertFree(upload: FileUpload): Promise<void> {
  if (upload.choices.overwrite) return;
  const stored = await upload.listing.objectNow(upload.key);
  if (stored !== undefined && stored !== 'unknown') throw alreadyThere(upload, '');
}

/** An RGW before 20.2.1 ignores If-None-Match for parts, so whether the key is free has to be looked at. */
async function assertMayLook({ key, choices, listing }: FileUpload): Promise<void> {
  if (choices.overwrite || (await listing.isOpen())) return;
  throw new ArtifactFailure(
    'refused',
    `'${printable(key)}' was not uploaded: it has more than one part, and this session may not check whether the key exists. Give this step the service credential, or a session with access read-write, or set overwrite.`,
  );
}

async function putPiece(upload: FileUpload, { bytes, sha256 }: StreamedPiece): Promise<UploadedParts> {
  const body: Body = { sha256, bytes: bytes.length, open: () => bytes };
  try {
    await putWhole(upload, body, (options) => isThere(upload, body, hash('md5', bytes), options));
  } catch (error) {
    if (isKeyTaken(error)) await acceptExisting(upload, error);
    throw error;
  }
  return { sha256, outcome: 'uploaded', content: { sha256, size: bytes.length } };
}

/**
 * Whether the object at the key is from an earlier attempt of this run whose answer was lost. The session may not read.
 */
async function isThere(
  { key, listing, stores }: FileUpload,
  body: Body,
  etag: string,
  options: PutOptions,
): Promise<boolean> {
  const stored = await listing.objectNow(key);
  if (stored === 'unknown') return await replacesItself(await stores.write(), key, body, etag, options);
  return stored?.etag === etag;
}

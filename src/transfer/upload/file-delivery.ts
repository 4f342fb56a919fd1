import { printable } from '../../printable.ts';
import type { Body } from '../../s3/request.ts';
import type { PutOptions } from '../../s3/store-types.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { LARGEST_PART } from '../part-plan.ts';
import { md5OfRange } from './etag.ts';
import { acceptExisting, alreadyThere, isThere, skip } from './existing-object.ts';
import { contentOf, isDamage, withBody } from './file-body.ts';
import type { FileUpload, UploadedFile } from './file-upload.ts';
import { uploadInParts } from './multipart-upload.ts';
import { tagsOf, withTags } from './object-tags.ts';
import { removeLeftPlaceholder } from './placeholder.ts';
import { isKeyTaken, putIfAbsent, replacesItself } from './put-if-absent.ts';
import { abortEarlier } from './unfinished-uploads.ts';

/**
 * Uploads one file, completely or not at all.
 *
 * @throws ArtifactFailure if the file cannot be read or has changed, or of kind `exists` if its key has other content
 * @throws StoreFailure if the store does not accept it
 */
export async function uploadFile(upload: FileUpload): Promise<UploadedFile> {
  const { file, partSize, choices } = upload;
  if (choices.dryRun) return foresee(upload);
  const there = await findThere(upload);
  const isLarge = file.size > partSize;
  const uploaded = there ?? (await ((await goesInParts(upload)) ? uploadInParts(upload) : putFile(upload)));
  if (isLarge && there !== undefined) await removeLeftPlaceholder(upload);
  if (isLarge && uploaded.outcome === 'uploaded') await tagPartsObject(upload);
  if (isLarge) await abortEarlier(upload);
  return uploaded;
}

/**
 * Whether a file is sent in parts. If it must not replace anything and the session may not list, it is sent in one request,
 * because only there every RGW respects If-None-Match.
 *
 * @throws ArtifactFailure of kind `refused` if it is too large for one request
 */
async function goesInParts({ file, key, partSize, choices, listing }: FileUpload): Promise<boolean> {
  if (file.size <= partSize) return false;
  if (choices.overwrite || (await listing.isOpen())) return true;
  if (file.size <= LARGEST_PART) return false;
  throw new ArtifactFailure(
    'refused',
    `'${printable(key)}' was not uploaded: the file is larger than 5 GiB, and this session may not check whether the key exists. Give this step the service credential, or a session with access read-write, or set overwrite.`,
  );
}

/** An RGW loses the tags of multipart uploads, so they are set in a separate request. */
export async function tagPartsObject({ key, choices, stores, signal }: FileUpload): Promise<void> {
  const tags = tagsOf(choices);
  if (Object.keys(tags).length === 0) return;
  await (await stores.write()).tagObject(key, tags, signal);
}

/** The result for a file that is already there. A small file is not worth a listing of its own. */
async function findThere(upload: FileUpload): Promise<UploadedFile | undefined> {
  const { file, partSize, choices, listing } = upload;
  if (choices.skipUnchanged && (await isThere(upload))) return skip(upload);
  if (choices.overwrite) return undefined;
  return file.size > partSize || listing.isAtHand ? acceptListed(upload) : undefined;
}

/** The result in a dry run. Digests are not computed. */
async function foresee(upload: FileUpload): Promise<UploadedFile> {
  const { choices } = upload;
  if (choices.overwrite && !choices.skipUnchanged) return { sha256: '', outcome: 'uploaded' };
  if (await isThere(upload)) return { sha256: '', outcome: 'skipped' };
  const taken = (await upload.listing.object(upload.key)) !== undefined;
  if (taken && !choices.overwrite) throw alreadyThere(upload);
  return { sha256: '', outcome: 'uploaded' };
}

async function putFile(upload: FileUpload): Promise<UploadedFile> {
  try {
    return await withBody(upload, async (body) => {
      await putWhole(upload, body, (options) => isOurs(upload, body, options));
      return { ...contentOf(body), outcome: 'uploaded' };
    });
  } catch (error) {
    if (!isKeyTaken(error)) throw error;
    return acceptExisting(upload, error);
  }
}

/**
 * Puts content in one request.
 *
 * @param isOurs checks whether the object at a taken key is from an earlier attempt, whose answer was lost
 * @throws StoreFailure of kind `exists` if the key has another object, which may not be replaced
 */
export async function putWhole(
  upload: FileUpload,
  body: Body,
  isOurs: (options: PutOptions) => Promise<boolean>,
): Promise<void> {
  const { key, stores, choices, headers, onSent, signal } = upload;
  const store = await stores.write();
  const options = { headers: withTags(headers, choices), onSent, signal };
  const send = async () => {
    if (choices.overwrite) await store.putObject(key, body, options);
    else await putIfAbsent({ store, stores, key }, body, options, async (lost) => lost && isOurs(options));
  };
  // The server received wrong bytes, and the content is unchanged: the network damaged them.
  await send().catch((error: unknown) => (isDamage(error) ? send() : Promise.reject(error)));
}

/**
 * Whether the object at the key is from an earlier attempt of this run whose answer was lost. The session may not read.
 */
async function isOurs(upload: FileUpload, body: Body, options: PutOptions): Promise<boolean> {
  const { file, key, stores, listing, signal } = upload;
  if ((await listing.objectNow(key)) !== 'unknown') return false;
  const md5 = await md5OfRange(file, 0, file.size, signal);
  return replacesItself(await stores.write(), key, body, md5.toString('hex'), options);
}

/** Checks the listing before anything is sent. Undefined if the key is free. @throws as {@link acceptExisting} */
async function acceptListed(upload: FileUpload): Promise<UploadedFile | undefined> {
  const stored = await upload.listing.object(upload.key);
  if (stored === undefined) return undefined;
  if (await isThere(upload)) return skip(upload);
  throw alreadyThere(upload);
}

import { printable } from '../../printable.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { hasContent } from './etag.ts';
import { digestsOf } from './file-body.ts';
import type { FileUpload, UploadedFile } from './file-upload.ts';

/** Whether the key had the file's content at the time of the listing. */
export async function isThere({ file, key, partSize, listing, signal }: FileUpload): Promise<boolean> {
  const stored = await listing.object(key);
  if (stored === undefined || stored.size !== file.size) return false;
  return hasContent(stored.etag, file, partSize, signal);
}

/** Skips a file whose content is already at its key. */
export async function skip(upload: FileUpload): Promise<UploadedFile> {
  return { ...(await digestsOf(upload)), outcome: 'skipped' };
}

/**
 * Handles a key that is taken. The same content is accepted, because an interrupted run continues, or the answer to a first
 * attempt was lost.
 *
 * @throws ArtifactFailure of kind `exists` if the content differs or cannot be compared
 */
export async function acceptExisting(upload: FileUpload, cause: unknown): Promise<UploadedFile> {
  const { file, key, partSize, listing, signal } = upload;
  if (upload.isStreamed) throw alreadyThere(upload, '', cause);
  const stored = await listing.objectNow(key);
  if (stored === 'unknown') throw alreadyThere(upload, NOT_TOLD, cause);
  const same =
    stored !== undefined &&
    stored.size === file.size &&
    (await hasContent(stored.etag, file, partSize, signal));
  if (!same) throw alreadyThere(upload, undefined, cause);
  return skip(upload);
}

const NOT_TOLD =
  ', and this session may not check whether it is the same: give this step the service credential, or a session with access read-write';

export function alreadyThere(
  { key }: Pick<FileUpload, 'key'>,
  how = ' with different content',
  cause?: unknown,
): ArtifactFailure {
  return new ArtifactFailure(
    'exists',
    `'${printable(key)}' already exists${how}. Choose another prefix, or set overwrite to replace it.`,
    { cause },
  );
}

import { StoreFailure } from '../../s3/failure.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { inParallel } from '../in-parallel.ts';
import type { FileChoices } from './upload-inputs.ts';
import type { UploadEntry, UploadOptions } from './upload-options.ts';

/** The tags by which a lifecycle rule can select objects. */
export function tagsOf({ retentionDays }: Partial<FileChoices>): Record<string, string> {
  return retentionDays === undefined ? {} : { 'retention-days': String(retentionDays) };
}

/** Headers with the tags, for an object that is sent in one request. */
export function withTags(
  headers: Readonly<Record<string, string>>,
  choices: Partial<FileChoices>,
): Readonly<Record<string, string>> {
  const tags = new URLSearchParams(tagsOf(choices)).toString();
  return tags === '' ? headers : { ...headers, 'x-amz-tagging': tags };
}

/**
 * Tags objects that already existed. They may have other tags, and an interrupted run may not have tagged its multipart
 * uploads. This comes after the manifest, because before that the objects may turn out to belong to another upload.
 *
 * @throws ArtifactFailure if not all of them could be tagged, although the upload is complete
 */
export async function tagSkipped(options: UploadOptions, entries: readonly UploadEntry[]): Promise<void> {
  const tags = tagsOf(options);
  if (Object.keys(tags).length === 0) return;
  const { stores, concurrency, signal } = options;
  const store = await stores.write();
  const skipped = entries.filter(({ outcome }) => outcome === 'skipped');
  try {
    await inParallel(skipped, concurrency, signal, ({ key }, either) => store.tagObject(key, tags, either));
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    throw new ArtifactFailure(
      error.kind === 'refused' ? 'refused' : 'partial',
      `All files and their manifest are uploaded, but not everything that already existed was tagged with retention-days. ${error.message}`,
      { cause: error },
    );
  }
}

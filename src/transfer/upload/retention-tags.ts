import { StoreFailure } from '../../s3/failure.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { inParallel } from '../in-parallel.ts';
import { tagsOf } from './object-headers.ts';
import type { UploadEntry, UploadOptions } from './upload-options.ts';

/**
 * Tags what was there already: it may have other tags, and a run that was interrupted may not have tagged what it put
 * together. Only when the manifest is there: before that the files may turn out to be another upload's.
 *
 * @throws ArtifactFailure when not all of them could be tagged, although the upload is whole
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
      `All files and their manifest are uploaded, but what was there already is not all tagged with retention-days. ${error.message}`,
      { cause: error },
    );
  }
}

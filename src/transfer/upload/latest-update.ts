import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { formatLatestPointer, type LatestPointer } from '../artifact/latest-pointer.ts';
import { readLatest } from '../download/small-object.ts';
import { putText } from './upload-manifest.ts';
import type { UploadOptions } from './upload-options.ts';

/**
 * Writes the latest pointer, and warns if that moves it back: a run that began earlier and took longer, or a repeated run,
 * replaces the pointer of a newer one.
 *
 * @param begunAt the time at which this upload began, in milliseconds since the epoch
 * @throws ArtifactFailure if it cannot be written, although the upload is complete
 */
export async function updateLatest(
  options: UploadOptions,
  key: string,
  pointer: LatestPointer,
  begunAt: number,
): Promise<void> {
  const before = await readBefore(options, key);
  try {
    await putText(options, key, formatLatestPointer(pointer), { onlyIfAbsent: false });
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    throw new ArtifactFailure(
      error.kind === 'refused' ? 'refused' : 'failed',
      `All files and their manifest are uploaded, but latest still names the previous upload. ${error.message}`,
      { cause: error },
    );
  }
  const text = before && describeStep(key, before, pointer, begunAt);
  if (text !== undefined) options.onEvent?.({ kind: 'note', text: `warning: ${text}` });
}

/** The current pointer. Undefined if there is none, or it cannot be read or is invalid. */
async function readBefore(
  { stores, signal }: Pick<UploadOptions, 'stores' | 'signal'>,
  key: string,
): Promise<LatestPointer | undefined> {
  try {
    const store = await stores.readManifest();
    return store && (await readLatest(store, key, signal));
  } catch (error) {
    if (error instanceof ArtifactFailure || error instanceof StoreFailure) return undefined;
    throw error;
  }
}

/** How the pointer has moved back, as a sentence. Undefined if it has not. */
function describeStep(
  key: string,
  before: LatestPointer,
  own: LatestPointer,
  begunAt: number,
): string | undefined {
  const remedy =
    'Let one job at a time write it (concurrency on GitHub, resource_group on GitLab), or run the newest again.';
  const moved = `latest ('${printable(key)}') has moved back to an older upload`;
  if (isLater(before.runId, own.runId)) {
    return `${moved}: it named the upload of run ${before.runId}, and this is run ${own.runId}. ${remedy}`;
  }
  if (before.manifestKey !== own.manifestKey && Date.parse(before.createdAt) > begunAt) {
    return `${moved}: while this upload was under way, '${printable(before.prefix)}' was named. ${remedy}`;
  }
  return undefined;
}

/** Whether a run's number is higher than another's. Most CI systems number their runs. */
function isLater(one: string | undefined, other: string | undefined): boolean {
  const isNumber = (text: string | undefined) => text !== undefined && /^\d{1,20}$/.test(text);
  return isNumber(one) && isNumber(other) && BigInt(one ?? 0) > BigInt(other ?? 0);
}

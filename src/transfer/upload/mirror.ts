import { printable } from '../../printable.ts';
import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { inParallel } from '../in-parallel.ts';
import type { UploadOptions } from './upload-options.ts';

/** How many keys are listed ahead of the deletion. */
const BATCH = 1_000;

/**
 * Deletes the objects below the prefix that are not kept.
 *
 * @returns how many objects were deleted, or would be in a dry run
 * @throws ArtifactFailure if not all of them could be deleted
 */
export async function deleteOthers(
  options: Told & Pick<UploadOptions, 'stores' | 'concurrency' | 'onEvent' | 'signal'>,
  kept: ReadonlySet<string>,
): Promise<number> {
  const { stores, prefix, dryRun, signal } = options;
  const [look, remove] = [await stores.look(), dryRun ? undefined : await stores.remove()];
  if (look === undefined || (remove === undefined && !dryRun)) throw notAllowed(options);
  let deleted = 0;
  let batch: string[] = [];
  const flush = async () => {
    await deleteBatch(options, remove, batch);
    deleted += batch.length;
    batch = [];
  };
  try {
    for await (const { key } of look.listObjects(prefix, signal)) {
      if (kept.has(key)) continue;
      batch.push(key);
      if (batch.length === BATCH) await flush();
    }
    await flush();
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    throw error.kind === 'refused' ? notAllowed(options, error) : notDeleted(options, error);
  }
  return deleted;
}

/** @param remove undefined in a dry run */
async function deleteBatch(
  {
    prefix,
    concurrency,
    onEvent,
    signal,
  }: Pick<UploadOptions, 'prefix' | 'concurrency' | 'onEvent' | 'signal'>,
  remove: ObjectStore | undefined,
  keys: readonly string[],
): Promise<void> {
  await inParallel(keys, concurrency, signal, async (key, either) => {
    await remove?.deleteObject(key, either);
    onEvent?.({ kind: 'file', path: key.slice(prefix.length), bytes: 0, outcome: 'deleted' });
  });
}

type Told = Pick<UploadOptions, 'prefix' | 'dryRun' | 'latest'>;

function notAllowed(told: Told, cause?: StoreFailure): ArtifactFailure {
  const { prefix, dryRun } = told;
  const may = dryRun
    ? `Cannot tell what would be deleted below '${printable(prefix)}': the role, or the session of an earlier step, must allow listing there.`
    : `${stateOf(told)}, but deleting other objects below '${printable(prefix)}' was refused: the role, or the session of an earlier step, must allow listing and deleting there.`;
  return new ArtifactFailure('refused', cause === undefined ? may : `${may} ${cause.message}`, { cause });
}

function notDeleted(told: Told, cause: StoreFailure): ArtifactFailure {
  const failed = told.dryRun
    ? 'Cannot tell what would be deleted'
    : `${stateOf(told)}, but some other objects below the prefix were not deleted`;
  return new ArtifactFailure('partial', `${failed}. ${cause.message}`, { cause });
}

/** What has been done so far, and what has not. */
function stateOf({ latest }: Told): string {
  return `All files and their manifest are uploaded${latest === undefined ? '' : ', latest still names the previous upload'}`;
}

import { ArtifactFailure } from '../artifact/failure.ts';
import { StoreFailure } from '../object-store/failure.ts';
import { visible } from '../progress/visible.ts';
import type { UploadOptions } from './upload.ts';

/** Keys that are deleted with one request. */
const BATCH = 1_000;

/**
 * Deletes what is below the prefix and not kept.
 *
 * @returns how many objects that were, or would be in a dry run
 * @throws ArtifactFailure when not all of them could be deleted
 */
export async function deleteOthers(
  options: Pick<UploadOptions, 'stores' | 'prefix' | 'dryRun' | 'onEvent' | 'signal'>,
  kept: ReadonlySet<string>,
): Promise<number> {
  const { stores, prefix, dryRun, onEvent, signal } = options;
  const [look, remove] = [await stores.look(), dryRun ? undefined : await stores.remove()];
  if (look === undefined || (remove === undefined && !dryRun)) throw notAllowed(prefix);
  let deleted = 0;
  let batch: string[] = [];
  const flush = async () => {
    const failures = (await remove?.deleteObjects(batch, signal)) ?? [];
    if (failures[0] !== undefined) throw notDeleted(failures.length, failures[0]);
    for (const key of batch) {
      onEvent?.({ kind: 'file', path: key.slice(prefix.length), bytes: 0, outcome: 'deleted' });
    }
    deleted += batch.length;
    batch = [];
  };
  try {
    for await (const { key } of look.listObjects(prefix, signal)) {
      if (kept.has(key)) continue;
      batch.push(key);
      if (batch.length === BATCH) await flush();
    }
    if (batch.length > 0) await flush();
  } catch (error) {
    if (error instanceof StoreFailure && error.kind === 'refused') throw notAllowed(prefix, error);
    throw error;
  }
  return deleted;
}

function notAllowed(prefix: string, cause?: unknown): ArtifactFailure {
  return new ArtifactFailure(
    'refused',
    `All files are uploaded, but deleting what else is below '${visible(prefix)}' is refused: the role, or the session of an earlier step, has to allow to list and to delete there.`,
    { cause },
  );
}

function notDeleted(count: number, { key, code }: { key: string; code: string }): ArtifactFailure {
  return new ArtifactFailure(
    'partial',
    `All files are uploaded, but ${count} of the others could not be deleted, such as '${visible(key)}' (${visible(code)}). Run it again once the role allows it.`,
  );
}

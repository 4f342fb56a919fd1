import { StoreFailure } from '../../s3/failure.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { warn } from '../artifact/event.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { inParallel } from '../in-parallel.ts';
import { LARGEST_PART } from '../part-plan.ts';
import { formatFiles } from '../progress/units.ts';
import { isKept } from './header-lines.ts';
import type { ObjectHeaders } from './object-headers.ts';
import { tagsOf } from './object-tags.ts';
import { orUndefinedIfRefused } from './stored-listing.ts';
import type { UploadEntry, UploadOptions } from './upload-options.ts';

type Headers = Readonly<Record<string, string>>;

/** What became of an object's headers. `large` and `refused`: they may differ, and stay. */
type Outcome = 'same' | 'changed' | 'large' | 'refused';

/**
 * Gives objects that already existed this upload's headers, if it says anything about headers. This comes after the
 * manifest, because before that the objects may turn out to belong to another upload.
 *
 * @returns the entries; in a dry run as they would be
 * @throws ArtifactFailure if not all of them could be changed, although the upload is complete
 */
export async function changeHeaders(
  options: UploadOptions,
  headers: ObjectHeaders,
  entries: readonly UploadEntry[],
): Promise<readonly UploadEntry[]> {
  const skipped = entries.filter(({ outcome }) => outcome === 'skipped');
  if (!headers.areGiven || skipped.length === 0) return entries;
  const { stores, concurrency, onEvent, signal } = options;
  const store = await stores.headers();
  const outcomes = new Map<UploadEntry, Outcome>();
  try {
    await inParallel(skipped, concurrency, signal, async (entry, either) => {
      const change = { ...options, signal: either, entry, wanted: headers.of(entry.path) };
      const outcome = store && (await orUndefinedIfRefused(() => changeObject(store, change)));
      outcomes.set(entry, outcome ?? 'refused');
      if (outcome === 'changed')
        onEvent?.({ kind: 'file', path: entry.path, bytes: 0, outcome: 'headers-changed' });
    });
  } catch (error) {
    if (error instanceof StoreFailure) throw notChanged(error);
    throw error;
  }
  warn(options, notesOn([...outcomes.values()]));
  return entries.map((entry) =>
    outcomes.get(entry) === 'changed' ? { ...entry, outcome: 'headers-changed' } : entry,
  );
}

interface Change extends Pick<UploadOptions, 'retentionDays' | 'dryRun' | 'signal'> {
  readonly entry: UploadEntry;
  readonly wanted: Headers;
}

async function changeObject(store: ObjectStore, change: Change): Promise<Outcome> {
  const { entry, wanted, dryRun, signal } = change;
  const { key, size } = entry;
  const stored = await store.headObject(key, signal);
  if (stored === undefined || areSame(stored.headers, wanted)) return 'same';
  if (size > LARGEST_PART) return 'large';
  if (dryRun) return 'changed';
  const tags = await tagsFor(store, change, stored.headers);
  const tag = async () => {
    if (Object.keys(tags).length > 0) await store.tagObject(key, tags, signal);
  };
  // Also before, so that a session that may not tag leaves everything as it is.
  await tag();
  await store.replaceHeaders(key, { ...wanted, ...storageClassOf(stored.headers) }, signal);
  await tag();
  return 'changed';
}

/** The copy loses the tags. Those of this upload replace those that the object has. */
async function tagsFor(
  store: ObjectStore,
  { entry, retentionDays, signal }: Change,
  stored: Headers,
): Promise<Record<string, string>> {
  const tags = tagsOf({ retentionDays });
  const isTagged = Number(stored['x-amz-tagging-count'] ?? 0) > 0;
  return isTagged && Object.keys(tags).length === 0 ? await store.readTags(entry.key, signal) : tags;
}

/** A copy without it would go to the standard one. */
function storageClassOf({ 'x-amz-storage-class': storageClass }: Headers): Headers {
  return storageClass === undefined ? {} : { 'x-amz-storage-class': storageClass };
}

function areSame(one: Headers, other: Headers): boolean {
  return comparable(one) === comparable(other);
}

/** The headers that an upload can set. An RGW 16 turns underscores in the names of metadata into hyphens. */
function comparable(headers: Headers): string {
  const set = Object.entries(headers).filter(([name, value]) => isKept(name) && value !== '');
  return JSON.stringify(set.map(([name, value]) => [name.replaceAll('_', '-'), value]).sort());
}

function notChanged(cause: StoreFailure): ArtifactFailure {
  return new ArtifactFailure(
    'partial',
    `All files and their manifest are uploaded, but not everything that already existed has this run's headers. ${cause.message}`,
    { cause },
  );
}

const ANEW = 'set overwrite and leave out skip-unchanged';
const LEFT = {
  refused: {
    why: 'the session may not read and copy objects',
    remedy: `give this step the service credential of a role that allows it, or ${ANEW}`,
  },
  large: { why: 'an object of more than 5 GiB cannot be copied in one request', remedy: ANEW },
} as const;

function notesOn(outcomes: readonly Outcome[]): string[] {
  return (['refused', 'large'] as const).flatMap((left) => {
    const files = outcomes.filter((outcome) => outcome === left).length;
    const { why, remedy } = LEFT[left];
    return files === 0
      ? []
      : [
          `files that already exist (${formatFiles(files)}) keep their headers, because ${why}. To change them, ${remedy}.`,
        ];
  });
}

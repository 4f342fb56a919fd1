import { InputError } from '../../failure.ts';
import { pathOf } from '../../http/signing.ts';
import { warn } from '../artifact/event.ts';
import { MANIFEST_NAME, objectKey } from '../artifact/key.ts';
import { Hashing } from '../hashing.ts';
import { inParallel } from '../in-parallel.ts';
import { partSizeFor } from '../part-plan.ts';
import { uploadFile } from './file-delivery.ts';
import type { SourceFile } from './file-selection.ts';
import type { FileUpload } from './file-upload.ts';
import { changeHeaders } from './header-changes.ts';
import { updateLatest } from './latest-update.ts';
import { Mirror } from './mirror.ts';
import { ObjectHeaders } from './object-headers.ts';
import { tagSkipped } from './object-tags.ts';
import { PlaceholderPermission, placeholderKeyFor } from './placeholder.ts';
import { orUndefinedIfRefused, StoredListing } from './stored-listing.ts';
import { UploadFailures } from './upload-failures.ts';
import { assertListable, assertOwnPrefix, putManifest } from './upload-manifest.ts';
import type { UploadEntry, UploadedContent, UploadOptions, UploadResult } from './upload-options.ts';
import { wavesOf } from './upload-order.ts';
import { cleanUpSignal } from './with-grace.ts';

interface Planned {
  readonly file: SourceFile;
  readonly key: string;
  readonly partSize: number;
}

/**
 * Uploads a selection below a prefix: first the files, then the manifest that lists them, then what `delete` and `latest`
 * ask for. A failed file does not stop the others, but then no manifest is written. A failure that would affect every file
 * stops the upload.
 *
 * @throws InputError before anything is sent
 * @throws ArtifactFailure if it is incomplete
 * @throws StoreFailure, ExchangeFailure if the work cannot begin or end
 * @throws the signal's reason if it is aborted
 */
export async function upload(options: UploadOptions): Promise<UploadResult> {
  const { selection, prefix, dryRun, signal } = options;
  const plan = planUpload(options);
  assertListable(options);
  signal.throwIfAborted();
  const { files, bytes } = selection;
  options.onEvent?.({ kind: 'planned', files: files.length, bytes, ...(dryRun ? { dryRun } : {}) });
  const begunAt = options.now();
  const manifestKey = prefix + MANIFEST_NAME;
  warn(options, plan.headers.notes);
  if (dryRun) await lookAhead(options);
  const isRepeated = await assertOwnPrefix(options, manifestKey);
  await plan.mirror?.assertFew();
  return await finishUpload(options, plan, ofObjects(await uploadFiles(options, plan, isRepeated)), begunAt);
}

/** The content of an upload with an object for each file. */
export function ofObjects(objects: readonly UploadEntry[]): UploadedContent {
  return { objects, files: objects };
}

/**
 * What follows when all files are there: the manifest, then headers and tags of what was there already, then what `delete`
 * and `latest` ask for.
 *
 * @param begunAt milliseconds since the epoch
 */
export async function finishUpload(
  options: UploadOptions,
  { headers, mirror }: Pick<Plan, 'headers' | 'mirror'>,
  content: UploadedContent,
  begunAt: number,
): Promise<UploadResult> {
  const { selection, prefix, dryRun } = options;
  const manifestKey = prefix + MANIFEST_NAME;
  const { manifest, sha256: manifestSha256 } = await putManifest(options, manifestKey, content);
  const entries = await changeHeaders(options, headers, content.objects);
  if (!dryRun) await tagSkipped(options, entries);
  const deleted = (await mirror?.delete()) ?? 0;
  if (options.latest !== undefined && !dryRun) {
    const { createdAt } = manifest;
    const { latest, run: { runId, number } = {} } = options;
    const order = { number, begunAt: new Date(begunAt).toISOString() };
    const pointer = { version: 1, prefix, manifestKey, manifestSha256, createdAt, runId, order } as const;
    await updateLatest(options, latest, pointer);
  }
  const { archive } = content;
  // The files of an archive share its outcome.
  const each = archive === undefined ? 1 : content.files.length;
  const count = (wanted: UploadEntry['outcome']) =>
    entries.filter(({ outcome }) => outcome === wanted).length * each;
  return {
    manifestKey,
    manifestSha256,
    files: content.files.length,
    bytes: selection.bytes,
    uploaded: count('uploaded'),
    skipped: count('skipped'),
    headersChanged: count('headers-changed'),
    deleted,
    prefix,
    url: `${options.target.endpoint}${pathOf(options.target.bucket, prefix)}`,
    entries,
    ...(archive && { archive }),
    manifest,
  };
}

/** Checks in a dry run that there is a session and a bucket. @throws ExchangeFailure, StoreFailure if there is not */
export async function lookAhead({ stores, prefix, onEvent, signal }: UploadOptions): Promise<void> {
  await stores.write();
  const store = await stores.look();
  const look = async () => {
    for await (const _ of store?.listObjects(prefix, signal) ?? []) break;
    return true;
  };
  if (store !== undefined && (await orUndefinedIfRefused(look))) return;
  warn({ onEvent }, [
    'this session may not list the bucket, or is for another bucket, so every file counts as new.',
  ]);
}

/** What an upload sends, and how. */
export interface Plan {
  /** Large files come first, so that none is left over at the end. */
  readonly files: readonly Planned[];
  readonly headers: ObjectHeaders;
  /** With `delete`. */
  readonly mirror: Mirror | undefined;
}

/** Checks everything possible before anything is sent. */
export function planUpload(options: UploadOptions): Plan {
  const { selection, prefix, latest, partSize } = options;
  if (options.delete && prefix === '') {
    throw new InputError(
      'delete',
      'needs a prefix: without one it would delete everything else in the bucket.',
    );
  }
  const planned = selection.files.map((file) => ({
    file,
    key: objectKey(prefix, file.path),
    partSize: partSizeFor(file.path, file.size, partSize),
  }));
  for (const { path } of selection.links) objectKey(prefix, path);
  if (
    latest !== undefined &&
    (latest === prefix + MANIFEST_NAME || planned.some(({ key }) => key === latest))
  ) {
    throw new InputError(
      'latest',
      'is the key of a file of this upload, or of its manifest: choose another key.',
    );
  }
  planned.sort((one, other) => Number(isLarge(other)) - Number(isLarge(one)));
  const paths = selection.files.map(({ path }) => path);
  const keys = planned.map(({ key }) => key);
  return {
    files: planned,
    headers: new ObjectHeaders(options, paths),
    mirror: options.delete ? new Mirror(options, keys) : undefined,
  };
}

function isLarge({ file, partSize }: Planned): boolean {
  return file.size > partSize;
}

async function uploadFiles(
  options: UploadOptions,
  { files: planned, headers }: Plan,
  isRepeated: boolean,
): Promise<UploadEntry[]> {
  const { stores, prefix, signal, concurrency, now, onEvent } = options;
  const failures = new UploadFailures(options);
  const stop = AbortSignal.any([signal, failures.signal]);
  const keys = new Set(
    planned.flatMap((one) => (isLarge(one) ? [one.key, placeholderKeyFor(prefix, one.key)] : [one.key])),
  );
  const listing = new StoredListing(stores, prefix, keys, stop, isRepeated);
  const hashing = new Hashing();
  const onSent = (bytes: number) => onEvent?.({ kind: 'sent', bytes });
  const cleanUp = cleanUpSignal(stop);
  const placeholderPermission = new PlaceholderPermission(stores, prefix);
  const common = {
    stores,
    hashing,
    listing,
    placeholderPermission,
    choices: options,
    onSent,
    now,
    cleanUp,
  };
  const entries: UploadEntry[] = [];
  const work = async ({ file, key, partSize }: Planned) => {
    const { path, size } = file;
    const placeholderKey = placeholderKeyFor(prefix, key);
    const sent = { headers: headers.of(path), ...common, signal: stop };
    const one: FileUpload = { file, key, placeholderKey, partSize, ...sent };
    try {
      const uploaded = await uploadFile(one);
      entries.push({ path, key, size, ...uploaded });
      onEvent?.({ kind: 'file', path, bytes: size, outcome: uploaded.outcome });
    } catch (error) {
      // A file that is aborted because of another failure or a cancel has not failed itself.
      if (stop.aborted && error === stop.reason) return;
      const reason = failures.add(path, error);
      onEvent?.({ kind: 'file', path, bytes: size, outcome: 'failed', reason });
    }
  };
  try {
    for (const wave of wavesOf(planned)) {
      if (!failures.isEmpty) break;
      await inParallel(wave, concurrency, stop, work, ({ file }) => file.size).catch((error) => {
        if (!stop.aborted) throw error;
      });
    }
  } finally {
    await hashing.close();
  }
  signal.throwIfAborted();
  failures.throwIfAny(planned.length, entries.length);
  return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}

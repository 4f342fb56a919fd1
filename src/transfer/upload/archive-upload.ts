import { printable } from '../../printable.ts';
import type { ArchiveName, ManifestArchive } from '../artifact/archive.ts';
import { warn } from '../artifact/event.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { MANIFEST_NAME } from '../artifact/key.ts';
import { Hashing } from '../hashing.ts';
import { inParallel } from '../in-parallel.ts';
import { archiveName, archiveStream } from './archive-stream.ts';
import type { StoredManifest } from './existing-manifest.ts';
import { digestsOf } from './file-body.ts';
import type { SourceFile } from './file-selection.ts';
import { fileOfStream, selectionOfStream, sendStream } from './stream-upload.ts';
import { finishUpload, lookAhead, type Plan, planUpload } from './upload.ts';
import { assertListable, findOwnManifest } from './upload-manifest.ts';
import type { FileDigest, UploadEntry, UploadOptions, UploadResult } from './upload-options.ts';

/** How many files are hashed at the same time, to compare them with an earlier upload. */
const HASHED_AT_ONCE = 4;

/**
 * Uploads a selection as one object below a prefix, then the manifest that lists the files in it, and what else an upload
 * writes.
 *
 * @throws as `upload`
 */
export async function uploadArchive(options: UploadOptions): Promise<UploadResult> {
  const { selection, now, onEvent, dryRun, signal } = options;
  const begunAt = now();
  const first = planArchive(options, archiveName(), begunAt);
  assertListable(options);
  signal.throwIfAborted();
  const { files, bytes } = selection;
  onEvent?.({ kind: 'planned', files: files.length, bytes, ...(dryRun ? { dryRun } : {}) });
  warn(options, first.headers.notes);
  if (dryRun) await lookAhead(options);
  const same = await findUnchanged(options);
  // Must not be deleted. An older Node may have compressed it in another way.
  const plan = same === undefined ? first : planArchive(options, same.archive.path, begunAt);
  await plan.mirror?.assertFew();
  const packed = same ?? (dryRun ? foresee(options) : await pack(options, plan));
  const { archive } = packed;
  const outcome = same === undefined ? 'uploaded' : 'skipped';
  const { path, size, sha256 } = archive;
  const entry: UploadEntry = { path, key: options.prefix + path, size, sha256, outcome };
  for (const one of files) onEvent?.({ kind: 'file', path: one.path, bytes: one.size, outcome });
  return await finishUpload(options, plan, { ...packed, objects: [entry] }, begunAt);
}

function planArchive(options: UploadOptions, path: ArchiveName, begunAt: number): Plan {
  const { links, leavesOut } = options.selection;
  const selection = { ...selectionOfStream(fileOfStream(path, begunAt)), links, leavesOut };
  return planUpload({ ...options, selection });
}

/** The files of an archive, by their digests. */
interface Packed {
  readonly archive: ManifestArchive;
  readonly files: readonly FileDigest[];
}

/** The files are not read in a dry run. */
function foresee({ selection }: UploadOptions): Packed {
  const archive = { path: archiveName(), size: 0, sha256: '' };
  return { archive, files: selection.files.map(({ path }) => ({ path, sha256: '' })) };
}

async function pack(options: UploadOptions, { files: [planned], headers }: Plan): Promise<Packed> {
  if (planned === undefined) throw new Error('An archive is not planned.');
  const { selection, onEvent, signal } = options;
  const path = archiveName();
  const files: FileDigest[] = [];
  const onPacked = ({ path, size }: SourceFile, sha256: string) => {
    files.push({ path, sha256 });
    onEvent?.({ kind: 'sent', bytes: size });
  };
  const stream = archiveStream({ ...selection, onPacked, signal });
  // Progress is reported for the files in it.
  const sending = { ...options, stream, onSent: () => undefined };
  const sent = await sendStream(sending, { ...planned, headers: headers.of(path) });
  if (sent === undefined) throw new Error('An archive is never empty.');
  const { sha256, parts, content } = sent;
  return { archive: { path, size: content.size, sha256, ...(parts && { parts }) }, files };
}

/**
 * The earlier upload at the prefix, if it has the same files.
 *
 * @throws ArtifactFailure of kind `exists` if it has others, which must not be replaced, or if its archive is gone
 */
async function findUnchanged(options: UploadOptions): Promise<Packed | undefined> {
  const { overwrite, skipUnchanged, prefix } = options;
  if (overwrite && !skipUnchanged) return undefined;
  try {
    const found = await findSame(options, prefix + MANIFEST_NAME);
    const archive = found?.manifest.archive;
    if (found === undefined || archive === undefined) return undefined;
    await assertThere(options, prefix + archive.path, archive.size);
    return { archive, files: found.manifest.files };
  } catch (error) {
    if (overwrite && error instanceof ArtifactFailure && error.kind === 'exists') return undefined;
    throw error;
  }
}

/** Only if sizes and modes are the same are the files read. */
async function findSame(options: UploadOptions, key: string): Promise<StoredManifest | undefined> {
  const archive: ManifestArchive = { path: archiveName(), size: 0, sha256: '' };
  const { files } = options.selection;
  const bySize = files.map(({ path }) => ({ path, sha256: '' }));
  const found = await findOwnManifest(options, key, { files: bySize, archive });
  if (found === undefined || options.dryRun) return found;
  return await findOwnManifest(options, key, { files: await digestAll(options), archive });
}

async function digestAll({ selection, signal }: UploadOptions): Promise<FileDigest[]> {
  const digests: FileDigest[] = [];
  const hashing = new Hashing();
  try {
    await inParallel(selection.files, HASHED_AT_ONCE, signal, async (file, either) => {
      const { sha256 } = await digestsOf({ file, hashing, partSize: file.size, signal: either });
      digests.push({ path: file.path, sha256 });
    });
  } finally {
    await hashing.close();
  }
  return digests;
}

async function assertThere({ stores, signal }: UploadOptions, key: string, size: number): Promise<void> {
  const store = await stores.look();
  if (store === undefined) return;
  for await (const object of store.listObjects(key, signal)) {
    if (object.key === key && object.size === size) return;
    break;
  }
  throw new ArtifactFailure(
    'exists',
    `The manifest below the prefix lists these files, but their archive '${printable(key)}' is gone or was replaced. Set overwrite to upload it again.`,
  );
}

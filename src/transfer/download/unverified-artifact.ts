import { printable } from '../../printable.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { StoredObject } from '../../s3/store-types.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { PLACEHOLDERS } from '../artifact/key.ts';
import type { ManifestFile } from '../artifact/manifest.ts';
import { formatCount, formatFiles } from '../progress/units.ts';
import type { FoundArtifact } from './artifact-source.ts';
import { isMd5 } from './content-check.ts';
import { judgeManifest } from './file-failures.ts';

/** The most objects below a prefix. A manifest has no room for more either. */
const MOST_OBJECTS = 400_000;
/** The mode of a file whose own mode is unknown. */
const MODE = 0o644;
/** About how many bytes an entry takes in a manifest, without its path. */
const BYTES_OF_FILE = 160;

/**
 * What is below a prefix, whoever put it there, as an artifact without a manifest.
 *
 * @param prefix empty, or with a slash at its end
 * @throws ArtifactFailure of kind `nothing-found` if there is nothing, `failed` if there is too much, or of another kind if
 *   it cannot be listed
 */
export async function listArtifact(
  store: ObjectStore,
  prefix: string,
  signal: AbortSignal,
): Promise<FoundArtifact> {
  const files: ManifestFile[] = [];
  const etags = new Map<string, string>();
  let manifestBytes = 0;
  try {
    for await (const object of store.listObjects(prefix, signal)) {
      const path = object.key.slice(prefix.length);
      if (isNotFile(path, object)) continue;
      files.push(describe(path, object));
      etags.set(path, object.etag);
      manifestBytes += path.length + BYTES_OF_FILE;
      if (files.length > MOST_OBJECTS) throw tooMany(prefix);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw judgeManifest(error);
  }
  if (files.length === 0) throw nothingThere(prefix);
  const manifest = { version: 1, prefix, createdAt: new Date(0).toISOString(), files, links: [] } as const;
  return { manifest, manifestKey: '', manifestSha256: '', manifestBytes, prefix, etags };
}

/** Whether it is an object that some tools put in place of a folder, or that uploads keep for themselves. */
function isNotFile(path: string, { size }: StoredObject): boolean {
  return (size === 0 && (path === '' || path.endsWith('/'))) || path.startsWith(PLACEHOLDERS);
}

function describe(path: string, { size, lastModified }: StoredObject): ManifestFile {
  const changed = new Date(lastModified);
  const mtime = Number.isNaN(changed.getTime()) ? new Date(0) : changed;
  return { path, size, sha256: '', mode: MODE, mtime: mtime.toISOString() };
}

/** What the user must know about an artifact without a manifest. */
export function warningOf({ prefix, etags = new Map() }: FoundArtifact): string {
  const count = etags.size;
  const bySize = [...etags.values()].filter((etag) => !isMd5(etag)).length;
  const how =
    bySize === 0
      ? 'by the MD5 in the listing'
      : `${formatCount(count - bySize)} by the MD5 in the listing, and ${formatCount(bySize)} by their size alone`;
  return `'${printable(prefix)}' has no manifest, so nothing says that its ${formatFiles(count)} are complete, or what was uploaded. They are compared ${how}. Modes, times and links are not restored.`;
}

function nothingThere(prefix: string): ArtifactFailure {
  return new ArtifactFailure(
    'nothing-found',
    `There is nothing below '${printable(prefix)}': check bucket and prefix.`,
  );
}

function tooMany(prefix: string): ArtifactFailure {
  return new ArtifactFailure(
    'failed',
    `Nothing was downloaded, because there are more than ${formatCount(MOST_OBJECTS)} objects below '${printable(prefix)}'. Download a longer prefix at a time.`,
  );
}

import { printable } from '../../printable.ts';
import { contentDigest } from '../artifact/content-digest.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { LONGEST_MANIFEST, type Manifest, parseManifestInTurns } from '../artifact/manifest.ts';
import { readSmallObject } from '../download/small-object.ts';
import { orUndefinedIfRefused } from './stored-listing.ts';
import type { UploadStores } from './upload-stores.ts';

export interface StoredManifest {
  readonly manifest: Manifest;
  /** Hexadecimal. */
  readonly sha256: string;
}

interface ManifestLook {
  readonly state: string;
  readonly isThere: boolean;
  readonly signal: AbortSignal;
}

/**
 * The existing manifest, for an upload that replaces nothing. If it says the same, it stays, byte for byte: a repeated run
 * then ends like the first, and a stored digest of the first remains valid.
 *
 * @param own the manifest that would be written. A file with an empty `sha256` is compared by its size alone.
 * @param options.state what has been done so far, as the beginning of a sentence
 * @param options.isThere whether a manifest is known to exist
 * @returns undefined if there is none, or none is known and the session may not read it
 * @throws ArtifactFailure of kind `exists` if it belongs to another upload, or if one exists and cannot be read
 */
export async function findSameManifest(
  stores: UploadStores,
  key: string,
  own: Manifest,
  { state, isThere, signal }: ManifestLook,
): Promise<StoredManifest | undefined> {
  const found = await compareManifest(stores, key, own, signal);
  if (found === 'unreadable' && isThere)
    throw refusal(state, key, 'and this session may not read what it lists');
  if (found === 'none' || found === 'unreadable') return undefined;
  if ('difference' in found) throw refusal(state, key, found.difference);
  return found;
}

/** Compares the existing manifest with the one that would be written, as {@link findSameManifest} does. */
export async function compareManifest(
  stores: UploadStores,
  key: string,
  own: Manifest,
  signal: AbortSignal,
): Promise<'none' | 'unreadable' | { readonly difference: string } | StoredManifest> {
  const bytes = await readManifest(stores, key, signal);
  if (bytes === 'none') return 'none';
  if (bytes === undefined) return 'unreadable';
  const manifest = await parseOrNothing(bytes.toString('utf8'), signal);
  if (manifest === undefined) return { difference: 'and is not a manifest' };
  const difference = differenceOf(manifest, own);
  return difference === undefined ? { manifest, sha256: contentDigest(bytes) } : { difference };
}

/** @returns undefined if the session may not read it */
async function readManifest(
  stores: UploadStores,
  key: string,
  signal: AbortSignal,
): Promise<Buffer | 'none' | undefined> {
  const store = await stores.readManifest();
  if (store === undefined) return undefined;
  return orUndefinedIfRefused(async () => {
    try {
      return (await readSmallObject(store, key, LONGEST_MANIFEST, signal)).content;
    } catch (error) {
      if (error instanceof ArtifactFailure && error.kind === 'nothing-found') return 'none';
      throw error;
    }
  });
}

async function parseOrNothing(text: string, signal: AbortSignal): Promise<Manifest | undefined> {
  try {
    return await parseManifestInTurns(text, signal);
  } catch (error) {
    if (error instanceof ArtifactFailure) return undefined;
    throw error;
  }
}

/** How two manifests differ, as the end of a sentence. Their dates and the files' times are ignored. */
function differenceOf(there: Manifest, own: Manifest): string | undefined {
  if (!isSameArchive(there.archive, own.archive)) return archiveDifference(own);
  const ours = new Map([...own.files, ...own.links].map((entry) => [entry.path, entry]));
  for (const entry of [...there.files, ...there.links]) {
    const { path } = entry;
    const other = ours.get(path);
    if (other === undefined) return `and lists '${printable(path)}', which this upload does not have`;
    if (!isSame(entry, other)) return `and lists a different '${printable(path)}'`;
    ours.delete(path);
  }
  const [missing] = ours.keys();
  if (missing !== undefined) return `and does not list '${printable(missing)}', which this upload has`;
  return retentionOf(there) === retentionOf(own) ? undefined : 'with a different retention-days';
}

/** An archive without a digest is not packed yet. */
function isSameArchive(there: Manifest['archive'], own: Manifest['archive']): boolean {
  if (there === undefined || own === undefined) return there === own;
  return own.sha256 === '' || there.sha256 === own.sha256;
}

function archiveDifference({ archive }: Manifest): string {
  if (archive === undefined) return 'and lists an archive, which this upload is not';
  return 'and lists files, or another archive, and this upload is an archive';
}

type Entry = Manifest['files'][number] | Manifest['links'][number];

function isSame(one: Entry, other: Entry): boolean {
  if ('target' in one || 'target' in other) {
    return 'target' in one && 'target' in other && one.target === other.target;
  }
  const sameContent = one.sha256 === other.sha256 || other.sha256 === '';
  return one.size === other.size && one.mode === other.mode && sameContent;
}

/** In milliseconds. Undefined if it never expires. */
function retentionOf({ createdAt, expiresAt }: Manifest): number | undefined {
  return expiresAt === undefined ? undefined : Date.parse(expiresAt) - Date.parse(createdAt);
}

function refusal(state: string, key: string, how: string): ArtifactFailure {
  return new ArtifactFailure(
    'exists',
    `${state}'${printable(key)}' already exists ${how}: it is the manifest of another upload. Give each upload its own prefix, or set overwrite to replace the manifest.`,
  );
}

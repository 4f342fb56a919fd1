import { printable } from '../../printable.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { contentDigest } from '../artifact/content-digest.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { MANIFEST_NAME } from '../artifact/key.ts';
import type { LatestPointer } from '../artifact/latest-pointer.ts';
import { LONGEST_MANIFEST, type Manifest, parseManifestInTurns } from '../artifact/manifest.ts';
import { judgeManifest } from './file-failures.ts';
import { readLatest, readSmallObject } from './small-object.ts';

export interface Whereabouts {
  readonly prefix: string;
  readonly manifestKey?: string | undefined;
  readonly manifestSha256?: string | undefined;
  readonly latest?: string | undefined;
  /** The content of the object at `latest`, if it was read. */
  readonly pointer?: LatestPointer | undefined;
}

export interface FoundArtifact {
  readonly manifest: Manifest;
  readonly manifestKey: string;
  /** Hexadecimal. */
  readonly manifestSha256: string;
  /** The size of the manifest's text. */
  readonly manifestBytes: number;
  /** The prefix of the files' keys. */
  readonly prefix: string;
  /** The ETags of the objects by path, if there is no manifest. Then nothing is known of links, modes and times. */
  readonly etags?: ReadonlyMap<string, string>;
}

/**
 * Finds an artifact's manifest: by its key, through the latest pointer, or by the prefix.
 *
 * @throws ArtifactFailure of kind `nothing-found` if there is none, `integrity` if it is invalid or has another digest, or
 *   of another kind if it cannot be read
 * @throws the signal's reason if it is aborted
 */
export async function findArtifact(
  store: ObjectStore,
  whereabouts: Whereabouts,
  signal: AbortSignal,
): Promise<FoundArtifact> {
  try {
    return await readArtifact(store, whereabouts, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw judgeManifest(error);
  }
}

async function readArtifact(
  store: ObjectStore,
  whereabouts: Whereabouts,
  signal: AbortSignal,
): Promise<FoundArtifact> {
  const { key, digests } = await locate(store, whereabouts, signal);
  const { content } = await readSmallObject(store, key, LONGEST_MANIFEST, signal);
  const manifestSha256 = contentDigest(content);
  for (const { by, sha256 } of digests) {
    if (sha256 !== manifestSha256) throw otherManifest(key, manifestSha256, by, sha256);
  }
  const what = `the manifest '${printable(key)}'`;
  const manifest = await parseManifestInTurns(content.toString('utf8'), signal, what);
  const prefix = prefixOf(key, manifest);
  return { manifest, manifestKey: key, manifestSha256, manifestBytes: content.length, prefix };
}

interface ExpectedDigest {
  /** Where the digest comes from. */
  readonly by: string;
  readonly sha256: string;
}

async function locate(
  store: ObjectStore,
  { prefix, manifestKey, manifestSha256, latest, pointer: known }: Whereabouts,
  signal: AbortSignal,
): Promise<{ key: string; digests: ExpectedDigest[] }> {
  const given = manifestSha256 === undefined ? [] : [{ by: 'manifest-sha256', sha256: manifestSha256 }];
  if (manifestKey !== undefined) return { key: manifestKey, digests: given };
  if (latest === undefined) return { key: prefix + MANIFEST_NAME, digests: given };
  const pointer = known ?? (await readLatest(store, latest, signal));
  const by = `the pointer '${printable(latest)}'`;
  return { key: pointer.manifestKey, digests: [...given, { by, sha256: pointer.manifestSha256 }] };
}

/**
 * If an artifact was copied with its manifest, its files are read from the copy. If only the manifest was copied, they are
 * read from the original prefix.
 */
function prefixOf(key: string, { prefix }: Manifest): string {
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  return key === folder + MANIFEST_NAME ? folder : prefix;
}

function otherManifest(key: string, found: string, by: string, expected: string): ArtifactFailure {
  return new ArtifactFailure(
    'integrity',
    `Reading '${printable(key)}' failed: its SHA-256 is ${found}, and ${by} says ${printable(expected)}. It was replaced, perhaps by a later upload to the same prefix, and is not used. Download the artifact that you meant, or find out who else writes there.`,
  );
}

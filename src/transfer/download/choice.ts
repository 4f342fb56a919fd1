import { printable } from '../../printable.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import type { ManifestFile, ManifestLink } from '../artifact/manifest.ts';
import { readGlobs } from '../artifact/path-globs.ts';
import { foldFor, pathProblem, platformProblem, treeProblem } from '../artifact/path-rules.ts';
import { isTaken, unmatchedOf } from '../path-pattern.ts';
import type { FoundArtifact } from './artifact-source.ts';
import { formatEntries } from './entry.ts';
import { type Entries, mergeEntries, namesOf } from './merge.ts';

/** An artifact, and where it goes. */
export interface PlacedArtifact extends FoundArtifact {
  /** Below the download's directory, with a slash at its end. Empty for the directory itself. */
  readonly folder: string;
}

/** Where a file or link comes from. Its `path` is where it goes, below the download's directory. */
interface Origin {
  readonly artifact: PlacedArtifact;
}

export interface ChosenFile extends ManifestFile, Origin {
  /** Its object. In an archive it has none. */
  readonly key: string;
  /** The file as the manifest lists it. */
  readonly source: ManifestFile;
  /** Of its object, if no manifest lists it. */
  readonly etag?: string | undefined;
}

export interface ChosenLink extends ManifestLink, Origin {}

export interface Choice {
  readonly files: readonly ChosenFile[];
  readonly links: readonly ChosenLink[];
  /** Requested patterns that match nothing. */
  readonly idle: readonly string[];
}

/**
 * The requested files and links of artifacts.
 *
 * @throws InputError if a glob is invalid
 * @throws ArtifactFailure of kind `nothing-found` if the globs match nothing, `failed` if the platform cannot store the
 *   artifacts, `exists` if two of them have different content for one path
 */
export function choose(
  artifacts: readonly PlacedArtifact[],
  {
    include = [],
    platform,
  }: { readonly include?: readonly string[] | undefined; readonly platform: NodeJS.Platform },
): Choice {
  const all = artifacts.map(({ manifest: { files, links } }) => [...files, ...links].map(({ path }) => path));
  const paths = all.flat();
  const patterns = readGlobs('include', include, paths);
  // With exclusions only, everything else is downloaded.
  const byDefault = patterns.every(({ excludes }) => excludes);
  const takes = ({ path }: { readonly path: string }) => isTaken(patterns, path) ?? byDefault;
  const files = artifacts.flatMap((artifact) =>
    artifact.manifest.files.filter(takes).map((file) => placeFile(artifact, file)),
  );
  const links = artifacts.flatMap((artifact) =>
    artifact.manifest.links.filter(takes).map((link) => placeLink(artifact, link)),
  );
  if (files.length + links.length === 0 && paths.length > 0) throw nothingLeft(artifacts);
  assertSafe(files);
  const merged = artifacts.length > 1 ? mergeEntries({ files, links }, platform) : { files, links };
  assertPossible(merged, platform);
  return { ...merged, idle: unmatchedOf(patterns, paths) };
}

/** The paths in a manifest have been checked. Those of objects without one are checked if they are chosen. */
function assertSafe(files: readonly ChosenFile[]): void {
  for (const { path, etag, key, source } of files) {
    const problem = etag === undefined ? undefined : pathProblem(path);
    if (problem === undefined) continue;
    throw new ArtifactFailure(
      'integrity',
      `Nothing was downloaded, because the path of '${printable(key)}' ${problem}. Leave it out (include '!${printable(source.path)}'), and find out who put it there.`,
    );
  }
}

function placeFile(artifact: PlacedArtifact, file: ManifestFile): ChosenFile {
  const { folder, prefix, etags } = artifact;
  const etag = etags?.get(file.path);
  return { ...file, path: folder + file.path, key: prefix + file.path, source: file, etag, artifact };
}

function placeLink(artifact: PlacedArtifact, link: ManifestLink): ChosenLink {
  return { ...link, path: artifact.folder + link.path, artifact };
}

function nothingLeft(artifacts: readonly PlacedArtifact[]): ArtifactFailure {
  const files = artifacts.flatMap(({ manifest }) => manifest.files);
  const links = artifacts.flatMap(({ manifest }) => manifest.links);
  const all = formatEntries({ files: files.length, links: links.length });
  const example = printable(files[0]?.path ?? links[0]?.path ?? '**');
  const where = artifacts.length === 1 ? 'artifact' : 'artifacts';
  return new ArtifactFailure(
    'nothing-found',
    `include matches none of the ${all} in the ${where}: write globs of paths as in the manifest, such as '${example}'.`,
  );
}

function assertPossible({ files, links }: Entries, platform: NodeJS.Platform): void {
  const texts = [
    ...[...files, ...links].map(({ path }) => ({ path, text: path })),
    ...links.map(({ path, target }) => ({ path, text: target })),
  ];
  for (const { path, text } of texts) {
    const problem = platformProblem(platform, text);
    if (problem !== undefined) throw impossible(path, problem);
  }
  const found = treeProblem(namesOf({ files, links }), foldFor(platform));
  if (found !== undefined) throw impossible(found.path, found.problem);
}

function impossible(path: string, problem: string): ArtifactFailure {
  return new ArtifactFailure(
    'failed',
    `Downloading '${printable(path)}' was not tried: its name ${problem}, which this system does not support. Nothing was written: leave it out (include), or download on another system.`,
  );
}

import { printable } from '../../printable.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import type { Manifest, ManifestFile, ManifestLink } from '../artifact/manifest.ts';
import { foldFor, platformProblem, treeProblem } from '../artifact/path-rules.ts';
import { formatEntries } from './entry-count.ts';
import { PathFilter } from './path-filter.ts';

export interface Choice {
  readonly files: readonly ManifestFile[];
  readonly links: readonly ManifestLink[];
  /** What was asked for, and is not there. */
  readonly idle: readonly string[];
}

/**
 * What is asked for of an artifact.
 *
 * @throws InputError when a glob is wrong
 * @throws ArtifactFailure of kind `nothing-found` when the globs match nothing, `failed` when the platform cannot hold it
 */
export function choose(
  manifest: Manifest,
  {
    include = [],
    platform,
  }: { readonly include?: readonly string[] | undefined; readonly platform: NodeJS.Platform },
): Choice {
  const paths = [...manifest.files, ...manifest.links].map(({ path }) => path);
  const filter = PathFilter.read(include, paths);
  const files = manifest.files.filter(({ path }) => filter.takes(path));
  const links = manifest.links.filter(({ path }) => filter.takes(path));
  if (files.length + links.length === 0 && paths.length > 0) throw nothingLeft(manifest);
  assertPossible({ files, links }, platform);
  return { files, links, idle: filter.idle(paths) };
}

function nothingLeft({ files, links }: Manifest): ArtifactFailure {
  const all = formatEntries({ files: files.length, links: links.length });
  const example = printable(files[0]?.path ?? links[0]?.path ?? '**');
  return new ArtifactFailure(
    'nothing-found',
    `include takes none of the ${all} of the artifact: write globs of paths as the manifest has them, such as '${example}'.`,
  );
}

function assertPossible({ files, links }: Omit<Choice, 'idle'>, platform: NodeJS.Platform): void {
  const texts = [
    ...[...files, ...links].map(({ path }) => ({ path, text: path })),
    ...links.map(({ path, target }) => ({ path, text: target })),
  ];
  for (const { path, text } of texts) {
    const problem = platformProblem(platform, text);
    if (problem !== undefined) throw impossible(path, problem);
  }
  const entries = [
    ...files.map(({ path }) => ({ path, entry: 'file' as const })),
    ...links.map(({ path }) => ({ path, entry: 'link' as const })),
  ];
  const found = treeProblem(entries, foldFor(platform));
  if (found !== undefined) throw impossible(found.path, found.problem);
}

function impossible(path: string, problem: string): ArtifactFailure {
  return new ArtifactFailure(
    'failed',
    `Downloading '${printable(path)}' was not tried: its name ${problem}, so that this system cannot hold it. Nothing was written: leave it out (include), or download on another system.`,
  );
}

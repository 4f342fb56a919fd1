import { printable } from '../../printable.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { MANIFEST_NAME, PLACEHOLDERS } from '../artifact/key.ts';
import { LONGEST_MANIFEST } from '../artifact/manifest.ts';
import { pathProblem } from '../artifact/path-rules.ts';
import { inParallel } from '../in-parallel.ts';
import { formatCount } from '../progress/units.ts';
import type { ArtifactPatterns, PatternState } from './artifact-pattern.ts';
import { type FoundArtifact, findArtifact } from './artifact-source.ts';
import { judgeManifest } from './file-failures.ts';
import { listArtifact } from './unverified-artifact.ts';

/** The most artifacts of one download. A matrix of GitHub has at most 256 jobs. */
const MOST_ARTIFACTS = 1_000;
/** How many manifests are read at the same time. Each may be as large as all of them together. */
const READ_AT_ONCE = 4;
/** How many names a message has at most. */
const MOST_NAMED = 10;

/** An artifact that a pattern matches. */
export interface NamedArtifact extends FoundArtifact {
  /** Its folder below the common prefix, without a slash at its end. A path that may be written to. */
  readonly name: string;
}

/**
 * Finds all artifacts below a prefix whose folder matches, and reads their manifests.
 *
 * @param prefix empty, or with a slash at its end
 * @param options.mayLackManifest whether objects of a folder without a manifest are an artifact too
 * @returns ordered by name
 * @throws ArtifactFailure of kind `nothing-found` if there is none, `partial` if a folder that matches has no manifest,
 *   `integrity` if a manifest or a name is invalid, `failed` if there are too many
 */
export async function findArtifacts(
  store: ObjectStore,
  prefix: string,
  patterns: ArtifactPatterns,
  { mayLackManifest, signal }: { readonly mayLackManifest: boolean; readonly signal: AbortSignal },
): Promise<NamedArtifact[]> {
  const names = await findNames(store, prefix, patterns, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw judgeManifest(error);
  });
  if (names.length === 0) throw nothingFound(prefix);
  const found: NamedArtifact[] = [];
  const missing: string[] = [];
  await inParallel(names, READ_AT_ONCE, signal, async (name, either) => {
    const artifact = await (mayLackManifest ? findOrList : findOrMiss)(store, `${prefix}${name}/`, either);
    if (artifact === undefined) missing.push(name);
    else found.push({ ...artifact, name });
    assertRoom(found);
  });
  if (missing.length > 0) throw incomplete(prefix, missing.sort(), found.length);
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** What is below the prefix, by its manifest if it has one. @throws as `findArtifact` and `listArtifact` */
export async function findOrList(
  store: ObjectStore,
  prefix: string,
  signal: AbortSignal,
): Promise<FoundArtifact> {
  return (await findOrMiss(store, prefix, signal)) ?? (await listArtifact(store, prefix, signal));
}

/** Undefined if the prefix has no manifest. */
async function findOrMiss(
  store: ObjectStore,
  prefix: string,
  signal: AbortSignal,
): Promise<FoundArtifact | undefined> {
  try {
    return await findArtifact(store, { prefix }, signal);
  } catch (error) {
    if (error instanceof ArtifactFailure && error.kind === 'nothing-found') return undefined;
    throw error;
  }
}

async function findNames(
  store: ObjectStore,
  prefix: string,
  patterns: ArtifactPatterns,
  signal: AbortSignal,
): Promise<string[]> {
  const names: string[] = [];
  for await (const name of walk(store, prefix, '', patterns.start, signal)) {
    if (!patterns.takes(name)) continue;
    const problem = pathProblem(name);
    if (problem !== undefined) throw unsafe(prefix, name, problem);
    names.push(name);
    if (names.length > MOST_ARTIFACTS) throw tooMany(prefix);
  }
  return names;
}

/** The folders below a prefix that match, one listing for each folder on the way. */
async function* walk(
  store: ObjectStore,
  prefix: string,
  parent: string,
  state: PatternState,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const place = prefix + parent;
  for await (const folder of store.listFolders(place, signal)) {
    if (folder === place + PLACEHOLDERS) continue;
    const segment = folder.slice(place.length, -1);
    const next = state.enter(segment);
    if (next.isMatch) yield parent + segment;
    if (next.reachesBelow) yield* walk(store, prefix, `${parent}${segment}/`, next, signal);
  }
}

/** Together they may be as large as a single one, since all of them are in memory. */
function assertRoom(found: readonly NamedArtifact[]): void {
  const bytes = found.reduce((sum, { manifestBytes }) => sum + manifestBytes, 0);
  if (bytes <= LONGEST_MANIFEST) return;
  throw new ArtifactFailure(
    'failed',
    `The manifests of the artifacts have more than ${LONGEST_MANIFEST} bytes together, which is as much as one download reads. Download them in several steps, with a narrower pattern.`,
  );
}

function nothingFound(prefix: string): ArtifactFailure {
  return new ArtifactFailure(
    'nothing-found',
    `There is no artifact below '${printable(prefix)}' that pattern matches: check prefix and pattern. Artifacts are the folders directly below the prefix, or as many folders below it as the pattern has segments.`,
  );
}

function incomplete(prefix: string, missing: readonly string[], found: number): ArtifactFailure {
  const named = missing.slice(0, MOST_NAMED).map((name) => `'${printable(`${prefix}${name}/`)}'`);
  const more = missing.length - named.length;
  const all = named.join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '');
  return new ArtifactFailure(
    found === 0 ? 'nothing-found' : 'partial',
    `Nothing was downloaded, because pattern matches folders without ${MANIFEST_NAME}: ${all}. The manifest is written last, so an upload is still running or has failed: run it again. ${exclusionOf(missing[0] ?? '')}`,
  );
}

function exclusionOf(name: string): string {
  return `To leave it out, add '!${printable(name)}' to pattern, which is relative to the prefix without a wildcard.`;
}

function unsafe(prefix: string, name: string, problem: string): ArtifactFailure {
  return new ArtifactFailure(
    'integrity',
    `Nothing was downloaded, because below '${printable(prefix)}' the folder '${printable(name)}' ${problem}. Find out who else can write to the bucket. ${exclusionOf(name)}`,
  );
}

function tooMany(prefix: string): ArtifactFailure {
  return new ArtifactFailure(
    'failed',
    `Nothing was downloaded, because pattern matches more than ${formatCount(MOST_ARTIFACTS)} folders below '${printable(prefix)}'. Write a narrower pattern, or a longer prefix.`,
  );
}

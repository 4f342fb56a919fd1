import { printable } from '../../printable.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { foldFor, treeProblem } from '../artifact/path-rules.ts';
import { formatCount } from '../progress/units.ts';
import type { ChosenFile, ChosenLink } from './choice.ts';
import { checkOf } from './content-check.ts';

/** The files and links that go to one directory. */
export interface Entries {
  readonly files: readonly ChosenFile[];
  readonly links: readonly ChosenLink[];
}

type Entry = ChosenFile | ChosenLink;

/** How many clashes a message names at most. */
const MOST_NAMED = 10;

/**
 * The entries of several artifacts, each path once. Where several have a file with the same content, the first one's mode
 * and time count.
 *
 * @throws ArtifactFailure of kind `exists` if artifacts have something different at one path
 */
export function mergeEntries({ files, links }: Entries, platform: NodeJS.Platform): Entries {
  const taken = new Map<string, Entry>();
  const clashes: string[] = [];
  for (const entry of [...files, ...links]) {
    const before = taken.get(entry.path);
    if (before === undefined) taken.set(entry.path, entry);
    else if (!isSame(before, entry)) clashes.push(describeClash(before, entry));
  }
  const isFirst = (entry: Entry) => taken.get(entry.path) === entry;
  const merged = { files: files.filter(isFirst), links: links.filter(isFirst) };
  const conflict = treeProblem(namesOf(merged), foldFor(platform));
  if (conflict !== undefined) {
    clashes.push(describeClash(entryAt(taken, conflict.other), entryAt(taken, conflict.path)));
  }
  if (clashes.length > 0) throw clashing(clashes);
  return merged;
}

/** The paths of entries, for the rules of trees. */
export function namesOf({ files, links }: Entries) {
  return [
    ...files.map(({ path }) => ({ path, entry: 'file' as const })),
    ...links.map(({ path }) => ({ path, entry: 'link' as const })),
  ];
}

function isSame(one: Entry, other: Entry): boolean {
  if ('target' in one || 'target' in other) {
    return 'target' in one && 'target' in other && one.target === other.target;
  }
  const [check, otherCheck] = [checkOf(one), checkOf(other)];
  const isKnown = check.digest !== undefined && check.digest === otherCheck.digest;
  return isKnown && one.size === other.size;
}

function entryAt(taken: ReadonlyMap<string, Entry>, path: string): Entry {
  const entry = taken.get(path);
  if (entry === undefined) throw new Error('A conflict names a path that is not there.');
  return entry;
}

function describeClash(one: Entry, other: Entry): string {
  const places = [one, other].map(
    ({ path, artifact }) => `'${printable(path)}' of '${printable(artifact.prefix)}'`,
  );
  return places.join(' and ');
}

function clashing(clashes: readonly string[]): ArtifactFailure {
  const more = clashes.length - MOST_NAMED;
  const lines = [
    'Nothing was downloaded, because the artifacts have different content for the same place:',
    ...clashes.slice(0, MOST_NAMED).map((clash) => `  ${clash}`),
    ...(more > 0 ? [`  and ${formatCount(more)} more.`] : []),
    'Leave merge-multiple out, so that each artifact gets a folder of its own, or choose what to download (pattern, include).',
  ];
  return new ArtifactFailure('exists', lines.join('\n'));
}

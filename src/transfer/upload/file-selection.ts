import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname, parse, sep } from 'node:path';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { ArtifactFailure } from '../artifact/failure.ts';
import { findTarget, type Place, placesOf } from './link-target.ts';
import { foldCase, PathPatterns } from './path-patterns.ts';
import { type Findings, findSources, refuseSource, shown } from './source-walk.ts';
import type { UploadChoices } from './upload-inputs.ts';

/** How many files are examined at the same time. */
const LOOKS_AT_ONCE = 64;

/** A regular file, as it was when it was listed. */
export interface SourceFile {
  /** Outside the root if a followed link leads there. Never a link itself. */
  readonly absolute: string;
  /** Relative to the selection's root, with `/` between the segments on every platform. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** The permission bits, at most 0o777. */
  readonly mode: number;
  /** Milliseconds since the epoch, with a fraction. */
  readonly mtimeMs: number;
  /** Whether its first `size` bytes are uploaded, if it has more by then. */
  readonly mayGrow?: true;
}

/** A symbolic link that is uploaded as a link. */
export interface SourceLink {
  readonly absolute: string;
  readonly path: string;
  /** Relative to the link's folder, with `/`. It never leads out of the root, and may lead nowhere. */
  readonly target: string;
  readonly mtimeMs: number;
}

export interface Selection {
  /** The absolute folder to which all paths are relative. */
  readonly root: string;
  /** Sorted by the code units of their paths, like the links. */
  readonly files: readonly SourceFile[];
  readonly links: readonly SourceLink[];
  /** Of all files together. */
  readonly bytes: number;
  /** How many files and folders matched and were skipped because they are hidden. A folder counts once. */
  readonly hidden: number;
  /** The patterns without a match, as the user wrote them. Exclusions are not among them. */
  readonly unmatched: readonly string[];
  /** Existing names that were not matched because a pattern reads them as a character class, such as `[slug]`. */
  readonly misread: readonly string[];
  /** Whether a path is excluded, or hidden and so not taken. */
  leavesOut(path: string): boolean;
}

export interface SelectionOptions {
  /** The patterns in order. A later one may include what an earlier one excluded. */
  readonly patterns: readonly string[];
  /** The absolute folder against which relative patterns are resolved. */
  readonly cwd: string;
  readonly includeHidden: boolean;
  /** Whether the target of a link is uploaded instead of the link. */
  readonly followLinks: boolean;
  /** Whether a file may have become longer when it is read. */
  readonly takeGrowing?: boolean;
  /** An absolute path to leave out, such as a file that is written after the upload. */
  readonly leftOut?: string | undefined;
  readonly signal?: AbortSignal;
}

/** The patterns of an input with one per line, without empty lines and comments (`#`). */
export function parsePatterns(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Selects the files that match `patterns`, with the meaning that these have in `actions/upload-artifact`.
 *
 * - A folder means everything below it, `!` excludes, and `~` is the home folder. Unlike in that action, a pattern may
 *   contain `.`, and `..` after names, and the name of an existing file or folder is taken literally even if it looks like a
 *   pattern (`[id].js`), unless a wildcard precedes it.
 * - The root is the part before the first wildcard of a single pattern, the folder of a single file, or the deepest common
 *   folder of several patterns.
 * - A name that begins with a dot is hidden, unless a pattern spells out the dot (`dist/.htaccess`, `.*`).
 * - A link is kept unless it is followed. A link that is the whole selection, or leads to it, is always followed.
 *
 * @throws InputError if a pattern is invalid, a link leaves the root, a folder cannot be read, or something is neither a
 *   file nor a link
 */
export async function selectFiles(options: SelectionOptions): Promise<Selection> {
  const { cwd, leftOut, signal } = options;
  const patterns = new PathPatterns(options.patterns, cwd);
  const everything = await findSources({ ...options, patterns });
  const found = { ...everything, files: everything.files.filter(({ place }) => place !== leftOut) };
  const root = rootOf(patterns.searchPaths, found);
  const files = await describeFiles(found, root, options);
  const places = found.links.length === 0 ? [] : await placesOf([root, ...patterns.searchPaths]);
  const links = await lookAtAll(found.links, signal, async (place) => describeLink(place, places, root, cwd));
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const unmatched = patterns.unmatched([...everything.files.map(({ place }) => place), ...found.links]);
  const misread = found.misread.map((place) => shown(place, cwd)).sort();
  const { hidden } = found;
  const leavesOut = (path: string) => patterns.leavesOut(root, path.split('/'), options.includeHidden);
  return { root, files: sorted(files), links: sorted(links), bytes, hidden, unmatched, misread, leavesOut };
}

function rootOf(searchPaths: readonly string[], { files, links }: Findings): string {
  const [first = ''] = searchPaths;
  if (searchPaths.length > 1) return commonFolder(searchPaths);
  // It was found itself, so it is not a folder.
  return files[0]?.place === first || links[0] === first ? dirname(first) : first;
}

function commonFolder(paths: readonly string[]): string {
  const [first = ''] = paths;
  const volume = parse(first).root;
  if (paths.some((path) => foldCase(parse(path).root) !== foldCase(volume))) {
    throw new InputError('path', 'has folders on different drives, which have no common parent.');
  }
  const ways = paths.map((path) => path.slice(volume.length).split(sep));
  const [way = []] = ways;
  const end = way.findIndex((segment, index) =>
    ways.some((other) => other[index] === undefined || foldCase(other[index]) !== foldCase(segment)),
  );
  return volume + way.slice(0, end === -1 ? undefined : end).join(sep);
}

async function describeFiles(
  { files }: Findings,
  root: string,
  { cwd, takeGrowing, signal }: SelectionOptions,
): Promise<SourceFile[]> {
  const more = takeGrowing ? ({ mayGrow: true } as const) : {};
  return await lookAtAll(files, signal, async ({ place, absolute }) => {
    const stats = await lookAt(absolute, place, cwd);
    if (stats === undefined) return undefined;
    if (!stats.isFile()) throw refuseSource(place, cwd, 'is no longer a file');
    const { size, mode, mtimeMs } = stats;
    return { absolute, path: pathBelow(root, place), size, mode: mode & 0o777, mtimeMs, ...more };
  });
}

async function describeLink(
  place: string,
  places: readonly Place[],
  root: string,
  cwd: string,
): Promise<SourceLink | undefined> {
  const stats = await lookAt(place, place, cwd);
  if (stats === undefined) return undefined;
  if (!stats.isSymbolicLink()) throw refuseSource(place, cwd, 'is no longer a link');
  const found = await findTarget(place, places);
  if ('problem' in found) {
    const remedy = 'exclude it, or set follow-symlinks to upload its target';
    throw refuseSource(place, cwd, `${found.problem}: ${remedy}`);
  }
  return { absolute: place, path: pathBelow(root, place), target: found.target, mtimeMs: stats.mtimeMs };
}

/** Undefined if it no longer exists. */
async function lookAt(path: string, place: string, cwd: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw refuseSource(place, cwd, `cannot be read (${code}): exclude it, or make it readable`);
  }
}

/** The results of `look`, without the undefined ones. */
async function lookAtAll<Item, Answer>(
  items: readonly Item[],
  signal: AbortSignal | undefined,
  look: (item: Item) => Promise<Answer | undefined>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < items.length; start += LOOKS_AT_ONCE) {
    signal?.throwIfAborted();
    const some = await Promise.all(items.slice(start, start + LOOKS_AT_ONCE).map(look));
    answers.push(...some.filter((answer) => answer !== undefined));
  }
  return answers;
}

function pathBelow(root: string, place: string): string {
  return place.slice(root.endsWith(sep) ? root.length : root.length + 1).replaceAll(sep, '/');
}

function sorted<Entry extends { readonly path: string }>(entries: readonly Entry[]): Entry[] {
  return entries.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** How many patterns a message names at most. */
const MOST_NAMED = 10;

/**
 * What to report about a selection: the patterns without a match, and what was perhaps meant.
 *
 * @returns sentences; none if `if-no-files-found` is `ignore`
 * @throws ArtifactFailure of kind `nothing-found` if a pattern without a match is an error: with `if-no-files-found:
 *   error`, and with `delete`, which would delete the objects of files that were not built
 */
export function noticesOf(
  selection: Pick<Selection, 'files' | 'links' | 'unmatched' | 'misread' | 'hidden'>,
  { ifNoFilesFound, delete: deletes }: Pick<UploadChoices, 'ifNoFilesFound' | 'delete'>,
): string[] {
  const { unmatched, hidden, files, links } = selection;
  if (ifNoFilesFound === 'ignore') return [];
  const misread = misreadings(selection);
  if (unmatched.length === 0) return misread;
  const isEmpty = files.length + links.length === 0;
  const fails = ifNoFilesFound === 'error' || deletes;
  const sentences = [
    `No file was found for ${nameAll(unmatched)}.`,
    ...(isEmpty || fails ? [deletes ? 'Nothing was uploaded or deleted.' : 'Nothing was uploaded.'] : []),
    ...unmatched.flatMap(hintFor).slice(0, 1),
    ...(hidden === 0 ? [] : [`Left out because they are hidden: ${hidden} (include-hidden-files).`]),
  ];
  if (!fails) return [sentences.join(' '), ...misread];
  if (ifNoFilesFound !== 'error') {
    sentences.push(
      "With delete, the bucket's copy of it would be deleted: correct the pattern, or set if-no-files-found to ignore.",
    );
  }
  throw new ArtifactFailure('nothing-found', [...sentences, ...misread].join(' '));
}

function nameAll(patterns: readonly string[]): string {
  const named = patterns.slice(0, MOST_NAMED).map((pattern) => `'${printable(pattern)}'`);
  const more = patterns.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What the pattern would mean to other tools. */
function hintFor(pattern: string): string[] {
  if (/\{[^{}]*,[^{}]*\}/.test(pattern)) {
    return ['Braces are not supported: write one pattern for each alternative.'];
  }
  return [];
}

function misreadings({ misread }: Pick<Selection, 'misread'>): string[] {
  return misread.slice(0, MOST_NAMED).map((place) => {
    const name = place.slice(place.lastIndexOf('/') + 1);
    const escaped = name.replaceAll('[', '[[]');
    return `'${printable(place)}' was not uploaded: after a wildcard, '${printable(name)}' matches one of the characters in the brackets. Write ${printable(escaped)} to match this name.`;
  });
}

import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { type PlatformPath, posix, sep, win32 } from 'node:path';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { expandHome } from '../../user-path.ts';
import { followNames, isTaken, PathPattern, splitMarks, unmatchedOf } from '../path-pattern.ts';

/** Surrounding spaces are removed from patterns, but a name may have them. */
const BLANK_END = /^\s|\s$/;

/** A character class, which may be meant as a name: `[slug]`. */
const CLASS = /\[[^\]]+\]/;

const ON_DISK = { has: (place: string) => look(place) !== undefined };

interface ReadPattern {
  /** The path at which to start searching. */
  readonly searchPath: string;
  readonly pattern: PathPattern;
  /** Segments that are read as character classes, and could be names. */
  readonly classes: readonly string[];
}

/** The patterns of an upload, resolved against the existing files. */
export class PathPatterns {
  /** The paths at which to start searching: those before the patterns' first wildcards, none of them below another. */
  readonly searchPaths: readonly string[];
  readonly #patterns: readonly PathPattern[];
  /** How the system writes paths. */
  readonly #system: PlatformPath;
  readonly #classes: ReadonlySet<string>;

  /**
   * @param cwd the absolute folder against which relative patterns are resolved
   * @throws InputError if a pattern is invalid, or all of them are exclusions
   */
  constructor(texts: readonly string[], cwd: string, platform: NodeJS.Platform = process.platform) {
    this.#system = platform === 'win32' ? win32 : posix;
    const read = texts.map((text) => readPattern(text, cwd, this.#system));
    const including = read.filter(({ pattern }) => !pattern.excludes);
    if (including.length === 0) {
      throw new InputError('path', 'names nothing to upload: add a file, a folder or a pattern.');
    }
    this.searchPaths = outermost(
      including.map(({ searchPath }) => searchPath),
      this.#system,
    );
    this.#patterns = read.map(({ pattern }) => pattern);
    this.#classes = new Set(read.flatMap(({ classes }) => classes));
  }

  /** Whether the absolute path `place` is selected. */
  takes(place: string, isFolder: boolean): boolean {
    return isTaken(this.#patterns, this.#withSlashes(place), isFolder) === true;
  }

  /** Whether anything below the folder `place` can be selected. An excluded folder is not listed. */
  canTakeBelow(place: string): boolean {
    const path = this.#withSlashes(place);
    const last = this.#patterns.findLast((pattern) =>
      pattern.excludes ? pattern.takes(path, true) : pattern.reachesBelow(path),
    );
    return last?.excludes === false;
  }

  /** Whether a pattern spells out the dot of the hidden `place`. */
  namesHidden(place: string): boolean {
    const path = this.#withSlashes(place);
    return this.#patterns.some((pattern) => !pattern.excludes && pattern.namesHidden(path));
  }

  /**
   * Whether what has these names below the folder `root` is excluded, or hidden and so not taken.
   *
   * @param names a path's segments
   */
  leavesOut(root: string, names: readonly string[], includeHidden: boolean): boolean {
    const places = names.map((_, index) => this.#system.join(root, ...names.slice(0, index + 1)));
    const isHidden = (place: string, index: number) =>
      names[index]?.startsWith('.') === true && !this.namesHidden(place);
    if (!includeHidden && places.some(isHidden)) return true;
    return isTaken(this.#patterns, this.#withSlashes(places.at(-1) ?? root)) === false;
  }

  /** Whether a pattern does not match an existing name because it reads it as a character class. */
  misreads(name: string): boolean {
    return this.#classes.has(name);
  }

  /** The patterns that match none of `places`. */
  unmatched(places: readonly string[]): string[] {
    const paths = places.map((place) => this.#withSlashes(place));
    return unmatchedOf(this.#patterns, paths);
  }

  #withSlashes(place: string): string {
    return withSlashes(place, this.#system);
  }
}

function withSlashes(place: string, { sep }: PlatformPath): string {
  return sep === '/' ? place : place.replaceAll(sep, '/');
}

/** The form in which the file system compares names: like `@actions/glob`, only that of Windows ignores their case. */
export function foldCase(text: string, separator: string = sep): string {
  return separator === win32.sep ? text.toUpperCase() : text;
}

/** Removes paths that are below another one, and duplicates. */
function outermost(paths: readonly string[], { dirname, sep }: PlatformPath): string[] {
  const fold = (path: string) => foldCase(path, sep);
  const distinct = new Map(paths.toReversed().map((path) => [fold(path), path]));
  const isBelowAnother = (path: string): boolean => {
    const above = dirname(path);
    return above !== path && (distinct.has(fold(above)) || isBelowAnother(above));
  };
  return [...distinct.values()].reverse().filter((path) => !isBelowAnother(path));
}

function readPattern(written: string, cwd: string, system: PlatformPath): ReadPattern {
  const { excludes, text } = splitMarks(written);
  if (text.trim() === '' || text.includes('\0')) {
    throw new InputError('path', `has the pattern '${printable(written)}', which cannot match a file.`);
  }
  try {
    const { base, rest, foldersOnly } = resolvePattern(text, cwd, system);
    const options = { written: text.trim(), excludes, rest, foldersOnly, ignoreCase: system === win32 };
    const pattern = new PathPattern({ ...options, base: withSlashes(base, system) });
    return { searchPath: base, pattern, classes: rest.filter((segment) => CLASS.test(segment)) };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError('path', `has the pattern '${printable(written)}', which is too long.`);
  }
}

/** Existing names are not patterns: `[id].js`, which a shell may have inserted. */
function resolvePattern(text: string, cwd: string, system: PlatformPath) {
  const { join, parse, resolve } = system;
  const separators = system === win32 ? /[\\/]+/ : /\/+/;
  const isName = BLANK_END.test(text) && ON_DISK.has(resolve(cwd, text));
  const path = isName ? text : expandHome('path', text.trim());
  const { root } = parse(path);
  const segments = path
    .slice(root.length)
    .split(separators)
    .filter((segment) => segment !== '' && segment !== '.');
  const step = (folder: string, name: string) =>
    name === '..' ? folderAbove(folder, text, system) : join(folder, name);
  // A drive without a slash means its current folder.
  const { base, rest } = followNames(root === '' ? cwd : resolve(root), segments, ON_DISK, step);
  if (rest.includes('..')) {
    const why = "in which '..' follows a wildcard, so its folder is ambiguous";
    throw new InputError('path', `has the pattern '${printable(text)}', ${why}: write it without '..'.`);
  }
  return { base, rest, foldersOnly: separators.test(path.slice(-1)) };
}

/**
 * After a link, the system climbs from the link's target, and a shell from the link itself. Only if both agree is the
 * meaning clear.
 */
function folderAbove(place: string, text: string, { dirname, sep }: PlatformPath): string {
  const above = dirname(place);
  if (look(place)?.isSymbolicLink() !== true) return above;
  const byName = realOrNothing(above);
  // Not `join` or the `realpathSync` of JavaScript, because they resolve `..` textually.
  if (byName === realOrNothing(`${place}${sep}..`)) return above;
  throw new InputError(
    'path',
    `has the pattern '${printable(text)}', in which '..' follows the symbolic link '${printable(place)}' and could mean two folders: write the path without '..'.`,
  );
}

/** The entry, without following a link. Undefined if it does not exist or cannot be accessed. */
function look(place: string): Stats | undefined {
  try {
    return lstatSync(place, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function realOrNothing(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

import { Minimatch, escape as toLiteral } from 'minimatch';

/** Characters that mean something in a pattern. A name may contain them too. */
const READ_AS_PATTERN = /[*?[\\]/;

/** A segment that matches hidden names, because it begins with a dot itself. */
const BEGINS_WITH_DOT = /^(?:\\?\.|\[\.\])/;

/** The meaning of `@actions/glob`, with which `actions/upload-artifact` reads its paths. */
const OPTIONS = {
  // Paths have slashes on every platform here.
  platform: 'linux',
  dot: true,
  nobrace: true,
  noext: true,
  nocomment: true,
  nonegate: true,
} as const;

/** The existing names. The name of a file or folder is taken literally, even if it looks like a pattern. */
export interface Names {
  has(place: string): boolean;
  /** Whether any folder has an entry with this name. Undefined if that is not known in advance. */
  hasName?(name: string): boolean;
}

/** Splits the exclamation marks from a pattern. Two of them cancel each other. */
export function splitMarks(written: string): { readonly excludes: boolean; readonly text: string } {
  const [marks = ''] = /^\s*(?:!\s*)*/.exec(written) ?? [];
  const count = marks.replaceAll(/\s/g, '').length;
  return { excludes: count % 2 === 1, text: count === 0 ? written : written.slice(marks.length) };
}

/** A pattern, split at its first wildcard. */
export interface SplitPattern {
  readonly base: string;
  readonly rest: readonly string[];
}

/**
 * Follows the segments of a pattern while they are names, or name something that exists.
 *
 * @param join returns the path of a name in a folder
 */
export function followNames(
  start: string,
  segments: readonly string[],
  names: Names,
  join: (folder: string, name: string) => string,
): SplitPattern {
  let base = start;
  for (const [index, segment] of segments.entries()) {
    const place = join(base, segment);
    const isName = !READ_AS_PATTERN.test(segment) || names.has(place);
    const literal = isName ? segment : literalOf(segment);
    if (literal === undefined) return { base, rest: escapeNames(segments.slice(index), names) };
    base = isName ? place : join(base, literal);
  }
  return { base, rest: [] };
}

/** The one name that a segment matches, such as `[a]` for `[[]a]`. Undefined if it has a wildcard. */
function literalOf(segment: string): string | undefined {
  const [part] = new Minimatch(segment, OPTIONS).set[0] ?? [];
  return typeof part === 'string' ? part : undefined;
}

/** A test for the names that one segment of a pattern matches. */
export function matcherOf(segment: string): (name: string) => boolean {
  const pattern = new Minimatch(segment, OPTIONS);
  return (name) => pattern.match(name);
}

/** After a wildcard, a name that looks like a character class is taken literally. */
function escapeNames([first = '', ...others]: readonly string[], names: Names): string[] {
  const isName = (segment: string) => segment.includes('[') && names.hasName?.(segment) === true;
  return [first, ...others.map((segment) => (isName(segment) ? toLiteral(segment) : segment))];
}

export interface PatternOptions extends SplitPattern {
  /** The pattern as the user wrote it. */
  readonly written: string;
  readonly excludes: boolean;
  /** Whether it ends with a slash, and so matches only what is below a folder. */
  readonly foldersOnly: boolean;
  readonly ignoreCase?: boolean;
}

/** A pattern. It takes what it matches and everything below. All paths have slashes; `**` at the end adds nothing. */
export class PathPattern {
  readonly written: string;
  readonly excludes: boolean;
  readonly #base: string;
  readonly #foldersOnly: boolean;
  readonly #ignoreCase: boolean;
  /** Both match the part after the base. Undefined without a wildcard. */
  readonly #itself: Minimatch | undefined;
  readonly #below: Minimatch | undefined;
  /** The pattern up to each segment that begins with a dot. */
  readonly #upToDots: readonly Minimatch[];

  constructor({ written, excludes, base, rest, foldersOnly, ignoreCase = false }: PatternOptions) {
    this.written = written;
    this.excludes = excludes;
    this.#foldersOnly = foldersOnly;
    this.#ignoreCase = ignoreCase;
    this.#base = this.#fold(base);
    const end = rest.findLastIndex((segment) => segment !== '**') + 1;
    const upTo = (count: number, more = '') =>
      new Minimatch(rest.slice(0, count).join('/') + more, { ...OPTIONS, nocase: ignoreCase });
    this.#itself = end === 0 ? undefined : upTo(end);
    this.#below = end === 0 ? undefined : upTo(end, '/**');
    this.#upToDots = rest.flatMap((segment, index) =>
      BEGINS_WITH_DOT.test(segment) ? [upTo(index + 1)] : [],
    );
  }

  /** Whether it matches the path, or a folder that the path is in. */
  takes(path: string, isFolder = false): boolean {
    const rest = tailOf(this.#base, this.#fold(path));
    if (rest === undefined) return false;
    const isItself = this.#itself === undefined ? rest === '' : this.#itself.match(rest);
    if (isItself && (isFolder || !this.#foldersOnly)) return true;
    return this.#below === undefined ? rest !== '' : this.#below.match(rest);
  }

  /** Whether it can take anything below the folder. */
  reachesBelow(folder: string): boolean {
    const path = this.#fold(folder);
    if (tailOf(path, this.#base) !== undefined) return true;
    const rest = tailOf(this.#base, path);
    return rest !== undefined && (this.#below?.match(rest, true) ?? true);
  }

  /** Whether the pattern spells out the dot of the hidden path, as in a shell. */
  namesHidden(hidden: string): boolean {
    const path = this.#fold(hidden);
    if (tailOf(path, this.#base) !== undefined) return true;
    const rest = tailOf(this.#base, path);
    return rest !== undefined && this.#upToDots.some((pattern) => pattern.match(rest));
  }

  #fold(path: string): string {
    return this.#ignoreCase ? path.toUpperCase() : path;
  }
}

/** The part of a path below a folder: empty for the folder itself, undefined if the path is elsewhere. */
function tailOf(folder: string, path: string): string | undefined {
  if (path === folder) return '';
  const start = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}

/** Whether the last matching pattern takes a path. Undefined if none matches. */
export function isTaken(
  patterns: readonly PathPattern[],
  path: string,
  isFolder = false,
): boolean | undefined {
  const last = patterns.findLast((pattern) => pattern.takes(path, isFolder));
  return last && !last.excludes;
}

/** The patterns that match none of the paths, as the user wrote them. Exclusions are not among them. */
export function unmatchedOf(patterns: readonly PathPattern[], paths: readonly string[]): string[] {
  const idle = patterns.filter((pattern) => !pattern.excludes && !paths.some((path) => pattern.takes(path)));
  return idle.map(({ written }) => written);
}

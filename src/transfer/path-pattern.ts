import { Minimatch, escape as toLiteral } from 'minimatch';

/** What `*`, `?`, `[` and an escape are to a pattern, a name may hold as well. */
const READ_AS_PATTERN = /[*?[\\]/;

/** A segment that takes hidden names: it begins with a dot itself. */
const BEGINS_WITH_DOT = /^(?:\\?\.|\[\.\])/;

/** The meaning of `@actions/glob`, with which `actions/upload-artifact` reads its paths. */
const OPTIONS = {
  // Paths have slashes here on every platform.
  platform: 'linux',
  dot: true,
  nobrace: true,
  noext: true,
  nocomment: true,
  nonegate: true,
} as const;

/** What is there: the name of a file or folder is that name, even where it reads as a pattern. */
export interface Names {
  has(place: string): boolean;
  /** Whether anything has the name, in whichever folder; left out where that is not known beforehand. */
  hasName?(name: string): boolean;
}

/** The exclamation marks in front of a pattern, and the rest of it. Two of them cancel each other. */
export function splitMarks(written: string): { readonly excludes: boolean; readonly text: string } {
  const [marks = ''] = /^\s*(?:!\s*)*/.exec(written) ?? [];
  const count = marks.replaceAll(/\s/g, '').length;
  return { excludes: count % 2 === 1, text: count === 0 ? written : written.slice(marks.length) };
}

/** What stands before the first wildcard of a pattern, and its segments from there on. */
export interface SplitPattern {
  readonly base: string;
  readonly rest: readonly string[];
}

/**
 * Follows a pattern's segments for as long as they are names, or name what is there.
 *
 * @param join gives the place of a name in a folder
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

/** The one name that a segment means, such as `[a]` of `[[]a]`; undefined where it has a wildcard. */
function literalOf(segment: string): string | undefined {
  const [part] = new Minimatch(segment, OPTIONS).set[0] ?? [];
  return typeof part === 'string' ? part : undefined;
}

/** Behind a wildcard, a name that would be a class of characters stands for itself. */
function escapeNames([first = '', ...others]: readonly string[], names: Names): string[] {
  const isName = (segment: string) => segment.includes('[') && names.hasName?.(segment) === true;
  return [first, ...others.map((segment) => (isName(segment) ? toLiteral(segment) : segment))];
}

export interface PatternOptions extends SplitPattern {
  /** As the user wrote it. */
  readonly written: string;
  readonly excludes: boolean;
  /** Whether it ends with a slash: a file of that name is not taken, only what is below a folder. */
  readonly foldersOnly: boolean;
  readonly ignoreCase?: boolean;
}

/** A pattern, which takes what it matches and everything below that. All paths have slashes; `**` at its end adds nothing. */
export class PathPattern {
  readonly written: string;
  readonly excludes: boolean;
  readonly #base: string;
  readonly #foldersOnly: boolean;
  readonly #ignoreCase: boolean;
  /** Both match what stands after the base; undefined when there is no wildcard. */
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

  /** Whether it writes the dot of the hidden path itself, as a shell's pattern has to. */
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

/** What of a path is below the folder: nothing when it is the folder, undefined when it is elsewhere. */
function tailOf(folder: string, path: string): string | undefined {
  if (path === folder) return '';
  const start = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}

/** What the last pattern that matches says of a path; undefined when none does. */
export function isTaken(
  patterns: readonly PathPattern[],
  path: string,
  isFolder = false,
): boolean | undefined {
  const last = patterns.findLast((pattern) => pattern.takes(path, isFolder));
  return last && !last.excludes;
}

/** The patterns, as they were written, that were to take something and match none of the paths. */
export function unmatchedOf(patterns: readonly PathPattern[], paths: readonly string[]): string[] {
  const idle = patterns.filter((pattern) => !pattern.excludes && !paths.some((path) => pattern.takes(path)));
  return idle.map(({ written }) => written);
}

import { Minimatch } from 'minimatch';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';

/** What a name can hold as well as a pattern. */
const READ_AS_PATTERN = /[*?[\\]/;

/**
 * Which paths of an artifact are taken. Patterns are read as those of an upload are: each takes also all that is below
 * what it takes, one with `!` in front excludes, and of those that match a path the last one counts. Without any, or
 * with none but excludes, the rest is taken. `*` matches names with a leading dot too, and there are no braces. The name of
 * a folder or file of the artifact is that name, where it reads as a pattern too (`app/[slug]/**`).
 */
export class PathFilter {
  readonly #patterns: readonly PathPattern[];

  private constructor(patterns: readonly PathPattern[]) {
    this.#patterns = patterns;
  }

  /**
   * @param paths all that the artifact has: a pattern that is the name of one is that name
   * @throws InputError when a pattern can match nothing
   */
  static read(globs: readonly string[], paths: readonly string[]): PathFilter {
    const tree = new Tree(paths);
    return new PathFilter(globs.map((glob) => readPattern(glob, tree)));
  }

  takes(path: string): boolean {
    const last = this.#patterns.findLast((pattern) => pattern.matches(path));
    return last === undefined ? this.#patterns.every(({ excludes }) => excludes) : !last.excludes;
  }

  /** The patterns that would take something and match none of the paths, as they were written. */
  idle(paths: readonly string[]): string[] {
    return this.#patterns
      .filter(({ excludes, matches }) => !excludes && !paths.some(matches))
      .map(({ glob }) => glob);
  }
}

interface PathPattern {
  readonly glob: string;
  readonly excludes: boolean;
  readonly matches: (path: string) => boolean;
}

function readPattern(glob: string, tree: Tree): PathPattern {
  const [marks = ''] = /^\s*(?:!\s*)*/.exec(glob) ?? [];
  const pattern = glob
    .slice(marks.length)
    .trim()
    .replace(/^(?:\.\/+)+/, '');
  if (pattern === '' || pattern.startsWith('/') || /(^|\/)\.\.(\/|$)/.test(pattern)) {
    throw new InputError(
      'include',
      `has '${printable(glob)}': write a glob of paths as the manifest has them, such as lib/**/*.js.`,
    );
  }
  // Twice is not at all.
  const excludes = marks.replace(/\s/g, '').length % 2 === 1;
  return { glob, excludes, matches: matcherOf(pattern, tree) };
}

function matcherOf(pattern: string, tree: Tree): (path: string) => boolean {
  if (pattern === '.') return () => true;
  const folder = pattern.replace(/\/?$/, '/');
  const isNamed = (path: string) => path === pattern || path.startsWith(folder);
  if (!READ_AS_PATTERN.test(pattern) || tree.has(folder.slice(0, -1))) return isNamed;
  const below = toMatcher(escapeNames(`${folder}**`, tree));
  if (pattern.endsWith('/')) return (path) => below.match(path);
  const itself = toMatcher(escapeNames(pattern, tree));
  return (path) => itself.match(path) || below.match(path);
}

/** The folders and files of an artifact, which are looked for only when a pattern could be the name of one. */
class Tree {
  readonly #paths: readonly string[];
  #places: Set<string> | undefined;
  #names: Set<string> | undefined;

  constructor(paths: readonly string[]) {
    this.#paths = paths;
  }

  has(place: string): boolean {
    this.#places ??= new Set(this.#paths.flatMap(placesOn));
    return this.#places.has(place);
  }

  hasName(name: string): boolean {
    this.#names ??= new Set(this.#paths.flatMap((path) => path.split('/')));
    return this.#names.has(name);
  }
}

/** A path and all folders that it is in. */
function placesOn(path: string): string[] {
  const places = [path];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    places.push(path.slice(0, end));
  }
  return places;
}

/** Segments that are names of the artifact stand for these: behind a wildcard those alone that would be a class. */
function escapeNames(pattern: string, tree: Tree): string {
  let place: string | undefined = '';
  const segments = pattern.split('/').map((segment) => {
    const isPattern = READ_AS_PATTERN.test(segment);
    const isName: boolean =
      place === undefined ? segment.includes('[') && tree.hasName(segment) : tree.has(place + segment);
    place = place === undefined || (isPattern && !isName) ? undefined : `${place}${segment}/`;
    return isPattern && isName ? segment.replaceAll('\\', '\\\\').replace(/[*?[]/g, '[$&]') : segment;
  });
  return segments.join('/');
}

function toMatcher(pattern: string): Minimatch {
  return new Minimatch(pattern, {
    platform: 'linux',
    dot: true,
    nobrace: true,
    noext: true,
    nocomment: true,
    nonegate: true,
  });
}

import { Minimatch } from 'minimatch';
import { InputError } from '../failure.ts';
import { printable } from '../printable.ts';

/** What a name can hold as well as a pattern. */
const READ_AS_PATTERN = /[*?[\\]/;

/**
 * Which paths of an artifact are taken. Patterns are read as those of an upload are: each takes also all that is below
 * what it takes, one with `!` in front excludes, and of those that match a path the last one counts. Without any, or
 * with none but excludes, the rest is taken. `*` matches names with a leading dot too, and there are no braces.
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
    return new PathFilter(globs.map((glob) => readPattern(glob, paths)));
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

function readPattern(glob: string, paths: readonly string[]): PathPattern {
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
  return { glob, excludes, matches: matcherOf(pattern, paths) };
}

function matcherOf(pattern: string, paths: readonly string[]): (path: string) => boolean {
  if (pattern === '.') return () => true;
  const folder = pattern.replace(/\/?$/, '/');
  const isNamed = (path: string) => path === pattern || path.startsWith(folder);
  if (!READ_AS_PATTERN.test(pattern) || paths.some(isNamed)) return isNamed;
  const below = toMatcher(`${folder}**`);
  if (pattern.endsWith('/')) return (path) => below.match(path);
  const itself = toMatcher(pattern);
  return (path) => itself.match(path) || below.match(path);
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

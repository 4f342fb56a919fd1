import { Minimatch } from 'minimatch';
import { InputError } from '../failure.ts';
import { printable } from '../printable.ts';

/**
 * Which paths are taken: those that one of the globs matches, all when there is none. The globs are read as those of an
 * upload are (by `@actions/glob`): `*` takes names with a leading dot too, and there are no braces.
 *
 * @throws InputError when a glob can match nothing
 */
export function pathFilter(globs: readonly string[] | undefined): (path: string) => boolean {
  if (globs === undefined || globs.length === 0) return () => true;
  const matchers = globs.map(toMatcher);
  return (path) => matchers.some((matcher) => matcher.match(path));
}

function toMatcher(glob: string): Minimatch {
  const pattern = glob.trim().replace(/^\.\//, '');
  if (
    pattern === '' ||
    pattern.startsWith('/') ||
    pattern.startsWith('!') ||
    /(^|\/)\.\.(\/|$)/.test(pattern)
  ) {
    throw new InputError(
      'include',
      `has '${printable(glob)}': write a glob of paths as the manifest has them, such as lib/**/*.js.`,
    );
  }
  // Of a folder all that is in it is meant.
  const whole = pattern.endsWith('/') ? `${pattern}**` : pattern;
  return new Minimatch(whole, {
    platform: 'linux',
    dot: true,
    nobrace: true,
    noext: true,
    nocomment: true,
    nonegate: true,
  });
}

import { InputError } from '../../failure.ts';
import type { Name } from '../../inputs.ts';
import { printable } from '../../printable.ts';
import { followNames, type Names, PathPattern, splitMarks } from '../path-pattern.ts';

/** Characters. A path has at most 1,024 bytes, and a pattern may escape some of them. */
const LONGEST = 4_096;

/** A path with an empty segment or one of dots, also at its beginning or end. */
const IS_ODD = /(?:^|\/)\.{0,2}(?:\/|$)/;

/**
 * Reads globs as an upload reads its paths, relative to the artifact's folder.
 *
 * @param input the setting that has them
 * @param paths all paths of the artifact. A pattern that equals one is taken literally.
 * @throws InputError if a pattern cannot match anything
 */
export function readGlobs(input: Name, globs: readonly string[], paths: readonly string[]): PathPattern[] {
  const names = new ArtifactNames(paths);
  return globs.map((written) => {
    const { excludes, text } = splitMarks(written);
    const pattern = text.trim();
    // Without a manifest there can be names that no glob matches, such as ../x. They can be left out all the same.
    if (IS_ODD.test(pattern) && paths.includes(pattern)) {
      return new PathPattern({ base: pattern, rest: [], written, excludes, foldersOnly: false });
    }
    const segments = pattern.split(/\/+/).filter((segment) => segment !== '' && segment !== '.');
    if (pattern === '' || pattern.length > LONGEST || pattern.startsWith('/') || segments.includes('..')) {
      throw new InputError(
        input,
        `has '${printable(written)}': write a glob of paths as in the manifest, such as lib/**/*.js.`,
      );
    }
    const join = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);
    const split = followNames('', segments, names, join);
    return new PathPattern({ ...split, written, excludes, foldersOnly: pattern.endsWith('/') });
  });
}

/** The folders and files of an artifact. They are collected only if a pattern could be a name. */
class ArtifactNames implements Names {
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

/** A path and all its parent folders. */
function placesOn(path: string): string[] {
  const places = [path];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    places.push(path.slice(0, end));
  }
  return places;
}

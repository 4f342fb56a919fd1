/**
 * Which paths are taken: those that one of the globs matches, all when there is none. The globs are read as those of an
 * upload are (by `@actions/glob`): `*` takes names with a leading dot too, and there are no braces.
 *
 * @throws InputError when a glob can match nothing
 */
export declare function pathFilter(globs: readonly string[] | undefined): (path: string) => boolean;

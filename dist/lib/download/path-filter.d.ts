/**
 * Which paths of an artifact are taken. Patterns are read as those of an upload are: each takes also all that is below
 * what it takes, one with `!` in front excludes, and of those that match a path the last one counts. Without any, or
 * with none but excludes, the rest is taken. `*` matches names with a leading dot too, and there are no braces. The name of
 * a folder or file of the artifact is that name, where it reads as a pattern too (`app/[slug]/**`).
 */
export declare class PathFilter {
    #private;
    private constructor();
    /**
     * @param paths all that the artifact has: a pattern that is the name of one is that name
     * @throws InputError when a pattern can match nothing
     */
    static read(globs: readonly string[], paths: readonly string[]): PathFilter;
    takes(path: string): boolean;
    /** The patterns that would take something and match none of the paths, as they were written. */
    idle(paths: readonly string[]): string[];
}

/** A regular file as it was when it was listed. */
export interface SourceFile {
    /** Not below the root where a followed link led elsewhere; never itself a link. */
    readonly absolute: string;
    /** Below the selection's root, with `/` between the segments on every platform. */
    readonly path: string;
    /** Bytes. */
    readonly size: number;
    /** The bits of 0o777. */
    readonly mode: number;
    /** Milliseconds since 1970, with their fraction. */
    readonly mtimeMs: number;
}
/** A symbolic link that is kept as one. */
export interface SourceLink {
    readonly absolute: string;
    readonly path: string;
    /** Relative to the link's folder, with `/`; never leads out of the root. What it names need not exist. */
    readonly target: string;
    readonly mtimeMs: number;
}
export interface Selection {
    /** The absolute folder that all paths are relative to. */
    readonly root: string;
    /** Sorted by the code units of their paths, as are the links. */
    readonly files: readonly SourceFile[];
    readonly links: readonly SourceLink[];
    /** Of all files together. */
    readonly bytes: number;
    /** How many files and folders matched and were left out because they are hidden, a folder counting once. */
    readonly hidden: number;
    /** The patterns that were to take something and took nothing, as the user wrote them. */
    readonly unmatched: readonly string[];
    /** What is there and was not taken since a pattern reads its name as a class of characters, such as `[slug]`. */
    readonly misread: readonly string[];
}
export interface SelectionOptions {
    /** One pattern each, in the order that counts: a later one may take back what an earlier one excluded. */
    readonly patterns: readonly string[];
    /** The absolute folder that relative patterns start from. */
    readonly cwd: string;
    readonly includeHidden: boolean;
    /** Whether a link's content is taken in its place. */
    readonly followLinks: boolean;
    /** An absolute path that is no part of it, such as of a file that is written after the upload. */
    readonly leftOut?: string | undefined;
    readonly signal?: AbortSignal;
}
/** The patterns of an input that has one a line, without empty lines and those that begin with `#`. */
export declare function parsePatterns(text: string): string[];
/**
 * The files that `patterns` name, with the meaning that they have in `actions/upload-artifact`.
 *
 * - A folder is all that is below it, `!` excludes, `~` is the home folder; beyond that action a pattern may have `.`, and
 *   `..` after names, and the name of a file or folder that is there is that one even where it reads as a pattern
 *   (`[id].js`), as far as no wildcard stands before it.
 * - The root is what stands before the first wildcard of the one pattern, the folder of the one file, or the deepest folder
 *   that all patterns are below.
 * - Hidden is what has a name with a dot at its beginning, unless a pattern writes that dot itself (`dist/.htaccess`, `.*`).
 * - A link is kept unless it is followed; the one that a whole selection consists of, or leads through, always is.
 *
 * @throws InputError when a pattern is wrong, a link leaves the root, a folder cannot be read, or there is something that
 * is neither file nor link
 */
export declare function selectFiles(options: SelectionOptions): Promise<Selection>;

/**
 * What is wrong with a path below an artifact's folder, as the end of a sentence; undefined when nothing is. What a
 * platform cannot hold is another matter: see `platformProblem`.
 */
export declare function pathProblem(path: string): string | undefined;
/**
 * What is wrong with a link's target, as the end of a sentence; undefined when it stays in the artifact's folder.
 *
 * After a name no `..` is taken, although it could stay inside: were the name a link itself, the `..` would be that of
 * the link's target, and lead anywhere.
 *
 * @param path that of the link, of which nothing is wrong
 */
export declare function linkProblem(path: string, target: string): string | undefined;
/** What a tree of files and links has at a place. */
type Entry = 'file' | 'link';
/**
 * The first thing that keeps paths from forming one tree, as a sentence without its full stop: the same path twice, a
 * file or link that is a folder of another, too.
 *
 * @param same paths for which this is equal are one, as on file systems that ignore case
 */
export declare function treeProblem(entries: readonly {
    readonly path: string;
    readonly entry: Entry;
}[], same?: (path: string) => string): {
    readonly path: string;
    readonly problem: string;
} | undefined;
/**
 * Why a platform cannot hold a path, or would take it for another one, as the end of a sentence; undefined when it can.
 *
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
export declare function platformProblem(platform: NodeJS.Platform, path: string): string | undefined;
/** Whether paths that differ in case, or in how an accent is encoded, are one to the platform's usual file system. */
export declare function foldFor(platform: NodeJS.Platform): (path: string) => string;
export {};

/**
 * The last lines of an agent's log. Every process of the user's can have put something else in its place: a link is not
 * followed, a pipe not waited for, another user's file not read, and nothing that is shown is a command for a runner.
 *
 * @returns undefined when there is no such file
 */
export declare function readLastWords(path: string): string[] | undefined;
/** Opens a file that is the user's own, and nothing else. */
export declare function openPlain(path: string): number | undefined;

/**
 * Text from outside, such as a file's name or what a server said, as one line of a log can hold it: for every CI system
 * alike, wherever in the line it stands. A file can have any name, so that a build of somebody else's branch could else
 * give the runner commands, write lines in our name, colour a terminal, or turn text around.
 *
 * - control characters, line separators, format characters (such as those that reverse the direction of writing) and
 *   halves of surrogates become `?`; letters of every language stay. GitLab's section markers begin with such a character.
 * - `##[`, `##vso[` and `##teamcity[` begin a command for the runners of GitHub, Azure Pipelines and TeamCity, wherever
 *   in a line they stand;
 * - `::name::` does for GitHub's at the beginning of a line, after blanks too.
 *
 * @param longest characters; of more the middle is left out
 */
export declare function visible(text: string, longest?: number): string;
/** The same for a user's own input, in an error message about it. */
export declare function printable(text: string): string;
/** The same for a message of ours that has text from outside in it: its lines stay lines. */
export declare function visibleLines(message: string): string;
/** A value as JSON that is as harmless in a log: what {@link visible} takes away is escaped, so that nothing is lost. */
export declare function visibleJson(value: unknown, indentation?: number): string;

/** Characters of a whole text, whose end is what to do: only one that is no text is cut. */
export declare const LONGEST_TEXT = 4000;
/**
 * A file's name, or what a server said, as one line of a log can hold it. A file can have any name, so that a build of
 * somebody else's branch could write lines in our name, colour a terminal, or turn text around.
 *
 * - control characters, line separators, format characters (such as those that reverse the direction of writing) and
 *   halves of surrogates become `?`; letters of every language stay;
 * - `##[` and `##vso[` begin a command for the runners of GitHub and of Azure Pipelines wherever in a line they stand
 *   (`::` and `##teamcity[` do at a line's beginning alone, where there is never a name).
 *
 * @param longest characters; of more the middle is left out
 */
export declare function visible(text: string, longest?: number): string;
/** What a text says first, on one line and without its full stop. */
export declare function firstSentence(text: string): string;
/** A value as one line of JSON that is as harmless in a log: what {@link visible} takes away is escaped. */
export declare function jsonLine(value: unknown): string;

/** Characters that a name, or a user's own input, may show: one of several hundred would else fill the line. */
const LONGEST_NAME = 240;
/** Characters of a whole text, whose end is what to do: only one that is no text is cut. */
export const LONGEST_TEXT = 4_000;

/**
 * Text from outside, such as a file's name or what a server said, as one line of a log can hold it: for every CI system
 * alike, wherever in the line it stands. A file can have any name, so that a build of somebody else's branch could else
 * give the runner commands, write lines in our name, color a terminal, or turn text around.
 *
 * - control characters, line separators, format characters (such as those that reverse the direction of writing) and
 *   halves of surrogates become `?`; letters of every language stay. GitLab's section markers begin with such a character.
 * - `##[`, `##vso[` and `##teamcity[` begin a command for the runners of GitHub, Azure Pipelines and TeamCity, wherever
 *   in a line they stand;
 * - `::name::` does for GitHub's at the beginning of a line, after blanks too.
 *
 * @param longest characters; of more the middle is left out
 */
export function printable(text: string, longest = LONGEST_NAME): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?')
    .replace(/##(?=\w*\[)/g, '#?')
    .replace(/^(\s*):(?=:.*::)/, '$1?');
  if (clean.length <= longest) return clean;
  const half = Math.floor(longest / 2) - 2;
  // A cut between the halves of a pair would leave one.
  return `${clean.slice(0, half)}...${clean.slice(-half)}`.replace(/\p{Cs}/gu, '?');
}

/** The same for a message of ours that has text from outside in it: its lines stay lines. */
export function printableLines(message: string): string {
  // Where a line ends is kept too. A carriage return alone ends one for some runners, and is no end of ours.
  return message
    .split(/(\r?\n)/)
    .map((part) => (/^\r?\n$/.test(part) ? part : printable(part, Number.POSITIVE_INFINITY)))
    .join('');
}

/** A value as JSON that is as harmless in a log: what {@link printable} takes away is escaped, so that nothing is lost. */
export function printableJson(value: unknown, indentation?: number): string {
  return JSON.stringify(value, null, indentation)
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits)
    .replace(/##(?=\w*\[)/g, '#\\u0023');
}

function escapeUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** What a text says first, on one line and without its full stop. */
export function firstSentence(text: string): string {
  const [line = ''] = text.split('\n', 1);
  // A name in quotes may hold what ends a sentence.
  const unnamed = line.replace(/(?<!\w)'[^']*'/g, (name) => '_'.repeat(name.length));
  const end = unnamed.search(/\.(?=\s+\p{Lu}|\s*$)/u);
  return printable(end === -1 ? line : line.slice(0, end), LONGEST_TEXT);
}

/** A value as one line of JSON that is harmless in a log. */
export function jsonLine(value: unknown): string {
  return `${printableJson(value)}\n`;
}

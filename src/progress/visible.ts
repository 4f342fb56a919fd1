/** Characters that a name may show: a name of several would else fill the line. */
const LONGEST_NAME = 240;
/** Characters of a whole text, whose end is what to do: only one that is no text is cut. */
export const LONGEST_TEXT = 4_000;

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
export function visible(text: string, longest = LONGEST_NAME): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?').replace(/##(?=\w*\[)/g, '#?');
  if (clean.length <= longest) return clean;
  const half = Math.floor(longest / 2) - 2;
  // A cut between the halves of a pair would leave one.
  return `${clean.slice(0, half)}...${clean.slice(-half)}`.replace(/\p{Cs}/gu, '?');
}

/** What a text says first, on one line and without its full stop. */
export function firstSentence(text: string): string {
  const [line = ''] = text.split('\n', 1);
  // A name in quotes may hold what ends a sentence.
  const unnamed = line.replace(/(?<!\w)'[^']*'/g, (name) => '_'.repeat(name.length));
  const end = unnamed.search(/\.(?=\s+\p{Lu}|\s*$)/u);
  return visible(end === -1 ? line : line.slice(0, end), LONGEST_TEXT);
}

/** A value as one line of JSON that is as harmless in a log: what {@link visible} takes away is escaped. */
export function jsonLine(value: unknown): string {
  const json = JSON.stringify(value)
    .replace(/[\x7f-\x9f\u2028\u2029]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, escapeCharacter)
    .replace(/##(?=\w*\[)/g, '#\\u0023');
  return `${json}\n`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Characters that a name may show: a name of several would else fill the line. */
const LONGEST = 240;

/**
 * A file's name, or what a server said, as one line of a log can hold it. A file can have any name, so that a build of
 * somebody else's branch could write lines in our name, colour a terminal, or turn text around.
 *
 * - control characters, line separators, format characters (such as those that reverse the direction of writing) and
 *   halves of surrogates become `?`; letters of every language stay;
 * - `##[` and `##vso[` begin a command for the runners of GitHub and of Azure Pipelines wherever in a line they stand
 *   (`::` and `##teamcity[` do at a line's beginning alone, where there is never a name).
 */
export function visible(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?').replace(/##(?=\w*\[)/g, '#?');
  if (clean.length <= LONGEST) return clean;
  const half = Math.floor(LONGEST / 2) - 2;
  // A cut between the halves of a pair would leave one.
  return `${clean.slice(0, half)}...${clean.slice(-half)}`.replace(/\p{Cs}/gu, '?');
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

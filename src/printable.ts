/**
 * The most characters that are shown of a name, or of a user's own input. One of several hundred would fill the line.
 */
const LONGEST_NAME = 240;
/** The most characters of a whole message. Its end says what to do, so only what is not a real message is shortened. */
export const LONGEST_TEXT = 4_000;

/**
 * Makes text from outside, such as a file's name or a server's message, safe for one line of a log, at any position and
 * in every CI system. A file can have any name. A build of somebody else's branch could otherwise give the runner
 * commands, write lines in this program's name, color a terminal, or turn text around.
 *
 * - control characters, line separators, format characters (such as those that reverse the direction of writing) and
 *   halves of surrogates become `?`; letters of every language stay. GitLab's section markers begin with such a
 *   character.
 * - `##[`, `##vso[` and `##teamcity[` begin a command for the runners of GitHub, Azure Pipelines and TeamCity, anywhere
 *   in a line;
 * - `::name::` does so for GitHub's at the beginning of a line, even after blanks.
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
  // A cut inside a surrogate pair would leave one half.
  return `${clean.slice(0, half)}...${clean.slice(-half)}`.replace(/\p{Cs}/gu, '?');
}

/** The same for a message of this program that contains text from outside. Its line breaks stay. */
export function printableLines(message: string): string {
  // Keeps the form of line breaks. A carriage return alone is replaced, because some runners take it for one.
  return message
    .split(/(\r?\n)/)
    .map((part) => (/^\r?\n$/.test(part) ? part : printable(part, Number.POSITIVE_INFINITY)))
    .join('');
}

/**
 * A value as JSON that is just as harmless in a log. What {@link printable} replaces is escaped here, so that nothing
 * is lost.
 */
export function printableJson(value: unknown, indentation?: number): string {
  return JSON.stringify(value, null, indentation)
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits)
    .replace(/##(?=\w*\[)/g, '#\\u0023');
}

function escapeUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** The first sentence of a text, on one line and without its full stop. */
export function firstSentence(text: string): string {
  const [line = ''] = text.split('\n', 1);
  // A name in quotes may contain the end of a sentence.
  const unnamed = line.replace(/(?<!\w)'[^']*'/g, (name) => '_'.repeat(name.length));
  const end = unnamed.search(/\.(?=\s+\p{Lu}|\s*$)/u);
  return printable(end === -1 ? line : line.slice(0, end), LONGEST_TEXT);
}

/** A value as one line of JSON that is harmless in a log. */
export function jsonLine(value: unknown): string {
  return `${printableJson(value)}\n`;
}

import { visible, visibleJson } from '../../printable.ts';

export { visible };

/** Characters of a whole text, whose end is what to do: only one that is no text is cut. */
export const LONGEST_TEXT = 4_000;

/** What a text says first, on one line and without its full stop. */
export function firstSentence(text: string): string {
  const [line = ''] = text.split('\n', 1);
  // A name in quotes may hold what ends a sentence.
  const unnamed = line.replace(/(?<!\w)'[^']*'/g, (name) => '_'.repeat(name.length));
  const end = unnamed.search(/\.(?=\s+\p{Lu}|\s*$)/u);
  return visible(end === -1 ? line : line.slice(0, end), LONGEST_TEXT);
}

/** A value as one line of JSON that is harmless in a log. */
export function jsonLine(value: unknown): string {
  return `${visibleJson(value)}\n`;
}

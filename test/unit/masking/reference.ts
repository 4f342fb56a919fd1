import { patternsOf, UNBROKEN } from '../../../src/masking/pattern.ts';

type Occurrence = readonly [start: number, end: number];

/** What a masker is to put out, found the slow and obvious way: every spelling at every position of the whole text. */
export function referenceMasker(secrets: readonly string[]): (text: Buffer) => string {
  const patterns = secrets.flatMap(patternsOf);
  const fixed = new Set(patterns.filter(({ mayBreak }) => !mayBreak).map(latin1));
  const breakable = new Set(patterns.filter(({ mayBreak }) => mayBreak).map(latin1));
  return (buffer) => {
    const text = buffer.toString('latin1');
    return cover(text, [
      ...[...fixed].flatMap((spelling) => occurrences(spelling, text)),
      ...[...breakable].flatMap((spelling) => brokenOccurrences(spelling, text)),
    ]);
  };
}

function latin1({ bytes }: { readonly bytes: Buffer }): string {
  return bytes.toString('latin1');
}

function cover(text: string, occurrences: Occurrence[]): string {
  let output = '';
  let at = 0;
  for (const [start, end] of occurrences.sort(([a], [b]) => a - b)) {
    if (start >= at) output += `${text.slice(at, start)}***`;
    at = Math.max(at, end);
  }
  return output + text.slice(at);
}

function occurrences(spelling: string, text: string): Occurrence[] {
  const found: Occurrence[] = [];
  for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1)) {
    found.push([at, at + spelling.length]);
  }
  return found;
}

/** Searches the text less its line breaks, and then sees where those were. */
function brokenOccurrences(spelling: string, text: string): Occurrence[] {
  const characters = [...text.matchAll(/(?:\r?\n[ \t]{0,64})?([\s\S])/g)];
  const joined = characters.map(([, character]) => character).join('');
  return occurrences(spelling, joined).flatMap(([start, end]) => {
    const found = characters.slice(start, end);
    if (found.slice(1, UNBROKEN).some(([withBreak]) => withBreak.length > 1)) return [];
    const first = endOf(found[0]) - 1;
    return [[first, endOf(found.at(-1))]];
  });
}

function endOf(match: RegExpExecArray | undefined): number {
  return match === undefined ? 0 : match.index + match[0].length;
}

/** The text as a regular expression that matches just this. */
export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

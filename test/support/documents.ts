/** Reads the documents: their tables of settings, snippets, headings and links. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './command.ts';

/** Every document that people read, by its path from the project's folder. */
export const DOCUMENTS = globSync(['*.md', '.github/*.md', 'docs/**/*.md', 'sandbox/*.md'], {
  cwd: projectFolder,
}).sort();

export function readDocument(path: string): string {
  return readFileSync(join(projectFolder, path), 'utf8');
}

/** The text between `<!-- NAME begin -->` and `<!-- NAME end -->`, which are in one document only. */
export function marked(name: string): string {
  const [begin, end] = [`<!-- ${name} begin -->\n`, `<!-- ${name} end -->`];
  const texts = DOCUMENTS.map(readDocument).filter((text) => text.includes(begin));
  const [text = ''] = texts;
  if (texts.length !== 1) throw new Error(`${texts.length} documents have the marker ${name}.`);
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf(end));
}

export interface Snippet {
  readonly document: string;
  readonly language: string;
  readonly text: string;
  /** The comment above it, which says how it is run or why it is not. */
  readonly comment: string | undefined;
}

/** The code blocks of a document, in order. */
export function snippetsOf(document: string): Snippet[] {
  const blocks = readDocument(document).matchAll(
    /(?:<!-- ((?:run|not run|snippet): [^\n]*?) -->\n\n)?^```(\w*)\n(.*?)^```$/gms,
  );
  return Array.from(blocks, ([, comment, language = '', text = '']) => ({
    document,
    language,
    text,
    comment,
  }));
}

/** The snippet of a document that has `<!-- run: NAME -->` above it. */
export function snippetToRun(document: string, name: string): string {
  const found = snippetsOf(document).filter(({ comment }) => comment === `run: ${name}`);
  const [snippet] = found;
  if (snippet === undefined || found.length > 1) {
    throw new Error(`${document} has ${found.length} snippets named '${name}'.`);
  }
  return snippet.text;
}

/** GitHub's anchors for a document's headings. */
export function anchorsOf(document: string): string[] {
  const prose = readDocument(document).replace(/^```.*?^```$/gms, '');
  const seen = new Map<string, number>();
  return Array.from(prose.matchAll(/^#{1,6} (.*)$/gm), ([, heading = '']) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

/** The targets of the links and pictures in a document, outside code blocks. */
export function linksOf(document: string): string[] {
  const prose = readDocument(document)
    .replace(/^```.*?^```$/gms, '')
    .replace(/`[^`\n]*`/g, '');
  return [
    ...Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target),
    ...Array.from(prose.matchAll(/ (?:src|href)="([^"]+)"/g), ([, target = '']) => target),
  ];
}

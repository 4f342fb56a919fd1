import { lstat } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import { MatchKind } from '../../node_modules/@actions/glob/lib/internal-match-kind.js';
/*
 * The patterns of `@actions/glob` without its walk. The package's own globber looks at each entry several times, one
 * after the other (5,000 files: 380-480 ms, with this project's walk 60), cannot say what it left out, drops broken links
 * and loops without a word, and imports the index of `@actions/core`, and with it undici 6: 1 MB more in a bundle. The
 * package names no other way in, so these are the files themselves.
 */
import { Pattern } from '../../node_modules/@actions/glob/lib/internal-pattern.js';
import { getSearchPaths, match } from '../../node_modules/@actions/glob/lib/internal-pattern-helper.js';
import { InputError } from '../failure.ts';
import { visible } from '../progress/visible.ts';

/** What `*`, `?`, `[` and an escape are to a pattern, a name may hold as well; and blanks at the ends are cut off. */
const READ_AS_PATTERN = /[*?[\\]|^\s|\s$/;

/** The home folder, and on Windows a drive. */
const NAMES_A_PLACE = sep === '\\' ? /^(?:~(?:[\\/]|$)|[a-z]:)/i : /^~(?:\/|$)/;

/** The folders above that a path begins with, and the present one. */
const LEADING_DOTS = sep === '\\' ? /^(?:\.{1,2}(?:[\\/]+|$))+/ : /^(?:\.{1,2}(?:\/+|$))+/;

/** Patterns with the meaning of `actions/upload-artifact`: each also takes all that is below what it takes. */
export class PathPatterns {
  /** Where to look: the folders and files before the patterns' first wildcards, none of them below another. */
  readonly searchPaths: readonly string[];
  readonly #patterns: Pattern[];

  private constructor(patterns: readonly Pattern[]) {
    this.searchPaths = getSearchPaths([...patterns]);
    this.#patterns = patterns.flatMap((pattern) => [pattern, ...allBelow(pattern)]);
  }

  /**
   * @param cwd the absolute folder that relative patterns start from
   * @throws InputError when a pattern is wrong, or there are none but excludes
   */
  static async read(texts: readonly string[], cwd: string): Promise<PathPatterns> {
    const patterns = await Promise.all(texts.map((text) => readPattern(text, cwd)));
    if (!patterns.some((pattern) => !pattern.negate)) {
      throw new InputError('path', 'names nothing to take: give a file, a folder or a pattern.');
    }
    return new PathPatterns(patterns);
  }

  /** What the patterns take at the absolute path `place`. */
  match(place: string): { readonly file: boolean; readonly folder: boolean } {
    const kind = match(this.#patterns, place);
    return { file: (kind & MatchKind.File) !== 0, folder: (kind & MatchKind.Directory) !== 0 };
  }

  /** Whether anything below the folder `place` can be taken: of one that is excluded nothing is listed. */
  canTakeBelow(place: string): boolean {
    const last = this.#patterns.findLast(
      (pattern) =>
        pattern.match(place) !== MatchKind.None || (!pattern.negate && pattern.partialMatch(place)),
    );
    return last !== undefined && !last.negate;
  }
}

function allBelow({ negate, segments, trailingSeparator }: Pattern): Pattern[] {
  if (segments.at(-1) === '**' && !trailingSeparator) return [];
  return [new Pattern(negate, true, [...segments, '**'])];
}

async function readPattern(text: string, cwd: string): Promise<Pattern> {
  const [excludes = ''] = /^\s*(?:!\s*)*/.exec(text) ?? [];
  const literal = await asLiteral(excludes.includes('!') ? text.slice(excludes.length) : text, cwd);
  if (literal === '' || literal.includes('\0')) {
    throw new InputError('path', `has the pattern '${visible(text)}', which can name no file.`);
  }
  const negations = excludes.replaceAll(/\s/g, '');
  try {
    return new Pattern(negations + fromFolder(literal, cwd));
  } catch {
    throw new InputError(
      'path',
      `has the pattern '${visible(text)}', which cannot be used: '.' and '..' can only begin a pattern, and its first segment holds no wildcard where it is absolute.`,
    );
  }
}

/** A name that is there is that file, even where it reads as a pattern: `[id].js`, which a shell may have put in. */
async function asLiteral(text: string, cwd: string): Promise<string> {
  if (!READ_AS_PATTERN.test(text) || text.trim() === '' || !(await exists(resolve(cwd, text))))
    return text.trim();
  return Pattern.globEscape(text).replaceAll(/^\s|\s$/g, '[$&]');
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

/** `@actions/glob` takes relative patterns from the process's folder on, and none that begins with `..`. */
function fromFolder(pattern: string, cwd: string): string {
  if (isAbsolute(pattern) || NAMES_A_PLACE.test(pattern)) return pattern;
  const [dots = ''] = LEADING_DOTS.exec(pattern) ?? [];
  const start = Pattern.globEscape(resolve(cwd, dots));
  const rest = pattern.slice(dots.length);
  if (rest === '') return start;
  return start.endsWith(sep) ? start + rest : start + sep + rest;
}

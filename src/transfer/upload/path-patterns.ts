import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, parse, resolve, sep } from 'node:path';
import { MatchKind } from '../../../node_modules/@actions/glob/lib/internal-match-kind.js';
/*
 * The patterns of `@actions/glob` without its walk. The package's own globber looks at each entry several times, one
 * after the other (5,000 files: 380-480 ms, with this project's walk 60), cannot say what it left out, drops broken links
 * and loops without a word, and imports the index of `@actions/core`, and with it undici 6: 1 MB more in a bundle. The
 * package names no other way in, so these are the files themselves.
 */
import { Pattern } from '../../../node_modules/@actions/glob/lib/internal-pattern.js';
import { getSearchPaths, match } from '../../../node_modules/@actions/glob/lib/internal-pattern-helper.js';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { expandHome } from '../../user-path.ts';

/** What `*`, `?`, `[` and an escape are to a pattern, a name may hold as well. */
const READ_AS_PATTERN = /[*?[\\]/;

/** A pattern cuts blanks off at its ends, which a name may have. */
const BLANK_END = /^\s|\s$/;

/** A class of characters, which may be meant as a name: `[slug]`. */
const CLASS = /\[[^\]]+\]/;

/** A segment that takes hidden names: it begins with a dot itself. */
const BEGINS_WITH_DOT = /^(?:\\?\.|\[\.\])/;

const SEPARATORS = sep === '\\' ? /[\\/]+/ : /\/+/;

/** A drive without a slash, which the system resolves by the folder that it has there. */
const OF_DRIVE = /^[a-z]:(?![\\/])/i;

/** One pattern as it was written, and what it is to the matcher. */
interface ReadPattern {
  /** Without the marks that exclude. */
  readonly text: string;
  readonly pattern: Pattern;
  /** Segments that are read as classes of characters, and could be names. */
  readonly classes: readonly string[];
}

/** Patterns with the meaning of `actions/upload-artifact`: each also takes all that is below what it takes. */
export class PathPatterns {
  /** Where to look: the folders and files before the patterns' first wildcards, none of them below another. */
  readonly searchPaths: readonly string[];
  readonly #read: readonly ReadPattern[];
  readonly #patterns: readonly Pattern[];
  /** What takes the hidden names that a pattern names. */
  readonly #hidden: readonly Pattern[];
  readonly #classes: ReadonlySet<string>;

  private constructor(read: readonly ReadPattern[]) {
    const patterns = read.map(({ pattern }) => pattern);
    this.searchPaths = getSearchPaths(patterns);
    this.#read = read;
    this.#patterns = patterns.flatMap(withAllBelow);
    this.#hidden = patterns.filter(({ negate }) => !negate).flatMap(upToDots);
    this.#classes = new Set(read.flatMap(({ classes }) => classes));
  }

  /**
   * @param cwd the absolute folder that relative patterns start from
   * @throws InputError when a pattern is wrong, or there are none but excludes
   */
  static async read(texts: readonly string[], cwd: string): Promise<PathPatterns> {
    const read = await Promise.all(texts.map((text) => readPattern(text, cwd)));
    if (!read.some(({ pattern }) => !pattern.negate)) {
      throw new InputError('path', 'names nothing to take: give a file, a folder or a pattern.');
    }
    return new PathPatterns(read);
  }

  /** What the patterns take at the absolute path `place`. */
  match(place: string): { readonly file: boolean; readonly folder: boolean } {
    const kind = match([...this.#patterns], place);
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

  /** Whether a pattern writes the dot of the hidden `place` itself, as a shell's pattern has to. */
  namesHidden(place: string): boolean {
    return this.#hidden.some((pattern) => pattern.match(place) !== MatchKind.None);
  }

  /** Whether a name is there that a pattern does not take, since it reads it as a class of characters. */
  misreads(name: string): boolean {
    return this.#classes.has(name);
  }

  /** Those that were to take something and took none of `places`, as they were written. */
  unmatched(places: readonly string[]): string[] {
    return this.#read.flatMap(({ text, pattern }) => {
      const all = withAllBelow(pattern);
      const takes = (place: string) => all.some((one) => one.match(place) !== MatchKind.None);
      return pattern.negate || places.some(takes) ? [] : [text];
    });
  }
}

function withAllBelow(pattern: Pattern): Pattern[] {
  const { negate, segments, trailingSeparator } = pattern;
  if (segments.at(-1) === '**' && !trailingSeparator) return [pattern];
  return [pattern, new Pattern(negate, true, [...segments, '**'])];
}

/** The pattern up to each of its segments that begins with a dot. */
function upToDots({ segments }: Pattern): Pattern[] {
  return segments.flatMap((segment, index) =>
    BEGINS_WITH_DOT.test(segment) ? [new Pattern(false, true, segments.slice(0, index + 1))] : [],
  );
}

async function readPattern(written: string, cwd: string): Promise<ReadPattern> {
  const [marks = ''] = /^\s*(?:!\s*)*/.exec(written) ?? [];
  const text = marks.includes('!') ? written.slice(marks.length) : written;
  if (text.trim() === '' || text.includes('\0')) {
    throw new InputError('path', `has the pattern '${printable(written)}', which can name no file.`);
  }
  const { absolute, classes } = await resolvePattern(text, cwd);
  try {
    return { text: text.trim(), pattern: new Pattern(marks.replaceAll(/\s/g, '') + absolute), classes };
  } catch {
    throw new InputError('path', `has the pattern '${printable(written)}', which cannot be used.`);
  }
}

/** An absolute pattern, in which the names that are there are no patterns: `[id].js`, which a shell may have put in. */
async function resolvePattern(
  text: string,
  cwd: string,
): Promise<{ readonly absolute: string; readonly classes: readonly string[] }> {
  if (sep === '\\' && OF_DRIVE.test(text)) return { absolute: text.trim(), classes: [] };
  const isName = BLANK_END.test(text) && (await exists(resolve(cwd, text)));
  const path = isName ? text : expandHome('path', text.trim());
  const { root } = parse(path);
  const start = isAbsolute(path) ? resolve(root) : cwd;
  const segments = path
    .slice(root.length)
    .split(SEPARATORS)
    .filter((segment) => segment !== '' && segment !== '.');
  const { place, rest } = await followNames(start, segments, text);
  const isFolder = /[\\/]$/.test(path) && SEPARATORS.test(path.slice(-1));
  return { absolute: chain(literal(place), rest, isFolder), classes: rest.filter((one) => CLASS.test(one)) };
}

/** Goes as far as a pattern's segments are names, or name what is there. */
async function followNames(
  start: string,
  segments: readonly string[],
  text: string,
): Promise<{ readonly place: string; readonly rest: readonly string[] }> {
  let place = start;
  for (const [index, segment] of segments.entries()) {
    if (segment === '..') {
      place = await folderAbove(place, text);
      continue;
    }
    const next = join(place, segment);
    if (READ_AS_PATTERN.test(segment) && !(await exists(next))) {
      const rest = segments.slice(index);
      if (rest.includes('..')) {
        const why = "in which '..' comes after a wildcard, so that it is not clear which folder it names";
        throw new InputError('path', `has the pattern '${printable(text)}', ${why}: write it without '..'.`);
      }
      return { place, rest };
    }
    place = next;
  }
  return { place, rest: [] };
}

/** Behind a link the system climbs from where it leads, and a shell from where it is: only where both agree it is clear. */
async function folderAbove(place: string, text: string): Promise<string> {
  const above = dirname(place);
  const found = await lstat(place).catch(() => undefined);
  if (found?.isSymbolicLink() !== true) return above;
  const [byName, bySystem] = await Promise.all([above, chain(place, ['..'], false)].map(realOrNothing));
  if (byName === bySystem) return above;
  throw new InputError(
    'path',
    `has the pattern '${printable(text)}', in which '..' comes after the symbolic link '${printable(place)}' and can mean two folders: write the path without '..'.`,
  );
}

async function realOrNothing(path: string): Promise<string | undefined> {
  return await realpath(path).catch(() => undefined);
}

/** `path.join` would resolve `..`, and takes what is to be a pattern for a path. */
function chain(place: string, rest: readonly string[], isFolder: boolean): string {
  const parts = [place.endsWith(sep) ? place.slice(0, -1) : place, ...rest];
  const joined = parts.length === 1 ? place : parts.join(sep);
  return isFolder && !joined.endsWith(sep) ? joined + sep : joined;
}

function literal(place: string): string {
  return Pattern.globEscape(place).replaceAll(/^\s|\s$/g, '[$&]');
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

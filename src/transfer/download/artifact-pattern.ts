import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { isTaken, matcherOf, PathPattern, splitMarks } from '../path-pattern.ts';

/** The pattern that stands for every artifact directly below the prefix. */
const EVERY = '*';

/** A prefix with a wildcard, such as `builds/1/*\/`, in two: what is the same in all artifacts, and what is not. */
export function splitAtWildcard(prefix: string): { readonly prefix: string; readonly pattern?: string } {
  const wildcard = prefix.search(/[*?]/);
  if (wildcard < 0) return { prefix };
  const start = prefix.lastIndexOf('/', wildcard) + 1;
  return { prefix: prefix.slice(0, start), pattern: prefix.slice(start) };
}

/** Which artifacts are meant, by the folders that they have below a prefix. */
export class ArtifactPatterns {
  readonly #inclusions: readonly Inclusion[];
  /** Both kinds in order: the last one that matches decides. */
  readonly #patterns: readonly PathPattern[];

  /**
   * @param texts one pattern each; a leading exclamation mark excludes. With exclusions only, everything else is meant.
   * @param input the input that they come from
   * @throws InputError if a pattern cannot match an artifact
   */
  constructor(texts: readonly string[], input: 'pattern' | 'prefix' = 'pattern') {
    const parsed = texts.map((text) => parse(text, input));
    const all = parsed.every(({ excludes }) => excludes) ? [parse(EVERY, input), ...parsed] : parsed;
    this.#patterns = all.map(
      ({ segments, ...pattern }) =>
        new PathPattern({ ...pattern, base: '', rest: segments, foldersOnly: false }),
    );
    this.#inclusions = all
      .filter(({ excludes }) => !excludes)
      .map(({ segments }) => ({ matchers: segments.map(matcherOf) }));
  }

  /** What can be meant at a place: the folders of artifacts that match it exactly, or lie below it. */
  get start(): PatternState {
    return new PatternState(this.#inclusions, 0);
  }

  /** Whether the artifact is not excluded. @param name its folder below the prefix, which an inclusion matches */
  takes(name: string): boolean {
    return isTaken(this.#patterns, name, true) === true;
  }
}

interface Inclusion {
  readonly matchers: readonly ((segment: string) => boolean)[];
}

/** The inclusions that have matched as many segments as there are on the way to a folder. */
export class PatternState {
  readonly #inclusions: readonly Inclusion[];
  readonly #depth: number;

  constructor(inclusions: readonly Inclusion[], depth: number) {
    this.#inclusions = inclusions;
    this.#depth = depth;
  }

  /** Whether an inclusion matches the whole way. */
  get isMatch(): boolean {
    return this.#inclusions.some(({ matchers }) => matchers.length === this.#depth);
  }

  /** Whether an inclusion can match a folder below. */
  get reachesBelow(): boolean {
    return this.#inclusions.some(({ matchers }) => matchers.length > this.#depth);
  }

  /** One folder further down. */
  enter(segment: string): PatternState {
    const left = this.#inclusions.filter(({ matchers }) => matchers[this.#depth]?.(segment));
    return new PatternState(left, this.#depth + 1);
  }
}

function parse(written: string, input: 'pattern' | 'prefix') {
  const { excludes, text } = input === 'prefix' ? { excludes: false, text: written } : splitMarks(written);
  const segments = text.trim().replace(/\/$/, '').split('/');
  if (segments.some((segment) => ['', '.', '..'].includes(segment))) {
    throw new InputError(
      input,
      `has '${printable(written)}': write a glob of the folders of artifacts below the prefix, such as linux-*.`,
    );
  }
  if (segments.includes('**')) {
    throw new InputError(
      input,
      `has '${printable(written)}', and ** would mean every folder of the bucket: write one * for each folder on the way, such as */*.`,
    );
  }
  return { written, excludes, segments };
}

import mime from 'mime';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { readGlobs } from '../artifact/path-globs.ts';
import { type PathPattern, unmatchedOf } from '../path-pattern.ts';
import { bytesOf, type HeaderLine, METADATA, MOST_METADATA } from './header-lines.ts';
import type { FileChoices } from './upload-inputs.ts';

type CommonChoices = Pick<FileChoices, 'metadata'> & Partial<FileChoices>;
type Headers = Readonly<Record<string, string>>;

/** The headers of each file's object, in lower case, without tags: an RGW loses those of multipart uploads. */
export class ObjectHeaders {
  readonly #choices: CommonChoices;
  readonly #lines: readonly { readonly line: HeaderLine; readonly pattern: PathPattern }[];
  readonly #paths: readonly string[];

  /**
   * @param paths all files of the upload
   * @throws InputError if a pattern cannot match anything, or a file would have more than S3 accepts
   */
  constructor(choices: CommonChoices & Pick<FileChoices, 'headers'>, paths: readonly string[]) {
    this.#choices = choices;
    const globs = choices.headers.map(({ pattern }) => pattern);
    const patterns = readGlobs('headers', globs, paths);
    this.#lines = patterns.map((pattern, index) => ({ pattern, line: choices.headers[index] as HeaderLine }));
    this.#paths = paths;
    if (globs.length > 0) for (const path of paths) assertFit(path, this.of(path));
  }

  /** Whether the user has said anything about them. */
  get areGiven(): boolean {
    const { cacheControl, contentType, metadata } = this.#choices;
    const all = [this.#lines, cacheControl ?? '', contentType ?? '', Object.keys(metadata)];
    return all.some(({ length }) => length > 0);
  }

  of(path: string): Headers {
    const lines = this.#lines.flatMap(({ line, pattern }) => (pattern.takes(path) ? [line] : []));
    const common = headersOf(path, this.#choices);
    if (lines.length === 0) return common;
    const given = Object.fromEntries(lines.map(({ name, value }) => [name, value]));
    const type =
      (given['content-type'] ?? this.#choices.contentType) || typeOf(path, given['content-encoding']);
    const all = Object.entries({ ...common, ...given, 'content-type': type });
    return Object.fromEntries(all.filter(([, value]) => value !== ''));
  }

  /** What to report: the patterns that match no file. */
  get notes(): string[] {
    const patterns = this.#lines.map(({ pattern }) => pattern);
    return unmatchedOf(patterns, this.#paths).map((written) => {
      const hint = /[/]/.test(written) ? '' : ` Write **/${printable(written)} for files in folders too.`;
      return `headers has '${printable(written)}', which matches no file.${hint}`;
    });
  }
}

/** @throws InputError */
function assertFit(path: string, headers: Headers): void {
  for (const isMetadata of [true, false]) {
    const some = Object.entries(headers).filter(([name]) => name.startsWith(METADATA) === isMetadata);
    const bytes = bytesOf(some.map(([name, value]) => [name.replace(METADATA, ''), value]));
    if (bytes <= MOST_METADATA) continue;
    throw new InputError(
      'headers',
      `gives '${printable(path)}' ${bytes.toLocaleString('en')} bytes of ${isMetadata ? 'metadata' : 'headers'}, but an object can have at most ${MOST_METADATA.toLocaleString('en')}: shorten them.`,
    );
  }
}

/** The headers that an object has without any line of `headers`. */
export function headersOf(path: string, choices: CommonChoices): Headers {
  const { contentType = contentTypeOf(path), cacheControl, metadata, acl } = choices;
  const meta = Object.entries(metadata).map(([name, value]) => [METADATA + name, value]);
  return {
    'content-type': contentType,
    ...(isCompressedByName(path) ? { 'content-encoding': 'gzip' } : {}),
    ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
    ...(acl === undefined ? {} : { 'x-amz-acl': acl }),
    ...Object.fromEntries(meta),
  };
}

/** An `.svgz` is a compressed SVG. Without this header a browser cannot display it. */
function isCompressedByName(path: string): boolean {
  return /\.svgz$/i.test(path);
}

/** Extensions of source code that are registered for rarely used types. */
const SOURCE_CODE = /\.(?:rs|dart|scm|org)$/i;

/** With a Content-Encoding, the type is that of what was compressed: of `app.js` for `app.js.br`. */
function typeOf(path: string, encoding: string | undefined): string {
  return contentTypeOf(encoding ? path.replace(/\.(?:gz|br|zst)$/i, '') : path);
}

function contentTypeOf(path: string): string {
  const byName = SOURCE_CODE.test(path) ? 'text/plain' : mime.getType(path);
  const type = byName ?? 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}

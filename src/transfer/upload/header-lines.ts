import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { splitMarks } from '../path-pattern.ts';

/** A line of `headers`: a header for the files that a pattern matches. */
export interface HeaderLine {
  /** Relative to the artifact, like the patterns of a download. */
  readonly pattern: string;
  /** In lower case. */
  readonly name: string;
  /** Empty to leave out the header. */
  readonly value: string;
}

/** S3's limit for the names and values of all metadata together, and again for those of all other headers, in bytes. */
export const MOST_METADATA = 2_048;

/** What S3 keeps with an object, besides metadata. */
const KEPT = [
  'Cache-Control',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Content-Type',
  'Expires',
];
export const METADATA = 'x-amz-meta-';

/** @param name in lower case */
export function isKept(name: string): boolean {
  return name.startsWith(METADATA) || KEPT.some((kept) => kept.toLowerCase() === name);
}

/** A pattern may contain colons, so it ends where a known header follows. */
const LINE = new RegExp(`^(.+?)\\s*:\\s*(${KEPT.join('|')}|${METADATA}[^\\s:]*)\\s*:(.*)$`, 'is');

/** RFC 9110, section 5.6.7: the form that every sender has to use. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Of names and values together. */
export function bytesOf(headers: readonly (readonly [name: string, value: string])[]): number {
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
}

/** @throws InputError for the first line that is not `PATTERN: Header: value` */
export function readHeaderLines(lines: readonly string[]): HeaderLine[] {
  return lines.map(readHeaderLine);
}

function readHeaderLine(line: string): HeaderLine {
  const [, pattern = '', written = '', rest = ''] = LINE.exec(line) ?? [];
  const [name, value] = [written.toLowerCase(), rest.trim()];
  if (name === '') {
    throw wrong(line, `write PATTERN: Header: value, with ${KEPT.join(', ')} or ${METADATA}… as the header`);
  }
  if (splitMarks(pattern).excludes) {
    throw wrong(line, 'a pattern cannot exclude here: write a later line for what is to be different');
  }
  const problem = value === '' ? nameProblem(name) : (nameProblem(name) ?? headerProblem(name, value));
  if (problem !== undefined) throw wrong(line, problem);
  return { pattern, name, value };
}

function wrong(line: string, how: string): InputError {
  return new InputError('headers', `has the line '${printable(line)}': ${how}.`);
}

function nameProblem(name: string): string | undefined {
  if (!name.startsWith(METADATA) || /^[\w.-]+$/.test(name.slice(METADATA.length))) return undefined;
  return 'the name of metadata has letters, digits, dots and hyphens';
}

/**
 * What is wrong with the value of a header, as a sentence without its end. Undefined if nothing is.
 *
 * @param name in lower case
 */
export function headerProblem(name: string, value: string): string | undefined {
  // What a header can hold everywhere.
  if (!/^[\x20-\x7e]*$/.test(value)) return 'a header must be ASCII on one line';
  if (name === 'content-type' && !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+ *(;.*)?$/.test(value)) {
    return 'this is not a media type, such as text/html; charset=utf-8';
  }
  // It describes how a request is sent, and a server removes it.
  if (name === 'content-encoding' && !/^(?!.*\baws-chunked\b)[\w-]+( *, *[\w-]+)*$/i.test(value)) {
    return 'this is not an encoding, such as gzip or br';
  }
  if (name === 'expires' && !(HTTP_DATE.test(value) && Number.isFinite(Date.parse(value)))) {
    return 'this is not a date, such as Thu, 31 Dec 2026 12:00:00 GMT';
  }
  return undefined;
}

import { parseDuration } from '../../credentials/duration.ts';
import { InputError } from '../../failure.ts';
import { type Given, readValues, type Values } from '../../input-values.ts';
import { printable } from '../../printable.ts';
import { LARGEST_PART, SMALLEST_PART } from '../part-plan.ts';
import { bytesOf, type HeaderLine, headerProblem, MOST_METADATA, readHeaderLines } from './header-lines.ts';

/** The user's inputs by name. Empty and missing mean the same. */
export type UploadInputs = Given<'upload'>;

/** The checked inputs of an upload. */
export type UploadChoices = Omit<Values<'upload'>, keyof Refined | 'path' | 'prefix' | 'latest' | 'presign'> &
  Refined;

/** Settings whose value differs from their text. */
interface Refined {
  /** Names in lower case, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly cacheControl: string | undefined;
  /** For all files. If undefined, it depends on each file's name. */
  readonly contentType: string | undefined;
  readonly headers: readonly HeaderLine[];
  /** A canned ACL. Undefined for none. */
  readonly acl: string | undefined;
  /** Bytes. */
  readonly partSize: number;
  /** How long links work, in seconds. Undefined for no links. */
  readonly presignSeconds: number | undefined;
  /** The file to write. */
  readonly subjectChecksums: string | undefined;
}

/** The choices that affect the upload of each file. */
export type FileChoices = Omit<
  UploadChoices,
  | 'ifNoFilesFound'
  | 'name'
  | 'expectEnd'
  | 'includeHiddenFiles'
  | 'followSymlinks'
  | 'takeGrowing'
  | 'subjectChecksums'
  | 'dotenv'
  | 'annotations'
  | 'summary'
>;

/**
 * Checks the inputs that do not depend on the files or the run.
 *
 * @throws InputError for the first invalid input, with its name as users type it
 */
export function checkUploadInputs(inputs: UploadInputs): UploadChoices {
  const { path: _path, prefix: _prefix, latest: _latest, presign, ...values } = readValues('upload', inputs);
  return {
    ...values,
    metadata: readMetadata(values.metadata),
    cacheControl: readHeader('cache-control', values.cacheControl),
    contentType: readHeader('content-type', values.contentType),
    headers: readHeaderLines(values.headers),
    acl: values.acl === 'none' ? undefined : values.acl,
    partSize: readPartSize(values.partSize),
    presignSeconds: readPresign(presign),
    subjectChecksums: values.subjectChecksums || undefined,
  };
}

function readMetadata(lines: readonly string[]): Record<string, string> {
  const entries = lines.map(readMetadatum);
  const metadata = new Map(entries);
  if (metadata.size < entries.length) {
    throw new InputError('metadata', 'has the same name twice: metadata names are case-insensitive.');
  }
  const bytes = bytesOf(entries);
  if (bytes > MOST_METADATA) {
    throw new InputError(
      'metadata',
      `has ${bytes.toLocaleString('en')} bytes, but an object can have at most ${MOST_METADATA.toLocaleString('en')}: shorten it.`,
    );
  }
  return Object.fromEntries(metadata);
}

function readMetadatum(line: string): [name: string, value: string] {
  const [, name = '', value = ''] = /^([^=]*)=(.*)$/.exec(line) ?? [];
  // A header's name, and what a header can hold everywhere.
  if (!/^[\w.-]+$/.test(name.trim()) || !/^[\x20-\x7e]*$/.test(value)) {
    throw new InputError(
      'metadata',
      `has the line '${printable(line)}': write name=value, with letters, digits, dots and hyphens in the name, and an ASCII value.`,
    );
  }
  return [name.trim().toLowerCase(), value.trim()];
}

function readHeader(name: 'cache-control' | 'content-type', text: string): string | undefined {
  if (text === '') return undefined;
  const problem = headerProblem(name, text);
  if (problem !== undefined) throw new InputError(name, `is '${printable(text)}': ${problem}.`);
  return text;
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1000,
  ki: 1024,
  m: 1000 ** 2,
  mi: 1024 ** 2,
  g: 1000 ** 3,
  gi: 1024 ** 3,
};

/** `16MiB`, `100 MB`, or bytes. */
function readPartSize(text: string): number {
  const [, count, unit = ''] = /^(\d{1,15}) *([kmg]i?)?b?$/i.exec(text) ?? [];
  const bytes = Number(count) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (!(bytes >= SMALLEST_PART && bytes <= LARGEST_PART)) {
    throw new InputError(
      'part-size',
      `is '${printable(text)}': use a size from 5MiB to 5GiB, such as 64MiB.`,
    );
  }
  return bytes;
}

function readPresign(text: string): number | undefined {
  if (text === '' || text === 'false') return undefined;
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError('presign', error.sentence);
  }
}

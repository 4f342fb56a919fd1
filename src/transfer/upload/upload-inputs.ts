import { parseDuration } from '../../credentials/duration.ts';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import { expandHome } from '../../user-path.ts';
import { LARGEST_PART, SMALLEST_PART, USUAL_PART } from './part-plan.ts';

/** What the user wrote, by the names of the inputs. Empty and missing mean the same. */
export type UploadInputs = Readonly<Partial<Record<InputName, string | undefined>>>;

type InputName =
  | 'ifNoFilesFound'
  | 'includeHiddenFiles'
  | 'followSymlinks'
  | 'overwrite'
  | 'retentionDays'
  | 'metadata'
  | 'cacheControl'
  | 'contentType'
  | 'acl'
  | 'concurrency'
  | 'partSize'
  | 'skipUnchanged'
  | 'delete'
  | 'dryRun'
  | 'presign'
  | 'subjectChecksums';

/** How an upload is to be made: inputs that have been checked. */
export interface UploadChoices {
  readonly ifNoFilesFound: 'warn' | 'error' | 'ignore';
  readonly includeHiddenFiles: boolean;
  readonly followSymlinks: boolean;
  /** Whether an object with other content may be replaced. */
  readonly overwrite: boolean;
  readonly skipUnchanged: boolean;
  readonly delete: boolean;
  readonly dryRun: boolean;
  readonly retentionDays?: number | undefined;
  /** Names in lower case, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly cacheControl?: string | undefined;
  /** For all files; otherwise by each file's name. */
  readonly contentType?: string | undefined;
  /** A canned ACL; undefined for none. */
  readonly acl?: string | undefined;
  /** Requests at once. */
  readonly concurrency: number;
  /** Bytes. */
  readonly partSize: number;
  /** Seconds that links are to work; undefined for no links. */
  readonly presignSeconds?: number | undefined;
  /** The file to write. */
  readonly subjectChecksums?: string | undefined;
}

/** What of the choices each file's upload depends on. */
export type FileChoices = Omit<
  UploadChoices,
  'ifNoFilesFound' | 'includeHiddenFiles' | 'followSymlinks' | 'subjectChecksums'
>;

/** S3's, of which an RGW knows all but log-delivery-write. */
const CANNED_ACLS = [
  'bucket-owner-full-control',
  'bucket-owner-read',
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'none',
];
/** On an RGW what a role's session puts is the service user's, and without it the bucket's owner could not read it. */
const USUAL_ACL = 'bucket-owner-full-control';
const USUAL_CONCURRENCY = 32;
const MOST_REQUESTS = 256;
/** Bytes of all metadata together: S3's limit. */
const MOST_METADATA = 2_048;
/** A hundred years. */
const MOST_DAYS = 36_500;

/**
 * Checks what does not depend on the files.
 *
 * @throws InputError for the first input that is wrong, by its name as users type it
 */
export function checkUploadInputs(inputs: UploadInputs): UploadChoices {
  const acl = choose('acl', inputs.acl, CANNED_ACLS, USUAL_ACL);
  return {
    ifNoFilesFound: choose('if-no-files-found', inputs.ifNoFilesFound, ['warn', 'error', 'ignore'], 'warn'),
    includeHiddenFiles: readBoolean('include-hidden-files', inputs.includeHiddenFiles),
    followSymlinks: readBoolean('follow-symlinks', inputs.followSymlinks),
    overwrite: readBoolean('overwrite', inputs.overwrite),
    skipUnchanged: readBoolean('skip-unchanged', inputs.skipUnchanged),
    delete: readBoolean('delete', inputs.delete),
    dryRun: readBoolean('dry-run', inputs.dryRun),
    retentionDays: readNumber('retention-days', inputs.retentionDays, MOST_DAYS),
    metadata: readMetadata(inputs.metadata ?? ''),
    cacheControl: readHeader('cache-control', inputs.cacheControl),
    contentType: readContentType(inputs.contentType),
    acl: acl === 'none' ? undefined : acl,
    concurrency: readNumber('concurrency', inputs.concurrency, MOST_REQUESTS) ?? USUAL_CONCURRENCY,
    partSize: readPartSize(trim(inputs.partSize)),
    presignSeconds: readPresign(trim(inputs.presign)),
    subjectChecksums: expandHome('subject-checksums', trim(inputs.subjectChecksums)) || undefined,
  };
}

function trim(text: string | undefined): string {
  return text?.trim() ?? '';
}

function choose<Choice extends string>(
  name: string,
  given: string | undefined,
  choices: readonly Choice[],
  usual: Choice,
): Choice {
  const text = trim(given) || usual;
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new InputError(name, `is '${printable(text)}': choose one of ${choices.join(', ')}.`);
}

function readBoolean(name: string, given: string | undefined): boolean {
  const text = trim(given).toLowerCase();
  if (text !== '' && text !== 'true' && text !== 'false') {
    throw new InputError(name, `is '${printable(text)}', which is neither true nor false.`);
  }
  return text === 'true';
}

function readNumber(name: string, given: string | undefined, most: number): number | undefined {
  const text = trim(given);
  if (text === '') return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) {
    throw new InputError(
      name,
      `is '${printable(text)}': write a whole number from 1 to ${most.toLocaleString('en')}.`,
    );
  }
  return number;
}

function readMetadata(text: string): Record<string, string> {
  const lines = text.split('\n').map((line) => line.trim());
  const entries = lines.filter((line) => line !== '').map(readMetadatum);
  const metadata = new Map(entries);
  if (metadata.size < entries.length) {
    throw new InputError('metadata', 'has a name twice: headers know no difference of capital letters.');
  }
  const bytes = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (bytes > MOST_METADATA) {
    throw new InputError(
      'metadata',
      `has ${bytes.toLocaleString('en')} bytes, and an object can have ${MOST_METADATA.toLocaleString('en')}: shorten it.`,
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
      `has the line '${printable(line)}': write name=value, the name of letters, digits, dots and hyphens, the value in ASCII.`,
    );
  }
  return [name.trim().toLowerCase(), value.trim()];
}

function readHeader(name: string, given: string | undefined): string | undefined {
  const text = trim(given);
  if (!/^[\x20-\x7e]*$/.test(text)) {
    throw new InputError(name, `is '${printable(text)}': a header holds ASCII alone, on one line.`);
  }
  return text || undefined;
}

function readContentType(given: string | undefined): string | undefined {
  const text = readHeader('content-type', given);
  if (text !== undefined && !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+ *(;.*)?$/.test(text)) {
    throw new InputError(
      'content-type',
      `is '${printable(text)}', which is no media type: write such as text/html; charset=utf-8.`,
    );
  }
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
  if (text === '') return USUAL_PART;
  const [, count, unit = ''] = /^(\d{1,15}) *([kmg]i?)?b?$/i.exec(text) ?? [];
  const bytes = Number(count) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (!(bytes >= SMALLEST_PART && bytes <= LARGEST_PART)) {
    throw new InputError(
      'part-size',
      `is '${printable(text)}': write a size from 5MiB to 5GiB, such as 64MiB.`,
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
    throw new InputError('presign', error.message.slice(error.input.length + 1));
  }
}

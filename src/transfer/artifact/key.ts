import { refusePatterns } from '../../credentials/session-policy.ts';
import { InputError } from '../../failure.ts';
import { printable } from '../../printable.ts';
import type { JsonReader } from './json-reader.ts';

/** The name of the manifest's object after the prefix. */
export const MANIFEST_NAME = 'otter-manifest.json';

/** Below the prefix, where uploads keep their placeholders. */
export const PLACEHOLDERS = '.otter-claims/';

/** The maximum length of a key in bytes of UTF-8, on S3 and RGW. */
const LONGEST_KEY = 1_024;

/**
 * The key of a file of an artifact.
 *
 * @throws InputError if the key would be too long, or is one that uploads use themselves
 */
export function objectKey(prefix: string, path: string): string {
  const key = prefix + path;
  if (Buffer.byteLength(key) > LONGEST_KEY) {
    throw new InputError(
      'path',
      `has the file '${printable(path)}', whose key with the prefix is longer than the ${LONGEST_KEY.toLocaleString('en')} bytes that a key can have: shorten one of them.`,
    );
  }
  if (path === MANIFEST_NAME) {
    throw new InputError(
      'path',
      `has a file ${MANIFEST_NAME} at its top, where the manifest of the upload goes: exclude or rename it.`,
    );
  }
  if (path.startsWith(PLACEHOLDERS)) {
    throw new InputError(
      'path',
      `has the file '${printable(path)}', and uploads keep their own notes in ${PLACEHOLDERS}: exclude or rename it.`,
    );
  }
  return key;
}

/**
 * Checks a key that a user wrote.
 *
 * @param input the input's name
 * @returns the key
 * @throws InputError if a client or a session policy could not name the key
 */
export function checkObjectKey(input: string, key: string): string {
  if (key === '' || key.endsWith('/')) throw new InputError(input, 'names no object: write a whole key.');
  checkKeyText(input, key);
  if (Buffer.byteLength(key) > LONGEST_KEY) {
    throw new InputError(
      input,
      `is longer than the ${LONGEST_KEY.toLocaleString('en')} bytes that a key can have.`,
    );
  }
  return key;
}

/**
 * Checks a key or a prefix.
 *
 * @throws InputError for a segment that clients resolve or drop, or for characters that a policy reads as a pattern
 */
export function checkKeyText(input: string, text: string): void {
  if (text.startsWith('/')) {
    throw new InputError(input, 'begins with a slash, and keys in a bucket do not: remove it.');
  }
  refusePatterns(input, text);
  const segments = text.replace(/\/$/, '').split('/');
  if (text !== '' && segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new InputError(
      input,
      `is '${printable(text)}', with an empty segment, . or .. between slashes, which clients resolve differently: remove it.`,
    );
  }
}

/** Reads an artifact's prefix. @throws ArtifactFailure of kind `integrity` if an upload would not accept it */
export function readPrefix(reader: JsonReader, value: unknown): string {
  const prefix = reader.text(value, 'its prefix');
  try {
    if (prefix !== '' && !prefix.endsWith('/')) throw new InputError('prefix', 'has no slash at its end.');
    checkKeyText('prefix', prefix);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    reader.refuse(`its prefix '${printable(prefix)}' is not a valid prefix`, error);
  }
  return prefix;
}

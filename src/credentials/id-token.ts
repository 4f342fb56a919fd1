import { InputError } from '../failure.ts';

/** The longest accepted token, in bytes. Real ones have 1 to 4 KB. */
const LONGEST_TOKEN = 16 * 1024;
const TOKEN = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/;

/** The header and the payload of a token, as JSON. */
export interface IdTokenContent {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * Checks the form of a token (a JWT). Only the server can say whether it is valid.
 *
 * @param input the setting that it came from
 * @returns the token without surrounding white space
 * @throws InputError if it is empty or not a JWT
 */
export function checkIdToken(input: string, text: string): string {
  const token = text.trim();
  if (token === '') throw new InputError(input, 'is empty: it must contain the identity token of the job.');
  if (/^\$\{?\{?|^%.*%$/.test(token)) {
    throw new InputError(
      input,
      'contains an unexpanded variable: check the name of the token where it is passed in.',
    );
  }
  if (token.length > LONGEST_TOKEN) {
    throw new InputError(input, `is longer than ${LONGEST_TOKEN / 1024} KiB: this is not an identity token.`);
  }
  if (readIdToken(token) === undefined) {
    throw new InputError(
      input,
      'is not an identity token (a JWT: three parts of base64url with dots between them): pass the token as the CI system gives it.',
    );
  }
  return token;
}

/** Reads a token without verifying it. @returns undefined if it is not a JWT */
export function readIdToken(token: string): IdTokenContent | undefined {
  const [, header, payload] = TOKEN.exec(token) ?? [];
  const read = { header: readPart(header), claims: readPart(payload) };
  return read.header === undefined || read.claims === undefined ? undefined : (read as IdTokenContent);
}

function readPart(part = ''): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The minimum length of what counts as a signature, in characters. A shorter part could occur anywhere by chance. */
const SHORTEST_SIGNATURE = 32;

/** The parts of a token that must not be shown: the whole token, and its signature, without which the rest is worthless. */
export function idTokenSecrets(token: string): string[] {
  const [, , signature = ''] = token.split('.');
  return signature.length < SHORTEST_SIGNATURE ? [token] : [token, signature];
}

/** A claim that is a time, in milliseconds since the epoch. */
export function timeClaim({ claims }: IdTokenContent, name: 'exp' | 'nbf' | 'iat'): number | undefined {
  const seconds = claims[name];
  const isTime = typeof seconds === 'number' && Number.isFinite(new Date(seconds * 1000).getTime());
  return isTime ? seconds * 1000 : undefined;
}

/** The audiences of a token. It may have several. */
export function audiencesOf({ claims }: IdTokenContent): string[] {
  return [claims.aud ?? []].flat().filter((audience) => typeof audience === 'string');
}

/** A claim that is a text. Empty if it is missing or of another type. */
export function textClaim({ claims }: IdTokenContent, name: string): string {
  const value = claims[name];
  return typeof value === 'string' ? value : '';
}

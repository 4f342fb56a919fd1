import { InputError } from '../failure.ts';

/** Bytes of the longest token that is taken. Real ones have 1 to 4 KB. */
const LONGEST_TOKEN = 16 * 1024;
const TOKEN = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/;

/** What a token says: its header and its payload, as JSON has them. */
export interface IdTokenContent {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * Checks the form of a token (a JWT). Whether it is valid is for the server to say.
 *
 * @param input the setting that it came from
 * @returns the token without blanks around it
 * @throws InputError when it is empty, or no JWT
 */
export function checkIdToken(input: string, text: string): string {
  const token = text.trim();
  if (token === '') throw new InputError(input, 'is empty: it has to hold the identity token of the job.');
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

/** Reads a token without verifying it. @returns undefined when it is no JWT */
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

/** Characters from which on a part counts as a signature: a shorter one could stand anywhere by chance. */
const SHORTEST_SIGNATURE = 32;

/** What of a token must not be shown: all of it, and its signature, without which the rest is worth nothing. */
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

/** For whom the token is; it may name several. */
export function audiencesOf({ claims }: IdTokenContent): string[] {
  return [claims.aud ?? []].flat().filter((audience) => typeof audience === 'string');
}

/** A claim that is a text; empty when it is missing or something else. */
export function textClaim({ claims }: IdTokenContent, name: string): string {
  const value = claims[name];
  return typeof value === 'string' ? value : '';
}

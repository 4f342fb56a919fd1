import { Refusal } from './refusal.ts';

/** A token (a JWT) as it was sent, not verified. */
export interface IdentityToken {
  /** `RS256` and the like. */
  readonly algorithm: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The signed bytes. */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** @throws Refusal if it is not a token */
export function readIdentityToken(text: string): IdentityToken {
  const [header = '', payload = '', signature = '', ...more] = text.split('.');
  if (text === '') throw new Refusal('WebIdentityToken is missing');
  if (signature === undefined || more.length > 0 || !text.includes('.')) throw notToken();
  const { alg } = readPart(header);
  if (typeof alg !== 'string') throw new Refusal('its header names no algorithm');
  return {
    algorithm: alg,
    payload: readPart(payload),
    signed: Buffer.from(`${header}.${payload}`, 'latin1'),
    signature: decode(signature),
  };
}

function readPart(part: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(decode(part).toString('utf8'));
  } catch {
    throw notToken();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notToken();
  return value as Record<string, unknown>;
}

function decode(part: string): Buffer {
  if (!/^[\w-]*$/.test(part)) throw notToken();
  return Buffer.from(part, 'base64url');
}

function notToken(): Refusal {
  return new Refusal('it is not a JWT (three base64url parts separated by dots)');
}

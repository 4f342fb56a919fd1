import { type IdentityStore, type OidcProvider, providerName } from '../identity/identity-store.ts';
import { type Claims, collectClaims, TAGS_CLAIM } from './claims.ts';
import { type IdentityToken, readIdentityToken } from './identity-token.ts';
import type { ReadIssuerKeys } from './issuer-keys.ts';
import { quoted, Refusal } from './refusal.ts';
import { checkAlgorithm, verifyTokenSignature } from './token-signature.ts';

/** The content of a verified token. */
export interface VerifiedIdentity {
  readonly issuer: string;
  /** The name of the issuer's provider. */
  readonly provider: string;
  readonly claims: Claims;
  /** Whether it contains session tags. */
  readonly tagged: boolean;
}

interface Verifier {
  readonly identities: IdentityStore;
  readonly readIssuerKeys: ReadIssuerKeys;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Verifies a token in the order of RGW 20: issuer, audience, signature, times.
 * @throws Refusal or IssuerFailure
 */
export async function verifyIdentity(text: string, verifier: Verifier): Promise<VerifiedIdentity> {
  const token = readIdentityToken(text);
  const { iss } = token.payload;
  const issuer = typeof iss === 'string' ? iss : '';
  const name = providerName(issuer);
  const provider = verifier.identities.provider(name);
  if (!provider) throw new Refusal(`no provider is registered for its issuer, ${quoted(iss)}`);
  checkAudience(token, provider);
  checkAlgorithm(token);
  verifyTokenSignature(token, await verifier.readIssuerKeys(issuer), provider.thumbprints);
  checkTimes(token, verifier.now());
  return { issuer, provider: name, claims: collectClaims(token.payload), tagged: hasTags(token) };
}

function hasTags({ payload }: IdentityToken): boolean {
  const tags = payload[TAGS_CLAIM];
  if (tags === undefined) return false;
  if (typeof tags !== 'object' || tags === null) throw new Refusal('its tags are not an object');
  return collectClaims({ tags }).size > 0;
}

function checkAudience({ payload }: IdentityToken, { clientIds }: OidcProvider): void {
  const audiences = [payload.aud ?? []].flat();
  if (audiences.some((audience) => typeof audience !== 'string'))
    throw new Refusal('its aud is not a string');
  const { client_id: underscored, clientId, azp } = payload;
  const given = [...audiences, underscored || clientId, azp];
  if (clientIds.length === 0 || given.some((one) => clientIds.includes(one as string))) return;
  throw new Refusal(`the provider has no audience ${quoted(payload.aud)}; it has ${quoted(clientIds)}`);
}

/** RGW allows no clock skew: a server whose clock is one second slow refuses a token that was issued just now. */
function checkTimes({ payload }: IdentityToken, now: number): void {
  const time = (name: 'exp' | 'nbf' | 'iat') => {
    const value = payload[name];
    if (value === undefined) return undefined;
    if (!Number.isSafeInteger(value)) throw new Refusal(`its ${name} is not a whole number`);
    return (value as number) * 1000;
  };
  const [expires, begins, issued] = [time('exp'), time('nbf'), time('iat')];
  if (expires !== undefined && now > expires) throw new Refusal(`it expired at ${formatTime(expires)}`);
  if (begins !== undefined && now < begins) throw new Refusal(`it is not valid until ${formatTime(begins)}`);
  if (issued !== undefined && now < issued)
    throw new Refusal(`it was issued in the future, at ${formatTime(issued)}`);
}

/** @param time milliseconds since the epoch. A time that Date cannot represent is shown as a number. */
function formatTime(time: number): string {
  return Math.abs(time) > 8.64e15 ? String(time / 1000) : new Date(time).toISOString().replace('.000Z', 'Z');
}

import { constants, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto';
import type { IdentityToken } from './identity-token.ts';
import { quoted, Refusal } from './refusal.ts';

interface PublishedKey {
  readonly use?: unknown;
  readonly n?: unknown;
  readonly e?: unknown;
  readonly x5c?: unknown;
}

/** The algorithms that RGW 20 accepts with a certificate. With a bare key it accepts only the RS family. */
const ALGORITHM = /^(RS|PS|ES)(256|384|512)$/;

/**
 * Verifies the signature as RGW 20 does: it tries each key of the issuer, and ignores `kid`.
 * @param thumbprints SHA-1 of the registered certificates.
 * @throws Refusal
 */
export function verifyTokenSignature(
  token: IdentityToken,
  keys: readonly unknown[],
  thumbprints: readonly string[],
): void {
  const usable = keys.filter(isObject).filter(({ use }) => use !== 'enc');
  if (usable.some((key) => signedWith(key, token, thumbprints))) return;
  const certificates = usable.filter(({ x5c }) => x5c !== undefined).length;
  throw new Refusal(
    `none of the ${keys.length} keys of its issuer verifies its signature (${quoted(token.algorithm)}; RGW verifies RS256, RS384 and RS512 with keys of n and e` +
      `${certificates > 0 ? `, and ${certificates} of the keys have certificates, whose thumbprint must be registered` : ''})`,
  );
}

/** Checked before the issuer is asked for its keys. @throws Refusal for an algorithm that RGW does not accept */
export function checkAlgorithm({ algorithm }: IdentityToken): void {
  if (!ALGORITHM.test(algorithm)) {
    throw new Refusal(`its algorithm is ${quoted(algorithm)}; RGW accepts only RSA and ECDSA signatures`);
  }
}

function signedWith(key: PublishedKey, token: IdentityToken, thumbprints: readonly string[]): boolean {
  try {
    if (key.x5c !== undefined) {
      const certificate = findCertificate(key.x5c, thumbprints);
      return certificate !== undefined && verifies(token, certificate.publicKey);
    }
    const { n, e } = key;
    const isRsa = typeof n === 'string' && typeof e === 'string' && token.algorithm.startsWith('RS');
    return isRsa && verifies(token, createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' }));
  } catch {
    // RGW skips a key that it cannot read.
    return false;
  }
}

function findCertificate(chain: unknown, thumbprints: readonly string[]): X509Certificate | undefined {
  const registered = thumbprints.map((thumbprint) => thumbprint.toLowerCase());
  return (Array.isArray(chain) ? chain : [])
    .map((one) => new X509Certificate(Buffer.from(String(one), 'base64')))
    .find(({ fingerprint }) => registered.includes(fingerprint.replaceAll(':', '').toLowerCase()));
}

function verifies({ algorithm, signed, signature }: IdentityToken, key: KeyObject): boolean {
  const [, family, bits] = ALGORITHM.exec(algorithm) ?? [];
  if (key.asymmetricKeyType !== (family === 'ES' ? 'ec' : 'rsa')) return false;
  const options = {
    RS: { key },
    PS: { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
    ES: { key, dsaEncoding: 'ieee-p1363' as const },
  };
  return verify(`sha${bits}`, signed, options[family as keyof typeof options], signature);
}

function isObject(value: unknown): value is PublishedKey {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

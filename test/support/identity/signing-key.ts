/** A key of an issuer, and tokens with valid or invalid signatures. */
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import type { Claims } from './claims.ts';

/** `none` and `HS256`, which uses the public key as a shared secret, are forgeries. */
export type Algorithm = 'RS256' | 'ES256' | 'none' | 'HS256';

export interface SigningKey {
  readonly id: string;
  /** The key as in the issuer's key set, without a certificate. */
  readonly published: JsonWebKey;
  sign(claims: Claims, algorithm?: Algorithm): string;
}

/** Creates a new key. */
export function createSigningKey(own: 'RS256' | 'ES256' = 'RS256'): SigningKey {
  const { privateKey } =
    own === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return describeKey(privateKey, own);
}

/** Uses an existing key, in PEM, such as that of a certificate. */
export function openSigningKey(pem: string, own: 'RS256' | 'ES256' = 'ES256'): SigningKey {
  return describeKey(createPrivateKey(pem), own);
}

function describeKey(privateKey: KeyObject, own: 'RS256' | 'ES256'): SigningKey {
  const publicKey = createPublicKey(privateKey);
  const id = randomBytes(8).toString('hex');
  return {
    id,
    published: { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: own, kid: id },
    sign: (claims, algorithm = own) => {
      const header = { alg: algorithm, typ: 'JWT', kid: id };
      const content = [header, claims].map(encode).join('.');
      return `${content}.${signatureOf(content, algorithm, { publicKey, privateKey })}`;
    },
  };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function signatureOf(
  content: string,
  algorithm: Algorithm,
  { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject },
): string {
  if (algorithm === 'none') return '';
  if (algorithm === 'HS256') {
    const secret = publicKey.export({ format: 'pem', type: 'spki' });
    return createHmac('sha256', secret).update(content).digest('base64url');
  }
  const key = algorithm === 'ES256' ? { key: privateKey, dsaEncoding: 'ieee-p1363' as const } : privateKey;
  return sign('sha256', Buffer.from(content), key).toString('base64url');
}

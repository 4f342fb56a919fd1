import { generateKeyPair, type JsonWebKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { CiJob } from './ci-job.ts';
import { describeJob } from './job-claims.ts';

/** Below it are the issuer's documents. No bucket can have that name. */
export const ISSUER_PATH = '/_issuer';

const RSA_BITS = 2048;

/** What GitHub and GitLab are to a storage: it makes identity tokens, and publishes the key to verify them with. */
export interface TokenIssuer {
  /** What its tokens have as `iss`. */
  readonly url: string;
  readonly job: CiJob;
  /** What a job has to show to get a token. A secret. */
  readonly requestToken: string;
  /** As `jwks_uri` has them: RSA with n and e, no certificate, as those of GitHub and GitLab. */
  readonly keys: readonly JsonWebKey[];
  /** A token for one audience, of the issuer's job or of another one. */
  readonly mint: (audience: string, job?: CiJob) => string;
}

interface IssuerOptions {
  /** Of the sandbox, without a slash at its end. */
  readonly endpoint: string;
  readonly job: CiJob;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Makes an issuer with a new key. Nothing of it is kept. */
export async function openTokenIssuer({ endpoint, job, now }: IssuerOptions): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS });
  const kid = randomBytes(8).toString('hex');
  const url = `${endpoint}${ISSUER_PATH}`;
  return {
    url,
    job,
    requestToken: randomBytes(32).toString('base64url'),
    keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid }],
    mint: (audience, asked = job) =>
      signToken({ ...describeJob(asked, now()), iss: url, aud: audience }, kid, privateKey),
  };
}

function signToken(claims: object, kid: string, key: KeyObject): string {
  const content = [{ typ: 'JWT', alg: 'RS256', kid }, claims].map(encode).join('.');
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

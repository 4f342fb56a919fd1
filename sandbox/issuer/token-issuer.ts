import { generateKeyPair, type JsonWebKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { CiJob } from './ci-job.ts';
import { describeJob } from './job-claims.ts';

/** The path of the issuer's documents. No bucket can have this name. */
export const ISSUER_PATH = '/_issuer';

const RSA_BITS = 2048;

/** Issues identity tokens as GitHub and GitLab do, and publishes the key that verifies them. */
export interface TokenIssuer {
  /** The `iss` of its tokens. */
  readonly url: string;
  readonly job: CiJob;
  /** The secret with which a job requests a token. */
  readonly requestToken: string;
  /** The published keys: RSA with n and e and no certificate, like those of GitHub and GitLab. */
  readonly keys: readonly JsonWebKey[];
  /** Issues a token for one audience, by default for the issuer's own job. */
  readonly mint: (audience: string, job?: CiJob) => string;
}

interface IssuerOptions {
  /** The sandbox's URL, without a slash at the end. */
  readonly endpoint: string;
  readonly job: CiJob;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Creates an issuer with a new key, which is never stored. */
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

/**
 * An issuer of identity tokens on the loopback interface, over TLS: what GitHub or GitLab is to a storage.
 * Source: https://openid.net/specs/openid-connect-discovery-1_0.html
 */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { CephDescription } from '../ceph.ts';
import type { ServerCertificate } from '../certificates.ts';
import { type Claims, type GithubJob, type GitlabJob, githubClaims, gitlabClaims } from './claims.ts';
import { type Algorithm, createSigningKey, type SigningKey } from './signing-key.ts';

export interface Minting {
  audience: string;
  /** Seconds from now; 300 otherwise. A negative number is of a token that has expired. */
  expiresIn?: number;
  /** Seconds from now at which it becomes valid; -5 otherwise. */
  validIn?: number;
  /** That of the issuer's key otherwise. */
  algorithm?: Algorithm;
  /** Whether it is signed with a key that the issuer does not publish. */
  unknownKey?: boolean;
  /** In the place of the issuer's own key. */
  key?: SigningKey;
  /** In the place of the issuer's own URL. */
  issuer?: string;
}

export interface IdentityIssuer {
  /** What its tokens have as `iss`. */
  readonly url: string;
  /** As an ARN and a condition key name it: without the scheme. */
  readonly name: string;
  /** Path of the certificate that a client of it has to trust. */
  readonly caBundle: string;
  /** SHA-1 of the last certificate of its chain, 40 hex digits. */
  readonly thumbprint: string;
  /** The paths that were asked for so far. */
  readonly requests: readonly string[];
  mint(claims: Claims, minting: Minting): string;
  /** Signs claims as they are, the usual ones too, with a key of its own unless another is given. */
  sign(claims: Claims, algorithm?: Algorithm, key?: SigningKey): string;
  /** Publishes other keys in the place of its own, or its own again. */
  publish(keys?: readonly object[]): void;
  mintGithub(minting: Minting, job?: GithubJob): string;
  mintGitlab(minting: Minting, job?: GitlabJob): string;
  /** Signs with a new key from now on. The old one leaves the set, unless it is kept beside the new one. */
  rotate(options?: { keepOld?: boolean; algorithm?: 'RS256' | 'ES256' }): void;
  close(): Promise<void>;
}

export interface IssuerOptions {
  /** Such as `/api/actions`; none otherwise. */
  path?: string;
  /** RS256 otherwise. */
  algorithm?: 'RS256' | 'ES256';
}

/** The certificate of a cluster, whose gateway trusts its authority. */
export function certificateOf({ caBundle }: Pick<CephDescription, 'caBundle'>): ServerCertificate {
  const folder = dirname(caBundle);
  return { caBundle, certificate: join(folder, 'server.pem'), key: join(folder, 'server.key') };
}

/** @param certificate `makeServerCertificate`'s, or a cluster's: {@link certificateOf} */
export async function startIssuer(
  { caBundle, certificate, key }: ServerCertificate,
  { path = '', algorithm = 'RS256' }: IssuerOptions = {},
): Promise<IdentityIssuer> {
  const [authority, own] = [caBundle, certificate].map((file) => readFileSync(file, 'utf8'));
  const requests: string[] = [];
  let keys: SigningKey[] = [createSigningKey(algorithm)];
  const unknown = createSigningKey(algorithm);
  let published: readonly object[] | undefined;
  const documents = (): Readonly<Record<string, unknown>> => ({
    [`${path}/.well-known/openid-configuration`]: describeIssuer(url, algorithm),
    [`${path}/.well-known/jwks`]: { keys: published ?? keys.map((key) => key.published) },
  });
  const server = createServer({ cert: `${own}${authority}`, key: readFileSync(key) }, (request, response) => {
    requests.push(request.url ?? '');
    const document = documents()[request.url ?? ''];
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  });
  const url = `https://127.0.0.1:${await listen(server)}${path}`;
  const mint = (claims: Claims, minting: Minting) =>
    (minting.unknownKey === true ? unknown : (minting.key ?? keys[0] ?? unknown)).sign(
      { ...claims, ...usualClaims(url, minting) },
      minting.algorithm,
    );
  return {
    url,
    name: url.replace('https://', ''),
    caBundle,
    thumbprint: new X509Certificate(authority ?? '').fingerprint.replaceAll(':', '').toLowerCase(),
    requests,
    mint,
    sign: (claims, algorithm, key = keys[0] ?? unknown) => key.sign(claims, algorithm),
    publish: (others) => {
      published = others;
    },
    mintGithub: (minting, job) => mint(githubClaims(job), minting),
    mintGitlab: (minting, job) => mint(gitlabClaims(job), minting),
    rotate: ({ keepOld = false, algorithm: next = algorithm } = {}) => {
      keys = [createSigningKey(next), ...(keepOld ? keys : [])];
    },
    close: () => close(server),
  };
}

function usualClaims(
  url: string,
  { audience, expiresIn = 300, validIn = -5, issuer = url }: Minting,
): Claims {
  const now = Math.floor(Date.now() / 1000);
  return { iss: issuer, aud: audience, iat: now + validIn, nbf: now + validIn, exp: now + expiresIn };
}

function describeIssuer(url: string, algorithm: string) {
  return {
    issuer: url,
    jwks_uri: `${url}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    claims_supported: ['sub', 'aud', 'exp', 'iat', 'iss', 'jti', 'nbf'],
    id_token_signing_alg_values_supported: [algorithm],
    scopes_supported: ['openid'],
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

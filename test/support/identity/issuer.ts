/**
 * An issuer of identity tokens on the loopback interface, over TLS. For a storage, it is like GitHub or GitLab.
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
  /** Seconds from now, by default 300. A negative number makes an expired token. */
  expiresIn?: number;
  /** Seconds from now at which it becomes valid. By default -5. */
  validIn?: number;
  /** By default that of the issuer's key. */
  algorithm?: Algorithm;
  /** Whether it is signed with a key that the issuer does not publish. */
  unknownKey?: boolean;
  /** Replaces the issuer's own key. */
  key?: SigningKey;
  /** Replaces the issuer's own URL. */
  issuer?: string;
}

export interface IdentityIssuer {
  /** The `iss` of its tokens. */
  readonly url: string;
  /** Its name in ARNs and condition keys: the URL without the scheme. */
  readonly name: string;
  /** Path of the certificate that its clients must trust. */
  readonly caBundle: string;
  /** SHA-1 of the last certificate of its chain, 40 hex digits. */
  readonly thumbprint: string;
  /** The paths that were requested so far. */
  readonly requests: readonly string[];
  mint(claims: Claims, minting: Minting): string;
  /** Signs exactly these claims, without adding the usual ones. By default with its own key. */
  sign(claims: Claims, algorithm?: Algorithm, key?: SigningKey): string;
  /** Publishes other keys instead of its own, or its own again. */
  publish(keys?: readonly object[]): void;
  mintGithub(minting: Minting, job?: GithubJob): string;
  mintGitlab(minting: Minting, job?: GitlabJob): string;
  /** Signs with a new key from now on. The old one is removed from the set, unless it is kept. */
  rotate(options?: { keepOld?: boolean; algorithm?: 'RS256' | 'ES256' }): void;
  close(): Promise<void>;
}

export interface IssuerOptions {
  /** Such as `/api/actions`. By default none. */
  path?: string;
  /** By default RS256. */
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

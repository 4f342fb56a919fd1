/** A server with AssumeRoleWithWebIdentity and an issuer that it trusts, for the cases of exchange-cases.ts. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerCertificate } from '../certificates.ts';
import { githubClaims } from './claims.ts';
import type { ExchangeCase } from './exchange-cases.ts';
import { type IdentityIssuer, startIssuer } from './issuer.ts';
import { createSigningKey, openSigningKey, type SigningKey } from './signing-key.ts';

/** A sandbox or a Ceph. */
export interface ExchangeServer {
  readonly endpoint: string;
  /** An IAM call as an administrator. Throws if it is refused. */
  readonly iam: (form: Record<string, string>) => Promise<string>;
}

export interface ExchangeWorld {
  readonly issuer: IdentityIssuer;
  /** Another RSA key of the issuer, and an ECDSA key with its certificate. */
  readonly others: {
    readonly rsa: SigningKey;
    readonly ecdsa: SigningKey;
    readonly certificate: X509Certificate;
  };
  readonly bucket: string;
  /** Creates the role of the case, sends its token, and returns the answer. */
  readonly ask: (exchange: ExchangeCase) => Promise<ExchangeAnswer>;
  readonly close: () => Promise<void>;
}

interface ExchangeAnswer {
  /** `200`, or the status, code and message of an error, such as `403 AccessDenied`. */
  readonly verdict: string;
  readonly body: string;
}

export const AUDIENCE = 'storage.example.com';

let roles = 0;

/** @param certificate of the server, which the gateway trusts. @param bucket for which the roles are */
export async function openExchangeWorld(
  server: ExchangeServer,
  certificate: ServerCertificate,
  bucket: string,
): Promise<ExchangeWorld> {
  const issuer = await startIssuer(certificate);
  const [pem, key] = [certificate.certificate, certificate.key].map((path) => readFileSync(path, 'utf8'));
  const others = {
    rsa: createSigningKey('RS256'),
    ecdsa: openSigningKey(key ?? ''),
    certificate: new X509Certificate(pem ?? ''),
  };
  await server.iam({
    Action: 'CreateOpenIDConnectProvider',
    Url: issuer.url,
    'ClientIDList.member.1': AUDIENCE,
    // In upper case, because thumbprints are compared regardless of case.
    'ThumbprintList.member.1': others.certificate.fingerprint.replaceAll(':', ''),
  });
  const world: ExchangeWorld = {
    issuer,
    others,
    bucket,
    ask: async (exchange) => {
      const roleArn = await createRole(server, issuer, bucket, exchange);
      issuer.publish(exchange.keys?.(world));
      return send(
        server.endpoint,
        { RoleArn: roleArn, WebIdentityToken: tokenOf(world, exchange) },
        exchange,
      );
    },
    close: () => issuer.close(),
  };
  return world;
}

const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

async function createRole(
  { iam }: ExchangeServer,
  { name }: IdentityIssuer,
  bucket: string,
  { condition, trust }: ExchangeCase,
): Promise<string> {
  const RoleName = `exchange-${bucket}-${++roles}`;
  const usual = { StringEquals: { [`${name}:aud`]: AUDIENCE, [`${name}:sub`]: githubClaims().sub } };
  const wanted = condition === undefined ? usual : condition(name);
  const AssumeRolePolicyDocument = policy({
    Effect: 'Allow',
    Principal: { Federated: [`arn:aws:iam:::oidc-provider/${name}`] },
    Action: ['sts:AssumeRoleWithWebIdentity'],
    ...(wanted === undefined ? {} : { Condition: wanted }),
    ...trust?.(name),
  });
  const created = await iam({ Action: 'CreateRole', RoleName, Path: '/', AssumeRolePolicyDocument });
  const arn = `arn:aws:s3:::${bucket}`;
  const PolicyDocument = policy({ Effect: 'Allow', Action: ['s3:*'], Resource: [arn, `${arn}/*`] });
  await iam({ Action: 'PutRolePolicy', RoleName, PolicyName: 'own', PolicyDocument });
  return /<Arn>(.*?)<\/Arn>/.exec(created)?.[1] ?? '';
}

function tokenOf(world: ExchangeWorld, { claims, signer, algorithm }: ExchangeCase): string {
  const { issuer } = world;
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: issuer.url, aud: AUDIENCE, iat: now - 5, nbf: now - 5, exp: now + 300 };
  const all = { ...githubClaims(), ...usual, ...claims?.(now, issuer.url) };
  return issuer.sign(all, algorithm, signer?.(world));
}

async function send(
  endpoint: string,
  usual: Record<string, string>,
  { form }: ExchangeCase,
): Promise<ExchangeAnswer> {
  const given = { Action: 'AssumeRoleWithWebIdentity', RoleSessionName: 'exchange', ...usual, ...form };
  const body = Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(`${endpoint}/`, { method: 'POST', headers, body });
  const text = await response.text();
  const code = /<Code>(.*?)<\/Code>/.exec(text)?.[1];
  return { verdict: [response.status, code].filter(Boolean).join(' '), body: text };
}

/** Identity tokens and roles, each with the answer of a real RGW 20. The sandbox must answer the same. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BUILDKITE, CIRCLECI } from './claims.ts';
import { AUDIENCE, type ExchangeWorld } from './exchange-world.ts';
import type { IdentityIssuer } from './issuer.ts';
import { type Algorithm, createSigningKey, type SigningKey } from './signing-key.ts';

export interface ExchangeCase {
  readonly name: string;
  /** `200`, or the status and code of an error. */
  readonly verdict: string;
  /** Replace the usual claims. Undefined ones are omitted. `now` is in seconds since the epoch. */
  readonly claims?: (now: number, issuer: string) => Readonly<Record<string, unknown>>;
  readonly algorithm?: Algorithm;
  readonly signer?: (world: ExchangeWorld) => SigningKey;
  /** What the issuer publishes. By default a new key. */
  readonly keys?: (world: ExchangeWorld) => readonly object[];
  /** The condition of the trust policy, by the name of the provider. By default aud and sub. Undefined means none. */
  readonly condition?: (provider: string) => object | undefined;
  /** Replaces the usual fields of the trust policy. */
  readonly trust?: (provider: string) => object;
  /** Replaces the usual fields of the form. */
  readonly form?: Readonly<Record<string, string | undefined>>;
}

const REFUSED = '403 AccessDenied';
const none = () => undefined;

const claim =
  (operator: string, name: string, value: unknown) =>
  (provider: string): object => ({ [operator]: { [`${provider}:${name}`]: value } });

function claims(name: string, verdict: string, changed: ExchangeCase['claims']): ExchangeCase {
  return { name, verdict, ...(changed === undefined ? {} : { claims: changed }) };
}

function authorityOf({ caBundle }: IdentityIssuer): string {
  return new X509Certificate(readFileSync(caBundle)).raw.toString('base64');
}

const TAGS = { 'https://aws.amazon.com/tags': { principal_tags: { team: ['a'] } } };

const tokenCases: readonly ExchangeCase[] = [
  { name: 'a good token', verdict: '200' },
  claims('the subject of another repository', REFUSED, () => ({
    sub: 'repo:octo/other:ref:refs/heads/main',
  })),
  claims('the subject of another branch', REFUSED, () => ({ sub: 'repo:octo/app:ref:refs/heads/other' })),
  claims('the subject of an environment', REFUSED, () => ({ sub: 'repo:octo/app:environment:production' })),
  claims('another audience', REFUSED, () => ({ aud: 'other.example.com' })),
  claims('no audience', REFUSED, () => ({ aud: undefined })),
  claims('an empty audience', REFUSED, () => ({ aud: '' })),
  claims('a number for an audience', REFUSED, () => ({ aud: 5 })),
  claims('two audiences, the second the right one', '200', () => ({ aud: ['other', AUDIENCE] })),
  claims('an unregistered issuer', REFUSED, () => ({ iss: 'https://other.example.com' })),
  claims('an issuer with a trailing slash', REFUSED, (_, issuer) => ({ iss: `${issuer}/` })),
  claims('an issuer in upper case', REFUSED, (_, issuer) => ({ iss: issuer.toUpperCase() })),
  claims('no issuer', REFUSED, () => ({ iss: undefined })),
  claims('an expired token', REFUSED, (now) => ({ exp: now - 1 })),
  claims('a token that does not expire', '200', () => ({ exp: undefined })),
  claims('an expiration that is text', REFUSED, (now) => ({ exp: String(now + 300) })),
  claims('an expiration with a fraction', REFUSED, (now) => ({ exp: now + 300.5 })),
  claims('a token that becomes valid in a minute', REFUSED, (now) => ({ nbf: now + 60 })),
  claims('a token that was issued a minute in the future', REFUSED, (now) => ({ iat: now + 60 })),
  claims('a token without nbf and iat', '200', () => ({ nbf: undefined, iat: undefined })),
  { name: 'an empty subject', verdict: '400 InvalidArgument', condition: none, claims: () => ({ sub: '' }) },
];

const signatureCases: readonly ExchangeCase[] = [
  { name: 'alg: none', verdict: REFUSED, algorithm: 'none' },
  { name: 'HS256 with the public key as the secret', verdict: REFUSED, algorithm: 'HS256' },
  { name: 'a key that is not in the set', verdict: REFUSED, signer: ({ others }) => others.rsa },
  {
    name: 'the second key of the set',
    verdict: '200',
    signer: ({ others }) => others.rsa,
    keys: ({ others }) => [createSigningKey().published, others.rsa.published],
  },
  {
    name: 'a key with another kid in the set',
    verdict: '200',
    signer: ({ others }) => others.rsa,
    keys: ({ others }) => [{ ...others.rsa.published, kid: 'another' }],
  },
  {
    name: 'a key for encryption',
    verdict: REFUSED,
    signer: ({ others }) => others.rsa,
    keys: ({ others }) => [{ ...others.rsa.published, use: 'enc' }],
  },
  {
    name: 'ES256, and a key without a certificate',
    verdict: REFUSED,
    algorithm: 'ES256',
    signer: ({ others }) => others.ecdsa,
    keys: ({ others }) => [others.ecdsa.published],
  },
  {
    name: 'ES256, and a key with a registered certificate',
    verdict: '200',
    algorithm: 'ES256',
    signer: ({ others }) => others.ecdsa,
    keys: ({ others }) => [{ ...others.ecdsa.published, x5c: [others.certificate.raw.toString('base64')] }],
  },
  {
    name: 'RS256, and a key with the certificate of another key',
    verdict: REFUSED,
    signer: ({ others }) => others.rsa,
    keys: ({ others }) => [{ ...others.rsa.published, x5c: [others.certificate.raw.toString('base64')] }],
  },
  {
    name: 'RS256, and an unregistered certificate',
    verdict: REFUSED,
    signer: ({ others }) => others.rsa,
    keys: ({ others, issuer }) => [{ ...others.rsa.published, x5c: [authorityOf(issuer)] }],
  },
  {
    name: 'unreadable keys before a good one',
    verdict: '200',
    signer: ({ others }) => others.rsa,
    keys: ({ others }) => [{ n: '!', e: '?' }, others.ecdsa.published, others.rsa.published],
  },
  { name: 'no keys', verdict: REFUSED, keys: () => [] },
];

const conditionCases: readonly ExchangeCase[] = [
  { name: 'a role without a condition', verdict: '200', condition: none },
  {
    name: 'a role without a condition, and the token of a stranger',
    verdict: '200',
    condition: none,
    claims: () => ({ sub: 'repo:mallory/evil:ref:refs/heads/main' }),
  },
  { name: 'StringLike with a star', verdict: '200', condition: claim('StringLike', 'sub', 'repo:octo/*') },
  {
    name: 'StringLike of another owner',
    verdict: REFUSED,
    condition: claim('StringLike', 'sub', 'repo:acme/*'),
  },
  {
    name: 'Buildkite, any commit and step',
    verdict: '200',
    claims: () => ({ sub: BUILDKITE.subject }),
    condition: claim('StringLike', 'sub', BUILDKITE.trusted),
  },
  {
    name: 'Buildkite, a branch whose name begins with that of the trusted one',
    verdict: REFUSED,
    claims: () => ({ sub: BUILDKITE.subject.replace('/main:', '/main2:') }),
    condition: claim('StringLike', 'sub', BUILDKITE.trusted),
  },
  {
    name: 'CircleCI, any user',
    verdict: '200',
    claims: () => ({ sub: CIRCLECI.subject }),
    condition: claim('StringLike', 'sub', CIRCLECI.trusted),
  },
  {
    name: 'CircleCI, a branch whose name ends with that of the trusted one',
    verdict: REFUSED,
    claims: () => ({ sub: CIRCLECI.spoofed }),
    condition: claim('StringLike', 'sub', CIRCLECI.trusted),
  },
  { name: 'StringLike with ?', verdict: '200', condition: claim('StringLike', 'sub', 'repo:octo/ap?:ref:*') },
  {
    name: 'StringEquals with a star',
    verdict: REFUSED,
    condition: claim('StringEquals', 'sub', 'repo:octo/*'),
  },
  {
    name: 'one of several values',
    verdict: '200',
    condition: claim('StringEquals', 'repository', ['a/b', 'octo/app']),
  },
  { name: 'another claim', verdict: '200', condition: claim('StringEquals', 'repository_owner', 'octo') },
  {
    name: 'a claim that differs',
    verdict: REFUSED,
    condition: claim('StringEquals', 'ref', 'refs/heads/other'),
  },
  { name: 'a claim in another case', verdict: REFUSED, condition: claim('StringEquals', 'SUB', 'x') },
  {
    name: 'a missing claim',
    verdict: REFUSED,
    condition: claim('StringNotEquals', 'environment', 'x'),
  },
  {
    name: 'IfExists of a missing claim',
    verdict: '200',
    condition: claim('StringEqualsIfExists', 'environment', 'x'),
  },
  { name: 'Null of a missing claim', verdict: '200', condition: claim('Null', 'environment', 'true') },
  { name: 'Null of an existing claim', verdict: REFUSED, condition: claim('Null', 'sub', 'true') },
  { name: 'Null, false, of an existing claim', verdict: '200', condition: claim('Null', 'sub', 'false') },
  {
    name: 'StringNotEquals of two values, one of which matches',
    verdict: REFUSED,
    condition: claim('StringNotEquals', 'repository', ['octo/app', 'a/b']),
  },
  {
    name: 'a number and a boolean',
    verdict: '200',
    claims: () => ({ count: 5, good: true }),
    condition: (provider) => ({
      NumericEquals: { [`${provider}:count`]: '5' },
      Bool: { [`${provider}:good`]: 'true' },
    }),
  },
  {
    name: 'a list with a matching value',
    verdict: '200',
    claims: () => ({ groups: ['one', 'two'] }),
    condition: claim('StringEquals', 'groups', 'two'),
  },
  {
    name: 'StringNotLike of a list with a matching value',
    verdict: REFUSED,
    claims: () => ({ groups: ['one', 'two'] }),
    condition: claim('StringNotLike', 'groups', 'on*'),
  },
  {
    name: 'ForAllValues of a list with another value',
    verdict: REFUSED,
    claims: () => ({ groups: ['one', 'two'] }),
    condition: claim('ForAllValues:StringEquals', 'groups', ['one']),
  },
  {
    name: 'a claim inside another one',
    verdict: '200',
    claims: () => ({ outer: { inner: 'value' } }),
    condition: claim('StringEquals', 'inner', 'value'),
  },
  {
    name: 'the claims of another provider',
    verdict: REFUSED,
    condition: () => ({ StringLike: { 'other.example.com:sub': '*' } }),
  },
  {
    name: 'a session’s time, which a token does not have',
    verdict: '200',
    condition: () => ({ Null: { 'aws:TokenIssueTime': 'true' } }),
  },
  { name: 'tags that the role does not allow', verdict: REFUSED, claims: () => TAGS },
  {
    name: 'tags that the role allows',
    verdict: '200',
    claims: () => TAGS,
    trust: () => ({ Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }),
  },
];

const trustCases: readonly ExchangeCase[] = [
  { name: 'sts:*', verdict: '200', trust: () => ({ Action: ['sts:*'] }) },
  { name: 'only sts:AssumeRole', verdict: REFUSED, trust: () => ({ Action: ['sts:AssumeRole'] }) },
  { name: 'everybody as principal', verdict: REFUSED, trust: () => ({ Principal: '*' }) },
  { name: 'every user as principal', verdict: REFUSED, trust: () => ({ Principal: { AWS: ['*'] } }) },
  {
    name: 'every provider as principal',
    verdict: REFUSED,
    trust: () => ({ Principal: { Federated: ['*'] } }),
  },
  {
    name: 'another provider as principal',
    verdict: REFUSED,
    trust: () => ({ Principal: { Federated: ['arn:aws:iam:::oidc-provider/other.example.com'] } }),
  },
  {
    name: 'the provider in another account',
    verdict: '200',
    trust: (name) => ({ Principal: { Federated: [`arn:aws:iam::RGW1:oidc-provider/${name}`] } }),
  },
  { name: 'a resource', verdict: REFUSED, trust: () => ({ Resource: ['*'] }) },
  { name: 'a role that denies', verdict: REFUSED, trust: () => ({ Effect: 'Deny' }) },
];

function form(name: string, verdict: string, changed: ExchangeCase['form']): ExchangeCase {
  return { name, verdict, ...(changed === undefined ? {} : { form: changed }) };
}

const INVALID = '400 InvalidArgument';

const formCases: readonly ExchangeCase[] = [
  form('no token', REFUSED, { WebIdentityToken: undefined }),
  form('something other than a token', REFUSED, { WebIdentityToken: 'something.else' }),
  form('a role that does not exist', REFUSED, { RoleArn: 'arn:aws:iam:::role/none' }),
  form('no role', REFUSED, { RoleArn: undefined }),
  form('no session name', REFUSED, { RoleSessionName: undefined }),
  form('a session name of one letter', INVALID, { RoleSessionName: 'a' }),
  form('a session name with a slash', INVALID, { RoleSessionName: 'a/b' }),
  form('a session name of 65 letters', INVALID, { RoleSessionName: 'a'.repeat(65) }),
  form('0 seconds', INVALID, { DurationSeconds: '0' }),
  form('seconds that are not a number', INVALID, { DurationSeconds: 'an hour' }),
  form('more seconds than the role allows', INVALID, { DurationSeconds: '3601' }),
  form('900 seconds', '200', { DurationSeconds: '900' }),
  form('an empty number of seconds', '200', { DurationSeconds: '' }),
  form('a policy that is not JSON', '400 MalformedPolicyDocument', { Policy: '{' }),
  form('a provider of one letter', INVALID, { ProviderId: 'x' }),
  form('a provider', '200', { ProviderId: 'www.amazon.com' }),
];

export const exchangeCases: readonly ExchangeCase[] = [
  ...tokenCases,
  ...signatureCases,
  ...conditionCases,
  ...trustCases,
  ...formCases,
];

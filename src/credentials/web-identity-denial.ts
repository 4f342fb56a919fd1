import { printable, printableJson } from '../printable.ts';
import { audiencesOf, type IdTokenContent, readIdToken, textClaim, timeClaim } from './id-token.ts';
import { webIdentityTrust } from './recommended-policies.ts';
import { describeSeconds, formatTime } from './session.ts';
import type { SessionRequest } from './session-request.ts';
import type { Denial, Refusal } from './session-source.ts';
import type { TokenSupply } from './token-supply.ts';

/** Claims of CI systems that trust policies use. Other claims of a token are not shown. */
const SHOWN_CLAIMS = [
  'repository',
  'ref',
  'environment',
  'event_name',
  'job_workflow_ref',
  'project_path',
  'ref_type',
  'ref_protected',
  'organization_slug',
  'pipeline_slug',
  'build_branch',
];

/** Algorithms that RGW verifies: those with a private key that only the issuer has. */
const SIGNED_BY_ISSUER = /^(RS|ES|PS)\d+$/;

/**
 * Explains a refused token. An RGW answers every refusal with an empty 403, so this compares what the token says with what
 * the role must require. It never shows the token or its signature.
 *
 * @param audience the audience that the storage expects
 */
export function explainTokenDenial(
  { request, proof, now }: Refusal,
  audience: string,
  supply: TokenSupply['kind'],
): Denial {
  const content = 'token' in proof ? readIdToken(proof.token) : undefined;
  if (content === undefined) {
    return { causes: ['the token is not a JWT.'], remedy: 'pass the token as the CI system gives it.' };
  }
  const flaws = flawsOf(content, audience, now, supply);
  const described = describeToken(content, now);
  return flaws[0] === undefined
    ? {
        causes: [...possibleCauses(content, request), ...UNINTENDED[supply]],
        remedy: `compare what the token says with the role's trust policy.\n${described}\n${advise(content, request, audience)}`,
      }
    : {
        causes: flaws.map(({ cause }) => cause),
        remedy: `${flaws[0].remedy}\n${described}`,
        flaw: flaws[0].flaw,
      };
}

interface Flaw {
  /** Appended to the server's answer. */
  readonly flaw: string;
  readonly cause: string;
  readonly remedy: string;
}

/** What is certainly wrong with a token. */
function flawsOf(
  content: IdTokenContent,
  audience: string,
  now: number,
  supply: TokenSupply['kind'],
): Flaw[] {
  return [
    wrongAlgorithm(content),
    expired(content, now, supply),
    notYetValid(content, now),
    wrongAudience(content, audience),
  ].filter((flaw) => flaw !== undefined);
}

function wrongAlgorithm({ header }: IdTokenContent): Flaw | undefined {
  const algorithm = typeof header.alg === 'string' ? printable(header.alg, 40) : 'none';
  if (SIGNED_BY_ISSUER.test(algorithm)) return undefined;
  if (algorithm.toLowerCase() === 'none') {
    return {
      flaw: 'with a token that is not signed',
      cause: 'the token has no signature (alg none), so anybody could have written it.',
      remedy: OTHER_TOKEN,
    };
  }
  return {
    flaw: `with a token signed with ${algorithm}`,
    cause: `the token is signed with ${algorithm}: storage accepts only the issuer's own signature, such as RS256 or ES256.`,
    remedy: OTHER_TOKEN,
  };
}

const OTHER_TOKEN = 'use the identity token that the CI system gives to the job, as it is.';

const AGED: Readonly<Record<TokenSupply['kind'], { readonly why: string; readonly remedy: string }>> = {
  fixed: {
    why: 'Nothing replaces it, so the session can no longer be renewed.',
    remedy:
      'start the work sooner after the token is made, ask for a longer duration, or use a token that lasts longer.',
  },
  file: {
    why: 'Whoever writes the file has not replaced it.',
    remedy: 'make sure that the file is replaced before its token expires.',
  },
  requested: {
    why: 'The clocks of the CI system and the storage differ.',
    remedy: 'have the clock of the storage corrected.',
  },
};

function expired(content: IdTokenContent, now: number, supply: TokenSupply['kind']): Flaw | undefined {
  const expiresAt = timeClaim(content, 'exp');
  if (expiresAt === undefined || expiresAt > now) return undefined;
  const [at, ago] = [formatTime(new Date(expiresAt)), describeSeconds(Math.floor((now - expiresAt) / 1000))];
  return {
    flaw: `with a token that expired at ${at}`,
    cause: `the token expired at ${at}, ${ago} ago. ${AGED[supply].why}`,
    remedy: AGED[supply].remedy,
  };
}

function notYetValid(content: IdTokenContent, now: number): Flaw | undefined {
  const from = timeClaim(content, 'nbf') ?? timeClaim(content, 'iat');
  if (from === undefined || from <= now) return undefined;
  const [at, left] = [formatTime(new Date(from)), describeSeconds(Math.ceil((from - now) / 1000))];
  return {
    flaw: `with a token that is valid from ${at}`,
    cause: `the token is not valid before ${at}, in ${left}: the clocks of the issuer and the storage differ.`,
    remedy: 'have both clocks corrected, and run the job again.',
  };
}

function wrongAudience(content: IdTokenContent, audience: string): Flaw | undefined {
  const found = audiencesOf(content);
  if (found.includes(audience)) return undefined;
  const named = found.length === 0 ? 'no audience' : `the audience ${found.map(quote).join(', ')}`;
  return {
    flaw: `with a token for ${named}`,
    cause: `the token is for ${named}, and not for '${audience}'.`,
    remedy: `have the token made for '${audience}'; or set audience to the token's, if the trust policy of the role names that.`,
  };
}

function possibleCauses(content: IdTokenContent, { roleArn, endpoint }: SessionRequest): string[] {
  const [issuer, subject] = ['iss', 'sub'].map((name) => quote(textClaim(content, name)));
  return [
    `the trust policy of the role does not accept the subject ${subject}, or names another audience.`,
    `the storage has no provider for the issuer ${issuer}, or one without this audience.`,
    `there is no role ${roleArn} at ${endpoint}: it belongs to another account or cluster.`,
    `the storage is Ceph 18 or older, which cannot read the keys of GitHub and GitLab: 19.2.4 and 20 can.`,
    `the key that signed the token (kid ${quote(keyIdOf(content))}) is not in the issuer's key set.`,
  ];
}

function keyIdOf({ header }: IdTokenContent): string {
  return typeof header.kid === 'string' ? header.kid : '';
}

/** For a token that the user did not name: a service credential may have been intended. */
const UNINTENDED: Readonly<Record<TokenSupply['kind'], readonly string[]>> = {
  fixed: [],
  file: [],
  requested: [
    'service-access-key and service-secret-key are empty, so the identity token was used: the name of a secret is misspelt.',
  ],
};

function quote(text: string): string {
  return `'${printable(text)}'`;
}

function describeToken(content: IdTokenContent, now: number): string {
  return ['The token says:', ...describeClaims(content, now).map((line) => `  ${line}`)].join('\n');
}

function advise(content: IdTokenContent, request: SessionRequest, audience: string): string {
  const isGeneral = generalSubject(textClaim(content, 'sub')).hasWildcard;
  return [
    isGeneral
      ? 'The trust policy that accepts this job, whatever its commit, its step and the user who started it:'
      : 'The trust policy that accepts this job, and no other subject:',
    printableJson(trustFor(content, request, audience), 2),
    "'otter-sts provision' creates it, and the provider of the issuer.",
  ].join('\n');
}

function describeClaims(content: IdTokenContent, now: number): string[] {
  const expiresAt = timeClaim(content, 'exp');
  const claims: [string, string | undefined][] = [
    ['iss', textClaim(content, 'iss')],
    ['aud', audiencesOf(content).join(', ')],
    ['sub', textClaim(content, 'sub')],
    ['exp', expiresAt === undefined ? '' : describeEnd(expiresAt, now)],
    ...SHOWN_CLAIMS.filter((name) => Object.hasOwn(content.claims, name)).map((name): [string, string] => [
      name,
      String(content.claims[name]),
    ]),
  ];
  const width = Math.max(...claims.map(([name]) => name.length)) + 2;
  return claims.map(([name, value]) => `${name.padEnd(width)}${printable(value || '(missing)')}`);
}

function describeEnd(expiresAt: number, now: number): string {
  const seconds = Math.floor(Math.abs(expiresAt - now) / 1000);
  const distance = expiresAt > now ? `in ${describeSeconds(seconds)}` : `${describeSeconds(seconds)} ago`;
  return `${formatTime(new Date(expiresAt))} (${distance})`;
}

/** The provider is in the role's own account. */
export function trustFor(content: IdTokenContent, { roleArn }: SessionRequest, audience: string) {
  const [, partition = 'aws', , , account = ''] = roleArn.split(':');
  const provider = textClaim(content, 'iss')
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '');
  return webIdentityTrust({
    providerArn: `arn:${partition}:iam::${account}:oidc-provider/${provider}`,
    audience,
    ...generalSubject(textClaim(content, 'sub')),
  });
}

/**
 * Subjects of Buildkite and CircleCI contain parts that differ from build to build. The ID of CircleCI's user is followed by
 * the branch, so it must not be a `*`: that would also match a part of the name of somebody's branch.
 */
const CHANGING_PARTS = [
  [/^(organization:[^:]+:pipeline:.+):commit:[0-9a-f]+:step:[^:]*$/, '$1:commit:*:step:*'],
  [/^(org\/[\w-]+\/project\/[\w-]+)\/user\/[\w-]{36}/, '$1/user/????????-????-????-????-????????????'],
] as const;

/** A subject that the next build of the same branch has too. */
function generalSubject(subject: string): { readonly subject: string; readonly hasWildcard: boolean } {
  const general = CHANGING_PARTS.reduce((text, [form, to]) => text.replace(form, to), subject);
  return { subject: general, hasWildcard: general !== subject };
}

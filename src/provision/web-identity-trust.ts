import {
  coversAction,
  listOf,
  type PolicyDocument,
  policyOf,
  type Statement,
} from '../credentials/policy-document.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY, webIdentityStatement } from '../credentials/recommended-policies.ts';
import { ProvisionFailure } from './failure.ts';
import { type Identity, isLoose } from './identity.ts';
import type { PlannedTrust, RoleTrust } from './role-plan.ts';
import { trustsSessions } from './trust.ts';

/** By which the statement is known again. */
const OWN_SID = 'OtterKeyless';

/** Whose tokens a statement of a trust policy accepts. */
export interface TrustedTokens {
  /** The issuer without its scheme. */
  readonly issuer: string;
  /** None when it asks for no subject. */
  readonly subjects: readonly string[];
  readonly audiences: readonly string[];
  /** Whether strangers can have such a token too. */
  readonly isLoose: boolean;
}

/** What a role that accepts an identity's tokens has as its trust policy. */
export function keylessTrust(
  role: string,
  { issuer, subjects, hasWildcard }: Identity,
  providerArn: string,
  audience: string,
): RoleTrust {
  const [first = '', ...more] = subjects;
  const subject = more.length === 0 ? first : subjects;
  const trusted = webIdentityStatement({ providerArn, audience, subject, hasWildcard });
  const statement = { Sid: OWN_SID, ...trusted };
  return {
    fresh: policyOf(statement),
    detail: `accepts tokens of ${issuer} for '${audience}' with the subject ${subjects.join(' or ')}`,
    plan: (existing) => planWebIdentity(role, existing, statement),
  };
}

/** @throws ProvisionFailure when strangers, or the role's own sessions, are trusted too */
function planWebIdentity(role: string, existing: PolicyDocument, statement: Statement): PlannedTrust {
  if (trustsSessions(role, existing, '')) {
    throw new ProvisionFailure(
      `The role '${role}' trusts everybody, or its own sessions. Take that statement out of its trust policy, or choose another --name.`,
    );
  }
  const others = existing.Statement.filter(({ Sid }) => Sid !== OWN_SID);
  const loose = others.flatMap(tokensOf).find((tokens) => tokens.isLoose);
  if (loose !== undefined) {
    throw new ProvisionFailure(
      `The role '${role}' ${describeLoose(loose)}. Take that statement out of its trust policy, or choose another --name.`,
    );
  }
  const document = { ...existing, Statement: [...others, statement] };
  return {
    document,
    changed: JSON.stringify(document) !== JSON.stringify(existing),
    others: others.filter(({ Effect }) => Effect === 'Allow').flatMap(nameTrusted),
  };
}

/** Such as `accepts tokens of HOST with any subject`. */
export function describeLoose({ issuer, subjects }: TrustedTokens): string {
  return subjects.length === 0
    ? `accepts tokens of ${issuer} with any subject`
    : `accepts strangers' tokens of ${issuer} (${subjects.join(', ')})`;
}

/** Whose tokens a role accepts, by its trust policy. */
export function trustedTokens({ Statement }: PolicyDocument): TrustedTokens[] {
  return Statement.flatMap(tokensOf);
}

/** The ARNs of the providers that a role's trust policy names. */
export function providersOf({ Statement }: PolicyDocument): string[] {
  return [...new Set(Statement.flatMap(federatedOf))];
}

function tokensOf(statement: Statement): TrustedTokens[] {
  const { Effect, Action } = statement;
  const assumes = listOf(Action).some((action) => coversAction(action, ASSUME_ROLE_WITH_WEB_IDENTITY));
  if (Effect !== 'Allow' || !assumes) return [];
  return federatedOf(statement).map((arn) => {
    const issuer = arn.replace(/^.*?:oidc-provider\//, '');
    const subjects = valuesOf(statement, `${issuer}:sub`);
    const loose = subjects.like.some(isLoose);
    const all = [...subjects.equal, ...subjects.like];
    const { equal, like } = valuesOf(statement, `${issuer}:aud`);
    return { issuer, subjects: all, audiences: [...equal, ...like], isLoose: all.length === 0 || loose };
  });
}

function federatedOf({ Principal }: Statement): string[] {
  if (typeof Principal !== 'object' || Principal === null) return [];
  return listOf((Principal as Record<string, unknown>).Federated);
}

/** What a condition asks of a key. Other operators, such as those with IfExists, let through what is not there. */
function valuesOf({ Condition }: Statement, key: string): { equal: string[]; like: string[] } {
  const condition = (Condition ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return { equal: listOf(condition.StringEquals?.[key]), like: listOf(condition.StringLike?.[key]) };
}

function nameTrusted(statement: Statement): string[] {
  const { Principal } = statement;
  if (typeof Principal !== 'object' || Principal === null) return listOf(Principal);
  return Object.values(Principal).flatMap(listOf);
}

import { listOf, type PolicyDocument, policyOf, type Statement } from '../credentials/policy-document.ts';
import { webIdentityStatement } from '../credentials/recommended-policies.ts';
import { describeLoose, federatedOf, tokensOf } from '../credentials/trusted-tokens.ts';
import { ProvisionFailure } from './failure.ts';
import type { Identity } from './identity.ts';
import type { PlannedTrust, RoleTrust } from './role-plan.ts';
import { trustsSessions } from './trust.ts';

/** Identifies this program's statement. */
const OWN_SID = 'OtterKeyless';

/** The trust policy of a role that accepts an identity's tokens. */
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

/** @throws ProvisionFailure if strangers, or the role's own sessions, are trusted too */
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

/** The ARNs of the providers that a role's trust policy names. */
export function providersOf({ Statement }: PolicyDocument): string[] {
  return [...new Set(Statement.flatMap(federatedOf))];
}

function nameTrusted(statement: Statement): string[] {
  const { Principal } = statement;
  if (typeof Principal !== 'object' || Principal === null) return listOf(Principal);
  return Object.values(Principal).flatMap(listOf);
}

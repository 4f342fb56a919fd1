import { coversAction, listOf, type PolicyDocument, type Statement } from './policy-document.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY } from './recommended-policies.ts';

/** Whose tokens a statement of a trust policy accepts. */
export interface TrustedTokens {
  /** The issuer without its scheme. */
  readonly issuer: string;
  /** Empty if it does not require a subject. */
  readonly subjects: readonly string[];
  readonly audiences: readonly string[];
  /** Whether strangers can have such a token too. */
  readonly isLoose: boolean;
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

/** Whose tokens a statement of a trust policy accepts. */
export function tokensOf(statement: Statement): TrustedTokens[] {
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

/** The ARNs of the providers that a statement names; `*` for everybody. */
export function federatedOf(statement: Statement): string[] {
  const { Principal } = statement;
  if (Principal === '*' || 'NotPrincipal' in statement) return ['*'];
  if (typeof Principal !== 'object' || Principal === null) return [];
  return listOf((Principal as Record<string, unknown>).Federated);
}

/** What a condition requires of a key. Other operators, such as those with IfExists, also accept a missing key. */
function valuesOf({ Condition }: Statement, key: string): { equal: string[]; like: string[] } {
  const condition = (Condition ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return { equal: listOf(condition.StringEquals?.[key]), like: listOf(condition.StringLike?.[key]) };
}

/** A UUID in braces, by which Bitbucket names a repository. */
const UUID = /^\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/i;

/**
 * Whether strangers can have a subject that a pattern covers. The part before its first wildcard must name the kind of
 * owner and one complete owner: `repo:octo/*`, but neither `repo:*` nor `repo:octo*`. A UUID names one without its kind.
 */
export function isLoose(pattern: string): boolean {
  const [fixed = ''] = pattern.split(/[*?]/, 1);
  const whole = fixed.split(/[:/]/).slice(0, -1);
  if (UUID.test(whole[0] ?? '')) return false;
  return fixed !== pattern && whole.filter((part) => part !== '').length < 2;
}

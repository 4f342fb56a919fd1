import { ProvisionFailure } from './failure.ts';
import {
  coversAction,
  excludesSessions,
  listOf,
  NO_SESSION,
  type PolicyDocument,
  policyOf,
  principalsOf,
  type Statement,
  withoutSessions,
} from './policy-document.ts';

const ASSUME_ROLE = 'sts:AssumeRole';

/** What a role's trust policy becomes, and who else is in it. */
export interface TrustPlan {
  readonly document: PolicyDocument;
  readonly changed: boolean;
  /** Whether the service user could be trusted by a session too: it is as it was before the change. */
  readonly wasUnguarded: boolean;
  /** The principals that are trusted beside the service user, and stay. */
  readonly others: readonly string[];
}

/**
 * The trust policy of a new role: its service user alone, with its long-lived key alone. Without the condition a session
 * could ask for the role again, for longer and without a session policy, for the user behind it is the one that is trusted.
 */
export function newTrust(userArn: string): PolicyDocument {
  return policyOf(trustStatement(userArn));
}

function trustStatement(userArn: string): Statement {
  return { Effect: 'Allow', Principal: { AWS: [userArn] }, Action: [ASSUME_ROLE], Condition: NO_SESSION };
}

/**
 * Brings a role's trust policy into line: the service user is trusted under the condition; other statements stay.
 *
 * @throws ProvisionFailure when everybody is trusted
 */
export function planTrust(role: string, document: PolicyDocument, userArn: string): TrustPlan {
  const statements = document.Statement.flatMap((statement) => guard(role, statement, userArn));
  const trusted = statements.some(
    (statement) => isTrust(statement) && principalsOf(statement).includes(userArn),
  );
  const planned = { ...document, Statement: trusted ? statements : [...statements, trustStatement(userArn)] };
  const open = document.Statement.filter(
    (statement) => isTrust(statement) && !excludesSessions(statement.Condition),
  );
  return {
    document: planned,
    changed: JSON.stringify(planned) !== JSON.stringify(document),
    wasUnguarded: open.some((statement) => principalsOf(statement).includes(userArn)),
    others: [...new Set(planned.Statement.filter(allows).flatMap(everyPrincipal))].filter(
      (arn) => arn !== userArn,
    ),
  };
}

function allows({ Effect }: Statement): boolean {
  return Effect === 'Allow';
}

function isTrust(statement: Statement): boolean {
  return allows(statement) && listOf(statement.Action).some((action) => coversAction(action, ASSUME_ROLE));
}

function everyPrincipal({ Principal }: Statement): string[] {
  return typeof Principal === 'object' && Principal !== null
    ? Object.values(Principal).flatMap(listOf)
    : listOf(Principal);
}

/** A statement that trusts the user and others as well becomes two: the others' is none of this program's business. */
function guard(role: string, statement: Statement, userArn: string): Statement[] {
  if (!isTrust(statement)) return [statement];
  const principals = principalsOf(statement);
  if (principals.includes('*')) {
    throw new ProvisionFailure(
      `The role '${role}' trusts everybody. Take the statement with the principal '*' out of its trust policy, or choose another --name.`,
    );
  }
  if (!principals.includes(userArn) || excludesSessions(statement.Condition)) return [statement];
  const others = principals.filter((principal) => principal !== userArn);
  const guarded = { ...statement, Principal: { AWS: [userArn] }, Condition: withoutSessions(statement) };
  if (everyPrincipal(statement).length === 1) return [guarded];
  const { Sid: _sid, ...rest } = guarded;
  const { AWS: _aws, ...kinds } = statement.Principal as Record<string, unknown>;
  const principal = others.length === 0 ? kinds : { ...kinds, AWS: others };
  return [{ ...statement, Principal: principal }, rest];
}

import {
  coversAction,
  excludesSessions,
  listOf,
  type PolicyDocument,
  principalsOf,
  type Statement,
  withoutSessions,
} from '../credentials/policy-document.ts';
import { ASSUME_ROLE, trustStatement } from '../credentials/recommended-policies.ts';
import { ProvisionFailure } from './failure.ts';

/** The new trust policy of a role, and who else is in it. */
export interface TrustPlan {
  readonly document: PolicyDocument;
  readonly changed: boolean;
  /** Whether sessions could assume the role before the change. */
  readonly wasUnguarded: boolean;
  /** The other trusted principals, which stay. */
  readonly others: readonly string[];
}

/**
 * Corrects a role's trust policy: the service user, and the role's own sessions if it names them, are trusted only under
 * the condition. Other statements stay.
 *
 * @throws ProvisionFailure if everybody is trusted
 */
export function planTrust(role: string, document: PolicyDocument, userArn: string): TrustPlan {
  const isOwn = (principal: string) => principal === userArn || isSessionOf(role, principal);
  const statements = document.Statement.flatMap((statement) => guard(role, statement, isOwn));
  const trusted = statements.some(
    (statement) => isTrust(statement) && principalsOf(statement).includes(userArn),
  );
  const planned = { ...document, Statement: trusted ? statements : [...statements, trustStatement(userArn)] };
  return {
    document: planned,
    changed: JSON.stringify(planned) !== JSON.stringify(document),
    wasUnguarded: trustsSessions(role, document, userArn),
    others: [...new Set(planned.Statement.filter(allows).flatMap(everyPrincipal))].filter(
      (arn) => !isOwn(arn),
    ),
  };
}

/** Whether a session of the role could assume the role again. */
export function trustsSessions(role: string, { Statement }: PolicyDocument, userArn: string): boolean {
  const isOwn = (arn: string) => arn === '*' || arn === userArn || isSessionOf(role, arn);
  return Statement.some(
    (statement) =>
      isTrust(statement) &&
      !excludesSessions(statement.Condition) &&
      ('NotPrincipal' in statement || principalsOf(statement).some(isOwn)),
  );
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

/** Whether a principal is the role itself or one of its sessions. An RGW lets such a session assume the role again. */
function isSessionOf(role: string, principal: string): boolean {
  const [kind, ...path] = (principal.split(':')[5] ?? '').split('/');
  return kind === 'role' ? path.at(-1) === role : kind === 'assumed-role' && path[0] === role;
}

/** A statement that trusts the user and others is split in two, because this program does not change the others'. */
function guard(role: string, statement: Statement, isOwn: (principal: string) => boolean): Statement[] {
  if (!isTrust(statement)) return [statement];
  if ('NotPrincipal' in statement) {
    throw new ProvisionFailure(
      `The role '${role}' trusts everybody whom NotPrincipal does not name, its own sessions too. Take the statement with NotPrincipal out of its trust policy, or choose another --name.`,
    );
  }
  const principals = principalsOf(statement);
  if (principals.includes('*')) {
    throw new ProvisionFailure(
      `The role '${role}' trusts everybody. Take the statement with the principal '*' out of its trust policy, or choose another --name.`,
    );
  }
  const own = principals.filter(isOwn);
  if (own.length === 0 || excludesSessions(statement.Condition)) return [statement];
  const others = principals.filter((principal) => !isOwn(principal));
  const guarded = { ...statement, Principal: { AWS: own }, Condition: withoutSessions(statement) };
  if (everyPrincipal(statement).length === own.length) return [guarded];
  const { Sid: _sid, ...rest } = guarded;
  const { AWS: _aws, ...kinds } = statement.Principal as Record<string, unknown>;
  const principal = others.length === 0 ? kinds : { ...kinds, AWS: others };
  return [{ ...statement, Principal: principal }, rest];
}

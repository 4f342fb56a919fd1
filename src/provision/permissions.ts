import {
  covers,
  coversAction,
  listOf,
  type PolicyDocument,
  type Statement,
} from '../credentials/policy-document.ts';
import {
  BUCKET_ACTIONS,
  OBJECT_ACTIONS,
  permissionStatements,
  permissionsFor,
} from '../credentials/recommended-policies.ts';
import { ProvisionFailure } from './failure.ts';

/** The name of the role's permission policy and of the user's policy. */
export const OWN_POLICY = 'otter-sts';
/** The role's policy that ends sessions. */
export const REVOCATION_POLICY = 'otter-sts-revoked';

/** The planned change of a role's policy. */
export interface PermissionPlan {
  readonly document: PolicyDocument;
  readonly changed: boolean;
  /** Whether it allows anything in the bucket. */
  readonly reachesBucket: boolean;
  /** Resources outside the bucket that it allows, before and after. */
  readonly elsewhere: readonly string[];
  /** Actions on the bucket that it no longer allows. */
  readonly dropped: readonly string[];
}

/**
 * Reduces a role's policy to what {@link permissionsFor} allows in the bucket, and keeps it if it allows no more than that.
 * Denials stay, and so does what it allows elsewhere.
 *
 * @param tenant the role's tenant, which the bucket's ARN may include
 * @throws ProvisionFailure if it contains something that cannot be compared
 */
export function planPermissions(
  name: string,
  document: PolicyDocument,
  bucket: string,
  tenant = '',
): PermissionPlan {
  const plans = document.Statement.map((statement) => planStatement(name, statement, bucket, tenant));
  const planned = { ...document, Statement: plans.flatMap(({ statements }) => statements) };
  return {
    document: planned,
    changed: plans.some(({ changed }) => changed),
    reachesBucket: plans.some(({ reaches }) => reaches),
    elsewhere: [...new Set(plans.flatMap(({ elsewhere }) => elsewhere))],
    dropped: [...new Set(plans.flatMap(({ dropped }) => dropped))],
  };
}

interface StatementPlan {
  readonly statements: readonly Statement[];
  readonly changed: boolean;
  readonly reaches: boolean;
  readonly elsewhere: readonly string[];
  readonly dropped: readonly string[];
}

function planStatement(name: string, statement: Statement, bucket: string, tenant: string): StatementPlan {
  if (statement.Effect !== 'Allow') return kept(statement, false, []);
  if ('NotAction' in statement || 'NotResource' in statement) {
    throw new ProvisionFailure(
      `The role's policy '${name}' has NotAction or NotResource, so what it allows cannot be compared. Write what it allows instead, or remove it.`,
    );
  }
  const resources = listOf(statement.Resource);
  const inside = resources.filter((resource) => concerns(resource, bucket, tenant));
  const elsewhere = resources.filter((resource) => !inside.includes(resource));
  if (inside.length === 0) return kept(statement, false, elsewhere);
  const cut = permissionStatements(bucket).flatMap((ours) => intersect(statement, inside, ours, tenant));
  if (isCovered(statement, inside, bucket, tenant)) return kept(statement, cut.length > 0, elsewhere);
  const rest = elsewhere.length === 0 ? [] : [{ ...statement, Resource: elsewhere }];
  const dropped = listOf(statement.Action).filter((action) => !isNamed(action));
  return { statements: [...cut, ...rest], changed: true, reaches: cut.length > 0, elsewhere, dropped };
}

function kept(statement: Statement, reaches: boolean, elsewhere: readonly string[]): StatementPlan {
  return { statements: [statement], changed: false, reaches, elsewhere, dropped: [] };
}

function isNamed(action: string): boolean {
  return [...BUCKET_ACTIONS, ...OBJECT_ACTIONS].some((named) => named.toLowerCase() === action.toLowerCase());
}

/** An ARN of the role's own tenant means the same with and without the tenant. */
function withoutTenant(resource: string, tenant: string): string {
  const start = `arn:aws:s3::${tenant}:`;
  return tenant !== '' && resource.startsWith(start)
    ? `arn:aws:s3:::${resource.slice(start.length)}`
    : resource;
}

/** Whether a resource includes anything in the bucket. */
function concerns(resource: string, bucket: string, tenant: string): boolean {
  const arn = `arn:aws:s3:::${bucket}`;
  const plain = withoutTenant(resource, tenant);
  return covers(plain, arn) || plain.startsWith(`${arn}/`) || overlaps(plain, `${arn}/`);
}

/** Whether a pattern can match something with this beginning, judged by the part before its first wildcard. */
function overlaps(pattern: string, start: string): boolean {
  const fixed = /^[^*?]*/.exec(pattern)?.[0] ?? '';
  return fixed !== pattern && (start.startsWith(fixed) || fixed.startsWith(start));
}

/** Whether a statement allows nothing in the bucket beyond what this program's own policy allows. */
function isCovered(
  { Action }: Statement,
  inside: readonly string[],
  bucket: string,
  tenant: string,
): boolean {
  const arn = `arn:aws:s3:::${bucket}`;
  return (
    listOf(Action).every(isNamed) &&
    inside.every((resource) => {
      const plain = withoutTenant(resource, tenant);
      return plain === arn || plain.startsWith(`${arn}/`);
    })
  );
}

/** What a statement and one of this program's own both allow, under the statement's condition. */
function intersect(
  statement: Statement,
  inside: readonly string[],
  ours: Statement,
  tenant: string,
): Statement[] {
  const actions = listOf(ours.Action).filter((action) =>
    listOf(statement.Action).some((pattern) => coversAction(pattern, action)),
  );
  const [own = ''] = listOf(ours.Resource);
  const resources = inside
    .map((resource) => withoutTenant(resource, tenant))
    .flatMap((resource) => (covers(resource, own) ? [own] : covers(own, resource) ? [resource] : []));
  if (actions.length === 0 || resources.length === 0) return [];
  const { Sid: _sid, ...rest } = statement;
  return [{ ...rest, Action: actions, Resource: [...new Set(resources)] }];
}

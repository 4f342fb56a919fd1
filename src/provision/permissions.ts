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

/** The role's permission policy, and the user's policy, as provisioning names them. */
export const OWN_POLICY = 'otter-sts';
/** The role's policy that ends sessions. */
export const REVOCATION_POLICY = 'otter-sts-revoked';

/** What becomes of a policy that a role has. */
export interface PermissionPlan {
  readonly document: PolicyDocument;
  readonly changed: boolean;
  /** Whether it allows anything in the bucket. */
  readonly reachesBucket: boolean;
  /** Resources outside of the bucket that it allows, and goes on to. */
  readonly elsewhere: readonly string[];
  /** Actions on the bucket that it allows no more. */
  readonly dropped: readonly string[];
}

/**
 * Cuts a policy of a role down to what {@link permissionsFor} allows in the bucket, and leaves it as it is where it
 * allows no more than that. Denials stay, and so does what it allows elsewhere.
 *
 * @param tenant of the role; its bucket's ARN may carry it
 * @throws ProvisionFailure when it has what cannot be compared
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

/** An ARN of the role's own tenant says the same with it as without. */
function withoutTenant(resource: string, tenant: string): string {
  const start = `arn:aws:s3::${tenant}:`;
  return tenant !== '' && resource.startsWith(start)
    ? `arn:aws:s3:::${resource.slice(start.length)}`
    : resource;
}

/** Whether a resource has anything of the bucket in it. */
function concerns(resource: string, bucket: string, tenant: string): boolean {
  const arn = `arn:aws:s3:::${bucket}`;
  const plain = withoutTenant(resource, tenant);
  return covers(plain, arn) || plain.startsWith(`${arn}/`) || overlaps(plain, `${arn}/`);
}

/** Whether a pattern covers anything that begins so: as far as its first wildcard it does. */
function overlaps(pattern: string, start: string): boolean {
  const fixed = /^[^*?]*/.exec(pattern)?.[0] ?? '';
  return fixed !== pattern && (start.startsWith(fixed) || fixed.startsWith(start));
}

/** Whether a statement allows nothing in the bucket but what this program's own policy does. */
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

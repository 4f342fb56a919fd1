import { policyOf } from '../credentials/policy-document.ts';
import { permissionsFor } from '../credentials/recommended-policies.ts';
import type { Administration } from './administration.ts';
import type { NamedPolicy } from './iam.ts';
import { OWN_POLICY, type PermissionPlan, planPermissions, REVOCATION_POLICY } from './permissions.ts';
import type { PlannedStep } from './step.ts';
import type { Target } from './target.ts';

/** Limits the role to the objects of the bucket. Narrower permissions stay. */
export function planRolePolicies(
  { iam, tenant }: Administration,
  { bucket, name }: Target,
  rolePolicies: readonly NamedPolicy[],
): PlannedStep[] {
  const permissions = rolePolicies.filter((policy) => policy.name !== REVOCATION_POLICY);
  const plans = permissions.map((policy) => ({
    policy,
    plan: planPermissions(policy.name, policy.document, bucket, tenant),
  }));
  const steps = plans.flatMap(({ policy, plan }) => describePlan(iam, name, policy, plan, bucket));
  if (plans.some(({ plan }) => plan.reachesBucket)) return [...steps, ...keptRevocation(rolePolicies)];
  const own = { name: OWN_POLICY, document: ownPermissions(bucket, plans) };
  const make: PlannedStep = {
    name: 'role-policy',
    status: 'make',
    detail: `the role may list the bucket, and read, write, tag and delete its objects`,
    act: () => iam.putRolePolicy(name, own),
  };
  return [...steps, ...keptRevocation(rolePolicies), make];
}

/** Keeps what this program's policy on the role already says. */
function ownPermissions(
  bucket: string,
  plans: readonly { readonly policy: NamedPolicy; readonly plan: PermissionPlan }[],
) {
  const own = plans.find(({ policy }) => policy.name === OWN_POLICY)?.plan.document.Statement ?? [];
  return policyOf(...own, ...permissionsFor(bucket).Statement);
}

function describePlan(
  iam: Administration['iam'],
  role: string,
  { name: policy, document: before }: NamedPolicy,
  { changed, document, dropped, elsewhere, reachesBucket }: PermissionPlan,
  bucket: string,
): PlannedStep[] {
  const name = 'role-policy';
  const outside: PlannedStep[] =
    elsewhere.length === 0
      ? []
      : [
          {
            name,
            status: 'kept',
            detail: `'${policy}' also allows ${elsewhere.join(', ')}, which is not this bucket's`,
          },
        ];
  if (!changed) {
    if (!reachesBucket) return outside;
    const own = isOwnPermission({ name: policy, document: before }, bucket);
    const detail = own
      ? 'the role may list the bucket, and read, write, tag and delete its objects'
      : `'${policy}' allows no more than this program's would, and stays as it is`;
    return [{ name, status: own ? 'ok' : 'kept', detail }, ...outside];
  }
  const lost = dropped.length === 0 ? '' : ` (${dropped.join(', ')})`;
  if (document.Statement.length === 0) {
    const act = () => iam.deleteRolePolicy(role, policy);
    return [
      {
        name,
        status: 'remove',
        detail: `'${policy}', which allowed only what a session must not do${lost}`,
        act,
      },
    ];
  }
  const act = () => iam.putRolePolicy(role, { name: policy, document });
  return [
    {
      name,
      status: 'change',
      detail: `'${policy}' allowed more than the bucket's objects${lost}; it no longer does`,
      act,
    },
    ...outside,
  ];
}

function keptRevocation(policies: readonly NamedPolicy[]): PlannedStep[] {
  return policies.some((policy) => policy.name === REVOCATION_POLICY)
    ? [{ name: 'sessions', status: 'kept', detail: 'sessions that were ended by a revocation stay ended' }]
    : [];
}

/** Whether a policy is as this program writes it. */
export function isOwnPermission({ name, document }: NamedPolicy, bucket: string): boolean {
  return name === OWN_POLICY && JSON.stringify(document) === JSON.stringify(permissionsFor(bucket));
}

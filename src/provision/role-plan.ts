import type { PolicyDocument } from '../credentials/policy-document.ts';
import { ProvisionFailure } from './failure.ts';
import type { Iam, NamedPolicy, Role } from './iam.ts';
import { REVOCATION_POLICY } from './permissions.ts';
import { isOwnPermission } from './role-policies.ts';
import type { PlannedStep } from './step.ts';
import type { Target } from './target.ts';

/** The maximum session duration of a role, which new roles get, in seconds. */
const LONGEST_SESSION = 43_200;

/** Who may have sessions of a role. */
export interface RoleTrust {
  /** The trust policy of a new role. */
  readonly fresh: PolicyDocument;
  /** Whom it trusts, to append to "the role". */
  readonly detail: string;
  /** The planned change of an existing role's trust policy. @throws ProvisionFailure when it must not stay */
  plan(existing: PolicyDocument): PlannedTrust;
}

export interface PlannedTrust {
  readonly document: PolicyDocument;
  readonly changed: boolean;
  /** Who else is trusted, by statements of others. */
  readonly others: readonly string[];
}

export interface RoleOptions {
  /** In seconds. By default, an existing role keeps its own. */
  readonly maxSessionSeconds?: number | undefined;
  /**
   * Whether a role may be deleted and created again if its maximum session duration cannot be changed. Its sessions end.
   */
  readonly recreateRole?: boolean;
}

/** An existing role, if any. */
export interface FoundRole {
  readonly role?: Role;
  readonly rolePolicies: readonly NamedPolicy[];
}

/** Creates the role, or corrects its trust policy and its maximum session duration. */
export async function planRole(
  iam: Iam,
  target: Target,
  { role, rolePolicies }: FoundRole,
  trust: RoleTrust,
  options: RoleOptions,
): Promise<PlannedStep[]> {
  const { name } = target;
  if (role === undefined) return [planNewRole(iam, name, trust, options)];
  const planned = trust.plan(role.trust);
  const [trustStep, ...others] = planTrustSteps(iam, name, trust.detail, planned);
  const asked = options.maxSessionSeconds ?? role.maxSessionSeconds;
  if (asked === role.maxSessionSeconds) return [describeKept(role, options), trustStep, ...others];
  const detail = `${name}, for sessions of up to ${hours(asked)} instead of ${hours(role.maxSessionSeconds)}`;
  if (await iam.canUpdateRoles()) {
    const act = () => iam.setMaxSession(name, asked);
    return [{ name: 'role', status: 'change', detail, act }, trustStep, ...others];
  }
  demandRecreatable(target, rolePolicies, options.recreateRole === true);
  const act = async () => {
    for (const policy of rolePolicies) await iam.deleteRolePolicy(name, policy.name);
    await iam.deleteRole(name);
    await iam.createRole(name, planned.document, asked);
    for (const policy of rolePolicies) await iam.putRolePolicy(name, policy);
  };
  const recreated = `${detail}: recreated, which ends its sessions`;
  return [{ name: 'role', status: 'change', detail: recreated, act }, ...others];
}

function planNewRole(
  iam: Iam,
  name: string,
  trust: RoleTrust,
  { maxSessionSeconds }: RoleOptions,
): PlannedStep {
  const seconds = maxSessionSeconds ?? LONGEST_SESSION;
  return {
    name: 'role',
    status: 'make',
    detail: `${name}, for sessions of up to ${hours(seconds)}, ${trust.detail}`,
    act: () => iam.createRole(name, trust.fresh, seconds),
  };
}

function planTrustSteps(
  iam: Iam,
  name: string,
  whom: string,
  { document, changed, others }: PlannedTrust,
): [PlannedStep, ...PlannedStep[]] {
  const step = { name: 'trust', detail: `the role ${whom}` };
  const kept = others.map(
    (principal): PlannedStep => ({
      name: 'trust',
      status: 'kept',
      detail: `the role also trusts ${principal}, by a statement that otter-sts did not write`,
    }),
  );
  if (!changed) return [{ ...step, status: 'ok' }, ...kept];
  return [{ ...step, status: 'change', act: () => iam.setTrust(name, document) }, ...kept];
}

function describeKept({ name, maxSessionSeconds }: Role, options: RoleOptions): PlannedStep {
  const detail = `${name}, for sessions of up to ${hours(maxSessionSeconds)}`;
  return maxSessionSeconds < LONGEST_SESSION && options.maxSessionSeconds === undefined
    ? { name: 'role', status: 'kept', detail: `${detail}; --max-duration 12h raises that` }
    : { name: 'role', status: 'ok', detail };
}

/**
 * A role that is created again loses its policies for a moment, and for good if the run is interrupted then. So it must
 * have only this program's own policy, which the next run restores.
 */
function demandRecreatable(
  { name, bucket }: Target,
  policies: readonly NamedPolicy[],
  allowed: boolean,
): void {
  const start = `This RGW cannot change how long sessions of the role '${name}' may be (it has no UpdateRole).`;
  if (!allowed) {
    throw new ProvisionFailure(
      `${start} --recreate-role deletes the role and creates it again, which ends its running sessions. Without --max-duration it stays as it is; nothing was changed.`,
    );
  }
  const foreign = policies.filter(
    (policy) => policy.name !== REVOCATION_POLICY && !isOwnPermission(policy, bucket),
  );
  if (foreign.length > 0) {
    throw new ProvisionFailure(
      `${start} The role has policies other than this program's (${foreign.map((policy) => policy.name).join(', ')}), so it is not recreated. Choose another --name; nothing was changed.`,
    );
  }
}

export function hours(seconds: number): string {
  return seconds % 3_600 === 0 ? `${seconds / 3_600} h` : `${Math.floor(seconds / 60)} min`;
}

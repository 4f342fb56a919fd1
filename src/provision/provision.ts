import { newTrust } from '../credentials/recommended-policies.ts';
import type { Administration } from './administration.ts';
import { planBareKey } from './bare-key.ts';
import { type OwnerOptions, openOwnerPolicy, planOwner, wantedOfOwner } from './owner-policy.ts';
import { REVOCATION_POLICY } from './permissions.ts';
import { planRole, type RoleOptions, type RoleTrust } from './role-plan.ts';
import { planRolePolicies } from './role-policies.ts';
import type { KeyPair, OnKey, Provisioned } from './service-users.ts';
import { carryOut, type PlannedStep, type ReportStep, type StepOptions } from './step.ts';
import { demandFit, type Survey, survey } from './survey.ts';
import type { Target } from './target.ts';
import { planTrust } from './trust.ts';

export interface ProvisionOptions extends StepOptions, RoleOptions, OwnerOptions {}

/**
 * Creates or corrects a bucket's service user, its key and its role. Everything is examined before anything is changed. The
 * key is created and shown while the role cannot do anything yet, and the role's policy comes last. So a key that nobody
 * has seen, because the run was interrupted, is recognized by a role without a policy, and the next run shows or replaces
 * it.
 *
 * @throws ProvisionFailure
 * @throws the signal's reason when it is aborted
 */
export async function provision(
  administration: Administration,
  target: Target,
  options: ProvisionOptions,
  report: ReportStep,
  onKey: OnKey,
): Promise<Provisioned> {
  const owner = await administration.ownerOf(target.bucket);
  const found = await survey(administration, target);
  demandFit(target.name, found.user);
  const roleArn = found.role?.arn ?? administration.users.roleArnOf(target.name);
  let accessKeys = found.user?.accessKeys ?? [];
  const onNewKey = (key: KeyPair) => {
    accessKeys = [key.accessKey];
    onKey(key, roleArn);
  };
  const ownerPolicy = await openOwnerPolicy(administration, target.bucket, owner, options);
  try {
    const { users } = administration;
    const bareKeyArn = users.takePolicies ? undefined : users.arnOf(target.name);
    const wanted = wantedOfOwner(target.bucket, owner, bareKeyArn);
    const ownerStep = await planOwner(administration, owner, wanted, ownerPolicy);
    const steps = [
      ...planUser(administration, target, found),
      ...(await planRole(administration.iam, target, found, serviceTrust(administration, target), options)),
      ownerStep,
      ...planKey(administration, target, found, onNewKey),
      ...planRolePolicies(administration, target, found.rolePolicies),
    ];
    await carryOut(steps, options, report);
    return { roleArn, accessKeys };
  } finally {
    await ownerPolicy?.close();
  }
}

function planUser({ users }: Administration, { bucket, name }: Target, found: Survey): PlannedStep[] {
  const step = { name: 'user' };
  const { user, userPolicies } = found;
  const policies = planBareKey(users, name, userPolicies);
  if (user === undefined) {
    const act = () => users.create(name, `otter-sts service user of ${bucket}`);
    return [{ ...step, status: 'make', detail: `${name}, which cannot own buckets`, act }, ...policies];
  }
  if (!user.mayMakeBuckets) {
    return [{ ...step, status: 'ok', detail: `${name}, which cannot own buckets` }, ...policies];
  }
  const act = () => users.forbidBuckets(name);
  return [
    { ...step, status: 'change', detail: `${name} can no longer own buckets (max_buckets -1)`, act },
    ...policies,
  ];
}

function serviceTrust({ users }: Administration, { name }: Target): RoleTrust {
  const userArn = users.arnOf(name);
  return {
    fresh: newTrust(userArn),
    detail: `trusts ${userArn}, but none of its sessions`,
    plan: (existing) => planTrust(name, existing, userArn),
  };
}

function planKey(
  { users }: Administration,
  { name }: Target,
  { user, rolePolicies }: Survey,
  onKey: (key: KeyPair) => void,
): PlannedStep[] {
  const step = { name: 'key' };
  const make = () => users.createKey(name, onKey);
  const keys = user?.accessKeys ?? [];
  const [only] = keys;
  if (only === undefined) return [{ ...step, status: 'make', detail: 'a new access key', act: make }];
  const finished = rolePolicies.some((policy) => policy.name !== REVOCATION_POLICY);
  if (finished || keys.length > 1) {
    const detail = `${keys.join(', ')}; its secret was shown when it was made ('otter-sts provision rotate' makes another)`;
    return [{ ...step, status: 'ok', detail }];
  }
  const act = async () => {
    const secretKey = await users.secretOf(name, only);
    if (secretKey !== undefined) return onKey({ accessKey: only, secretKey });
    await users.deleteKey(name, only);
    await make();
  };
  return [
    {
      ...step,
      status: 'change',
      detail: `${only}, from an interrupted run: shown, or replaced if its secret cannot be read`,
      act,
    },
  ];
}

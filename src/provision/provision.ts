import { policyOf } from '../credentials/policy-document.ts';
import { newTrust, permissionsFor } from '../credentials/recommended-policies.ts';
import type { S3Key } from '../http/signing.ts';
import type { S3ClientOptions } from '../s3/client.ts';
import type { Administration } from './administration.ts';
import { planBareKey } from './bare-key.ts';
import { ProvisionFailure } from './failure.ts';
import type { NamedPolicy } from './iam.ts';
import { OwnerPolicy, skipOwner, wantedOfOwner } from './owner-policy.ts';
import { OWN_POLICY, type PermissionPlan, planPermissions, REVOCATION_POLICY } from './permissions.ts';
import type { KeyPair, OnKey, Provisioned } from './service-users.ts';
import { carryOut, type PlannedStep, type ReportStep, type StepOptions } from './step.ts';
import { demandFit, type Survey, survey } from './survey.ts';
import type { Target } from './target.ts';
import { planTrust } from './trust.ts';

/** Seconds: the longest session that a role can allow, and what a new one does. */
const LONGEST_SESSION = 43_200;

export interface ProvisionOptions extends StepOptions {
  /** A key of the bucket's owner; without one the owner is told what to do. */
  readonly ownerKey?: S3Key | undefined;
  /** Seconds; a role that is there keeps its own without it. */
  readonly maxSessionSeconds?: number | undefined;
  /** Whether a role may be made anew where its longest session cannot be changed: its sessions end. */
  readonly recreateRole?: boolean;
  readonly connection: Omit<S3ClientOptions, 'key'>;
}

/**
 * Makes a bucket's service user, its key and its role, or brings what is there into line. Everything is looked at before
 * anything is changed. The key is made and shown when the role cannot do anything yet, and the role's policy last: a key that
 * nobody has seen, since the run was interrupted, is known by a role without a policy, and the next run shows or replaces it.
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
  const ownerPolicy =
    options.ownerKey === undefined || administration.account !== undefined
      ? undefined
      : await OwnerPolicy.open(administration, target.bucket, owner, options.ownerKey, options.connection);
  try {
    const ownerStep = await planOwner(administration, target, owner, ownerPolicy);
    const steps = [
      ...planUser(administration, target, found),
      ...(await planRole(administration, target, found, options)),
      ownerStep,
      ...planKey(administration, target, found, onNewKey),
      ...planRolePolicies(administration, target, found),
    ];
    await carryOut(steps, options, report);
    return { roleArn, accessKeys };
  } finally {
    await ownerPolicy?.close();
  }
}

async function planOwner(
  { account, users }: Administration,
  { bucket, name }: Target,
  owner: string,
  ownerPolicy: OwnerPolicy | undefined,
): Promise<PlannedStep> {
  if (account !== undefined) {
    return { name: 'owner', status: 'ok', detail: `what sessions upload belongs to the account ${account}` };
  }
  const wanted = wantedOfOwner(bucket, owner, users.takePolicies ? undefined : users.arnOf(name));
  return ownerPolicy === undefined ? skipOwner(owner, wanted) : ownerPolicy.plan(wanted);
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

async function planRole(
  { iam, users }: Administration,
  { bucket, name }: Target,
  { role, rolePolicies }: Survey,
  { maxSessionSeconds, recreateRole }: ProvisionOptions,
): Promise<PlannedStep[]> {
  const userArn = users.arnOf(name);
  if (role === undefined) {
    const seconds = maxSessionSeconds ?? LONGEST_SESSION;
    const act = () => iam.createRole(name, newTrust(userArn), seconds);
    return [
      {
        name: 'role',
        status: 'make',
        detail: `${name}, for sessions of up to ${hours(seconds)}, trusts ${userArn} but none of its sessions`,
        act,
      },
    ];
  }
  const trust = planTrust(name, role.trust, userArn);
  const trustDetail = `the role trusts ${userArn}, but none of its sessions`;
  const trustStep: PlannedStep = trust.changed
    ? { name: 'trust', status: 'change', detail: trustDetail, act: () => iam.setTrust(name, trust.document) }
    : { name: 'trust', status: 'ok', detail: trustDetail };
  const others: PlannedStep[] = trust.others.map((principal) => ({
    name: 'trust',
    status: 'kept',
    detail: `the role also trusts ${principal}, by a statement that otter-sts did not write`,
  }));
  const asked = maxSessionSeconds ?? role.maxSessionSeconds;
  if (asked === role.maxSessionSeconds) {
    const shorter = role.maxSessionSeconds < LONGEST_SESSION && maxSessionSeconds === undefined;
    const detail = `${name}, for sessions of up to ${hours(role.maxSessionSeconds)}`;
    const roleStep: PlannedStep = shorter
      ? { name: 'role', status: 'kept', detail: `${detail}; --max-duration 12h raises that` }
      : { name: 'role', status: 'ok', detail };
    return [roleStep, trustStep, ...others];
  }
  const detail = `${name}, for sessions of up to ${hours(asked)} instead of ${hours(role.maxSessionSeconds)}`;
  if (await iam.canUpdateRoles()) {
    return [
      { name: 'role', status: 'change', detail, act: () => iam.setMaxSession(name, asked) },
      trustStep,
      ...others,
    ];
  }
  demandRecreatable(name, bucket, rolePolicies, recreateRole === true);
  const act = async () => {
    for (const policy of rolePolicies) await iam.deleteRolePolicy(name, policy.name);
    await iam.deleteRole(name);
    await iam.createRole(name, trust.document, asked);
    for (const policy of rolePolicies) await iam.putRolePolicy(name, policy);
  };
  return [
    { name: 'role', status: 'change', detail: `${detail}: recreated, which ends its sessions`, act },
    ...others,
  ];
}

/**
 * A role that is made anew loses its policies for a moment, and for good when the run is interrupted then. So it has to
 * have this program's own alone, which the next run puts back.
 */
function demandRecreatable(
  name: string,
  bucket: string,
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

function isOwnPermission({ name, document }: NamedPolicy, bucket: string): boolean {
  return name === OWN_POLICY && JSON.stringify(document) === JSON.stringify(permissionsFor(bucket));
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
      detail: `${only}, of a run that was interrupted: shown, or replaced where its secret cannot be read`,
      act,
    },
  ];
}

function planRolePolicies(
  { iam, tenant }: Administration,
  { bucket, name }: Target,
  { rolePolicies }: Survey,
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

/** What this program's policy on the role says already stays in it. */
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

export function hours(seconds: number): string {
  return seconds % 3_600 === 0 ? `${seconds / 3_600} h` : `${Math.floor(seconds / 60)} min`;
}

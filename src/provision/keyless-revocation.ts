import type { Administration } from './administration.ts';
import { ProvisionFailure } from './failure.ts';
import type { Role } from './iam.ts';
import type { Identity } from './identity.ts';
import { Providers } from './providers.ts';
import { carryOut, type PlannedStep, type ReportStep, type StepOptions } from './step.ts';
import type { Target } from './target.ts';
import { providersOf } from './web-identity-trust.ts';

/**
 * Removes a keyless role. Its policies are removed first, which ends its sessions at once, whatever happens afterwards. The
 * last role that names a provider takes the provider with it.
 *
 * @param identity whose tokens the role accepts. By default all that it names.
 * @throws ProvisionFailure if there is neither role nor provider
 */
export async function revokeKeyless(
  administration: Administration,
  { bucket, name }: Target,
  identity: Identity | undefined,
  options: StepOptions,
  report: ReportStep,
): Promise<void> {
  const { iam } = administration;
  const providers = new Providers(administration);
  const role = await iam.findRole(name);
  const wanted = identity && providers.arnOf(identity);
  const found = role === undefined ? [] : providersOf(role.trust);
  if (role === undefined && (wanted === undefined || (await providers.find(wanted)) === undefined)) {
    throw new ProvisionFailure(
      `There is no keyless role '${name}' of '${bucket}'. See what there is: otter-sts provision list`,
    );
  }
  if (role !== undefined && wanted !== undefined && !found.includes(wanted)) {
    throw new ProvisionFailure(
      `The role '${name}' does not accept tokens of ${identity?.issuer}, so nothing was removed. See what there is: otter-sts provision list`,
    );
  }
  await carryOut(await planRoleRemoval(administration, name, role), options, report);
  const arns = new Set(wanted === undefined ? found : [wanted, ...found]);
  for (const arn of arns)
    await carryOut(await planProviderRemoval(administration, name, arn), options, report);
}

async function planRoleRemoval(
  { iam }: Administration,
  name: string,
  role: Role | undefined,
): Promise<PlannedStep[]> {
  if (role === undefined) return [{ name: 'role', status: 'ok', detail: `there is no role ${name}` }];
  const policies = await iam.rolePolicies(name);
  const endSessions = async () => {
    for (const policy of policies) await iam.deleteRolePolicy(name, policy.name);
  };
  const detail = `those of the role ${name} end at once, because its policies are removed`;
  return [
    { name: 'sessions', status: 'remove', detail, act: endSessions },
    { name: 'role', status: 'remove', detail: role.arn, act: () => iam.deleteRole(name) },
  ];
}

async function planProviderRemoval(
  administration: Administration,
  role: string,
  arn: string,
): Promise<PlannedStep[]> {
  const providers = new Providers(administration);
  if ((await providers.find(arn)) === undefined) return [];
  const roles = await administration.iam.listRoles();
  const others = roles.filter(({ name, trust }) => name !== role && providersOf(trust).includes(arn));
  const name = 'provider';
  if (others.length === 0) {
    const act = () => providers.delete(arn);
    return [{ name, status: 'remove', detail: `${arn}, which no other role needs`, act }];
  }
  const named = others.slice(0, 3).map((other) => other.name);
  const more = others.length > 3 ? ', …' : '';
  return [{ name, status: 'kept', detail: `${arn}, which other roles need: ${named.join(', ')}${more}` }];
}

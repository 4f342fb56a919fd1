import type { Administration } from './administration.ts';
import { planBareKey } from './bare-key.ts';
import { ProvisionFailure } from './failure.ts';
import type { KeyPair, OnKey, Provisioned } from './service-users.ts';
import { carryOut, type PlannedStep, type ReportStep, type StepOptions } from './step.ts';
import { demandFit } from './survey.ts';
import type { Target } from './target.ts';

/**
 * Creates a second key. Both keys work until {@link finishRotation}.
 *
 * @throws ProvisionFailure if there is no key yet, or there are two
 */
export async function rotate(
  administration: Administration,
  target: Target,
  options: StepOptions,
  report: ReportStep,
  onKey: OnKey,
): Promise<Provisioned> {
  const { users } = administration;
  const { accessKeys, bareKey, roleArn } = await demandUser(administration, target);
  const [only, ...others] = accessKeys;
  if (only === undefined) {
    throw new ProvisionFailure(
      `The user '${target.name}' has no key to rotate. Make one: otter-sts provision ${target.bucket}`,
    );
  }
  if (others.length > 0) {
    throw new ProvisionFailure(
      `The user '${target.name}' has ${accessKeys.length} keys already (${accessKeys.join(', ')}). Remove all but one first: otter-sts provision rotate ${target.bucket} --finish --keep ACCESS_KEY`,
    );
  }
  const made: string[] = [];
  const onNewKey = (key: KeyPair) => {
    made.push(key.accessKey);
    onKey(key, roleArn);
  };
  const steps: PlannedStep[] = [
    { name: 'key', status: 'ok', detail: `${only} continues to work` },
    {
      name: 'key',
      status: 'make',
      detail: 'a second access key',
      act: () => users.createKey(target.name, onNewKey),
    },
  ];
  await carryOut([...steps, ...bareKey], options, report);
  return { roleArn, accessKeys: made };
}

/**
 * Removes every key but one. An RGW lists keys by name and without a date, so the caller must say which one to keep.
 *
 * @throws ProvisionFailure if the user does not have the key to keep
 */
export async function finishRotation(
  administration: Administration,
  target: Target,
  keep: string,
  options: StepOptions,
  report: ReportStep,
): Promise<Provisioned> {
  const { accessKeys, bareKey, roleArn } = await demandUser(administration, target);
  if (!accessKeys.includes(keep)) {
    throw new ProvisionFailure(
      `The user '${target.name}' has no key ${keep}, so nothing was removed. Its keys: ${accessKeys.join(', ') || 'none'}.`,
    );
  }
  const others = accessKeys.filter((key) => key !== keep);
  const kept: PlannedStep = { name: 'key', status: 'ok', detail: `${keep} stays` };
  await carryOut([kept, ...removeKeys(administration, target, others), ...bareKey], options, report);
  return { roleArn, accessKeys: [keep] };
}

/** Steps that remove keys of the service user. */
export function removeKeys(
  { users }: Administration,
  { name }: Target,
  accessKeys: readonly string[],
): PlannedStep[] {
  return accessKeys.map((accessKey) => ({
    name: 'key',
    status: 'remove',
    detail: `${accessKey}, which gets no session from now on`,
    act: () => users.deleteKey(name, accessKey),
  }));
}

interface Rotated extends Provisioned {
  /** An RGW 16 may have deleted the policy because of an interrupted run, or a key that was created with radosgw-admin. */
  readonly bareKey: readonly PlannedStep[];
}

async function demandUser(administration: Administration, { bucket, name }: Target): Promise<Rotated> {
  const { iam, users } = administration;
  const user = await users.find(name);
  demandFit(name, user);
  const role = await iam.findRole(name);
  if (user === undefined || role === undefined) {
    const what = user === undefined ? 'user' : 'role';
    throw new ProvisionFailure(
      `There is no ${what} '${name}'. Make it: otter-sts provision ${bucket}; or give the --name that it was made with.`,
    );
  }
  return {
    roleArn: role.arn,
    accessKeys: user.accessKeys,
    bareKey: planBareKey(users, name, await users.policies(name)),
  };
}

import { issuedBefore, policyOf } from '../credentials/policy-document.ts';
import { trustedTokens } from '../credentials/trusted-tokens.ts';
import { pause } from '../http/timing.ts';
import type { Administration } from './administration.ts';
import { ProvisionFailure } from './failure.ts';
import { revokeKeyless } from './keyless-revocation.ts';
import { REVOCATION_POLICY } from './permissions.ts';
import { hours } from './role-plan.ts';
import { removeKeys } from './rotation.ts';
import { carryOut, type PlannedStep, type ReportStep, type StepOptions } from './step.ts';
import { demandFit, type Survey, survey } from './survey.ts';
import type { Target } from './target.ts';
import { planTrust } from './trust.ts';

export interface RevocationOptions extends StepOptions {
  /** The only key to remove. By default all. */
  readonly accessKey?: string | undefined;
  /** Whether to end current sessions too. */
  readonly sessions: boolean;
}

/**
 * Removes the service user's keys, so that nobody can get a new session, and ends current sessions if requested. The role
 * and the bucket's objects stay. A keyless role is removed.
 *
 * @throws ProvisionFailure if there is neither user nor role, or no such key
 */
export async function revoke(
  administration: Administration,
  target: Target,
  options: RevocationOptions,
  report: ReportStep,
): Promise<void> {
  const found = await survey(administration, target);
  demandFit(target.name, found.user);
  if (found.user === undefined && found.role === undefined) {
    throw new ProvisionFailure(
      `There is no service credential of '${target.bucket}': no user and no role '${target.name}'. See what there is: otter-sts provision list`,
    );
  }
  const tokens = found.role === undefined ? [] : trustedTokens(found.role.trust);
  if (found.user === undefined && tokens.length > 0) {
    return revokeKeyless(administration, target, undefined, options, report);
  }
  await carryOut(planKeys(administration, target, found, options.accessKey), options, report);
  const others = tokens.map(({ issuer, subjects }): PlannedStep => {
    const detail = `the role also accepts tokens of ${issuer} (${subjects.join(', ') || 'any subject'}), and continues to do so`;
    return { name: 'trust', status: 'kept', detail };
  });
  await carryOut(others, options, report);
  await carryOut(planSessions(administration, target, found, options.sessions), options, report);
}

function planKeys(
  administration: Administration,
  target: Target,
  { user }: Survey,
  accessKey: string | undefined,
): PlannedStep[] {
  const keys = user?.accessKeys ?? [];
  if (accessKey !== undefined && !keys.includes(accessKey)) {
    throw new ProvisionFailure(
      `The user '${target.name}' has no key ${accessKey}, so nothing was removed. Its keys: ${keys.join(', ') || 'none'}.`,
    );
  }
  if (keys.length === 0) return [{ name: 'key', status: 'ok', detail: `${target.name} has no key` }];
  return removeKeys(administration, target, accessKey === undefined ? keys : [accessKey]);
}

function planSessions(
  administration: Administration,
  target: Target,
  { role }: Survey,
  wanted: boolean,
): PlannedStep[] {
  const name = 'sessions';
  if (role === undefined) return [{ name, status: 'ok', detail: 'there is no role, so no session works' }];
  if (!wanted) {
    const longest = hours(role.maxSessionSeconds);
    return [
      {
        name,
        status: 'kept',
        detail: `current ones last until they expire, in ${longest} at most; --sessions ends them`,
      },
    ];
  }
  const end = endSessions(administration, target);
  try {
    return [...planGuard(administration, target, role), end];
  } catch (failure) {
    if (!(failure instanceof ProvisionFailure)) throw failure;
    // Current sessions are ended first. Only then the step fails because of a trust policy that an administrator has to
    // correct.
    const act = () => Promise.reject(failure);
    return [end, { name: 'trust', status: 'change', detail: failure.message, act }];
  }
}

/** A session that may assume the role again could obtain a newer one in time. */
function planGuard(
  { iam, users }: Administration,
  { name }: Target,
  role: NonNullable<Survey['role']>,
): PlannedStep[] {
  const { wasUnguarded, document } = planTrust(name, role.trust, users.arnOf(name));
  if (!wasUnguarded) return [];
  const act = () => iam.setTrust(name, document);
  return [{ name: 'trust', status: 'change', detail: 'a session can no longer ask for the role again', act }];
}

/**
 * A policy's time has no fraction, so this waits for the next second. Sessions that were issued in the current second end
 * too.
 */
function endSessions({ iam, serverNow }: Administration, { name }: Target): PlannedStep {
  const act = async () => {
    const end = Math.floor(serverNow() / 1_000 + 1) * 1_000;
    const document = policyOf({
      Effect: 'Deny',
      Action: ['s3:*'],
      Resource: ['*'],
      Condition: issuedBefore(new Date(end)),
    });
    await iam.putRolePolicy(name, { name: REVOCATION_POLICY, document });
    await pause(Math.max(end - serverNow(), 0), undefined);
  };
  const detail = `all that were given out until now, by the role's policy '${REVOCATION_POLICY}'`;
  return { name: 'sessions', status: 'remove', detail, act };
}

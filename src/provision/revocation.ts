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
  /** The one key to remove; all of them otherwise. */
  readonly accessKey?: string | undefined;
  /** Whether sessions that were given out before end as well. */
  readonly sessions: boolean;
}

/**
 * Takes the service user's keys away, so that nobody gets a session any more, and, when that is asked for, ends the
 * sessions that are running. The role, and all that is in the bucket, stay; a keyless role is removed.
 *
 * @throws ProvisionFailure when there is neither user nor role, or no such key
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
    const detail = `the role also accepts tokens of ${issuer} (${subjects.join(', ') || 'any subject'}), and goes on to`;
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
        detail: `those that run go on until they expire, in ${longest} at most; --sessions ends them`,
      },
    ];
  }
  const end = endSessions(administration, target);
  try {
    return [...planGuard(administration, target, role), end];
  } catch (failure) {
    if (!(failure instanceof ProvisionFailure)) throw failure;
    // Those that run end all the same, before the trust that an administrator has to correct is said to be wrong.
    const act = () => Promise.reject(failure);
    return [end, { name: 'trust', status: 'change', detail: failure.message, act }];
  }
}

/** A session that may ask for the role again would have a newer one in time. */
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

/** What was issued in this second ends as well, for a policy's time has no fraction. So the next second is waited for. */
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

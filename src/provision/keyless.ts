import { createHash } from 'node:crypto';
import type { Administration } from './administration.ts';
import { ProvisionFailure } from './failure.ts';
import type { Identity } from './identity.ts';
import { type Issuer, inspectIssuer } from './issuer.ts';
import { type OwnerOptions, openOwnerPolicy, planOwner, wantedOfOwner } from './owner-policy.ts';
import { Providers } from './providers.ts';
import { planRole, type RoleOptions } from './role-plan.ts';
import { planRolePolicies } from './role-policies.ts';
import { carryOut, type PlannedStep, type ReportStep, type StepOptions } from './step.ts';
import { fitName, type Target, targetOf } from './target.ts';
import { keylessTrust } from './web-identity-trust.ts';

/** A bucket, the jobs that may have sessions for it, and the name of their role. */
export interface KeylessTarget extends Target {
  readonly identity: Identity;
}

/**
 * Each pair of bucket and subject has its own role, so changes to one do not affect another.
 *
 * @param name the user's choice
 * @throws InputError if the name is not valid in IAM
 */
export function keylessTargetOf(bucket: string, identity: Identity, name?: string): KeylessTarget {
  if (name !== undefined) return { ...targetOf(bucket, name), identity };
  const { kind, issuer, subjects } = identity;
  const digest = createHash('sha256')
    .update([bucket, issuer, ...subjects].join('\n'))
    .digest('hex');
  return { bucket, name: fitName(bucket, `-${kind}-${digest.slice(0, 8)}`), identity };
}

/** Who owns the uploads. */
const UPLOADER = 'a user that the RGW makes for each subject';

export interface KeylessOptions extends StepOptions, RoleOptions, OwnerOptions {
  /** The audience of the tokens. */
  readonly audience: string;
  /** 40 hex digits. By default, the issuer is asked. */
  readonly thumbprint?: string | undefined;
}

/**
 * Registers the issuer of identity tokens, and creates or corrects the role that accepts those of one subject. Everything
 * is examined before anything is changed. The role's policy comes last, and until then the role can do nothing.
 *
 * @returns the role's ARN
 * @throws ProvisionFailure
 * @throws the signal's reason when it is aborted
 */
export async function provisionKeyless(
  administration: Administration,
  target: KeylessTarget,
  options: KeylessOptions,
  report: ReportStep,
): Promise<string> {
  const owner = await administration.ownerOf(target.bucket);
  const provider = await planProvider(new Providers(administration), target.identity, options);
  const ownerPolicy = await openOwnerPolicy(administration, target.bucket, owner, options);
  try {
    const role = await planKeylessRole(administration, target, options);
    const wanted = wantedOfOwner(target.bucket, owner);
    const ownerStep = await planOwner(administration, owner, wanted, ownerPolicy, UPLOADER);
    await carryOut([...provider, ...role.trust, ownerStep, ...role.permissions], options, report);
    return role.arn;
  } finally {
    await ownerPolicy?.close();
  }
}

async function planKeylessRole(
  administration: Administration,
  target: KeylessTarget,
  options: KeylessOptions,
) {
  const { iam, users } = administration;
  const { name, identity } = target;
  const role = await iam.findRole(name);
  const rolePolicies = role === undefined ? [] : await iam.rolePolicies(name);
  const providerArn = new Providers(administration).arnOf(identity);
  const trust = keylessTrust(name, identity, providerArn, options.audience);
  return {
    arn: role?.arn ?? users.roleArnOf(name),
    trust: await planRole(iam, target, { ...(role && { role }), rolePolicies }, trust, options),
    permissions: planRolePolicies(administration, target, rolePolicies),
  };
}

async function planProvider(
  providers: Providers,
  identity: Identity,
  options: KeylessOptions,
): Promise<PlannedStep[]> {
  const { issuer } = identity;
  const { audience } = options;
  const arn = providers.arnOf(identity);
  const { authorities, keys } = await describeIssuer(identity, options);
  const found = await providers.find(arn);
  const canChange = await providers.canChange();
  if (keys.length === 0 && !(await providers.mayReadPlainKeys())) throw tooOld(issuer);
  const name = 'provider';
  if (found === undefined) {
    const act = () => providers.create(issuer, audience, [...keys, ...authorities]);
    return [{ name, status: 'make', detail: `${issuer}, for tokens with the audience '${audience}'`, act }];
  }
  const detail = `${issuer} is registered, for tokens with the audience '${audience}'`;
  const isNamed = found.audiences.includes(audience);
  if (!isNamed && !canChange) throw cannotAdd(audience, issuer, arn, found.audiences);
  const step: PlannedStep = isNamed
    ? { name, status: 'ok', detail }
    : { name, status: 'change', detail, act: () => providers.addAudience(arn, audience) };
  // An RGW that cannot change thumbprints does not use them.
  if (!canChange || keys.every((key) => found.thumbprints.includes(key))) return [step];
  const thumbprints = [...new Set([...keys, ...found.thumbprints])];
  const act = () => providers.setThumbprints(arn, thumbprints);
  return [step, { name, status: 'change', detail: `it names the certificates of the issuer's keys`, act }];
}

/** A thumbprint from the user is that of the key's certificate, or irrelevant. */
async function describeIssuer(
  identity: Identity,
  { thumbprint, connection }: KeylessOptions,
): Promise<Issuer> {
  if (thumbprint === undefined) return inspectIssuer(identity, connection.context ?? {});
  return identity.kind === 'oidc'
    ? { authorities: [], keys: [thumbprint] }
    : { authorities: [thumbprint], keys: [] };
}

function cannotAdd(
  audience: string,
  issuer: string,
  arn: string,
  audiences: readonly string[],
): ProvisionFailure {
  return new ProvisionFailure(
    `The issuer ${issuer} is registered for the audience ${audiences.join(', ')}, and this RGW cannot add '${audience}'. Give --audience ${audiences[0] ?? 'NAME'}, or remove the provider ${arn} first.`,
  );
}

function tooOld(issuer: string): ProvisionFailure {
  return new ProvisionFailure(
    `This RGW cannot verify tokens of ${issuer}: it reads only keys that come with a certificate (x5c), and the issuer's do not. Ceph 19.2.4, 20 and newer can. Upgrade the gateways, or use a service credential (without --github, --gitlab and --issuer); nothing was changed.`,
  );
}

import { listOf, type PolicyDocument, principalsOf } from '../credentials/policy-document.ts';
import { describeLoose, type TrustedTokens, trustedTokens } from '../credentials/trusted-tokens.ts';
import type { Administration } from './administration.ts';
import type { Role } from './iam.ts';
import { REVOCATION_POLICY } from './permissions.ts';
import type { Target } from './target.ts';
import { trustsSessions } from './trust.ts';

/** A service credential or a keyless role on the server. */
export interface Listed {
  readonly name: string;
  readonly roleArn: string;
  /** The buckets that the role's policies name. `*` means all. */
  readonly buckets: readonly string[];
  readonly accessKeys: readonly string[];
  /** Whose identity tokens a keyless role accepts. */
  readonly tokens?: readonly Omit<TrustedTokens, 'isLoose'>[];
  /** Seconds. */
  readonly maxSessionSeconds: number;
  /** Differences from what provisioning creates, each in a few words. */
  readonly remarks: readonly string[];
}

/**
 * Lists service credentials (roles that trust a user with the same name) and keyless roles.
 *
 * @param target a bucket, and the role of its service credential. By default all.
 * @throws ProvisionFailure
 */
export async function list(administration: Administration, target?: Target): Promise<Listed[]> {
  const listed: Listed[] = [];
  const roles = await administration.iam.listRoles();
  for (const role of roles.filter((role) => mayBeOf(target, role))) {
    const described = await describeRole(administration, role);
    if (described !== undefined && isOf(target, described)) listed.push(described);
  }
  return listed.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function mayBeOf(target: Target | undefined, { name, trust }: Role): boolean {
  return target === undefined || name === target.name || trustedTokens(trust).length > 0;
}

/** A service credential is recognized by its name, because its policies may not exist yet. */
function isOf(target: Target | undefined, { name, tokens, buckets }: Listed): boolean {
  if (target === undefined || name === target.name) return true;
  return tokens !== undefined && buckets.some((bucket) => bucket === target.bucket || bucket === '*');
}

/** @returns undefined for a role of another kind */
async function describeRole(administration: Administration, role: Role): Promise<Listed | undefined> {
  const { iam, users } = administration;
  const { name, arn, maxSessionSeconds, trust } = role;
  const userArn = users.arnOf(name);
  const isService = trust.Statement.some((statement) => principalsOf(statement).includes(userArn));
  const trusted = trustedTokens(trust);
  if (!isService && trusted.length === 0) return undefined;
  const policies = await iam.rolePolicies(name);
  const service = isService ? await describeUser(administration, name) : { accessKeys: [], remarks: [] };
  const remarks = [
    ...service.remarks,
    ...trusted.filter(({ isLoose }) => isLoose).map(describeLoose),
    ...(trustsSessions(name, trust, userArn) ? ['a session can ask for the role again'] : []),
    ...(policies.some((policy) => policy.name === REVOCATION_POLICY) ? ['older sessions were ended'] : []),
  ];
  const tokens = trusted.map(({ issuer, subjects, audiences }) => ({ issuer, subjects, audiences }));
  return {
    name,
    roleArn: arn,
    buckets: [...new Set(policies.flatMap(({ document }) => bucketsOf(document)))],
    accessKeys: service.accessKeys,
    ...(tokens.length === 0 ? {} : { tokens }),
    maxSessionSeconds,
    remarks,
  };
}

async function describeUser({ users }: Administration, name: string) {
  const user = await users.find(name);
  const accessKeys = user?.accessKeys ?? [];
  const remarks = [
    ...(user === undefined ? ['its user is gone'] : []),
    ...(user !== undefined && accessKeys.length === 0 ? ['no key'] : []),
    ...(accessKeys.length > 1 ? ['a rotation is not finished'] : []),
    ...(user?.unfit === undefined ? [] : [`its user ${user.unfit}`]),
  ];
  return { accessKeys, remarks };
}

function bucketsOf({ Statement }: PolicyDocument): string[] {
  return Statement.filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Resource }) => listOf(Resource))
    .map((resource) => /^arn:aws:s3:[^:]*:[^:]*:([^/]+)/.exec(resource)?.[1] ?? '*');
}

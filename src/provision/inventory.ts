import { listOf, type PolicyDocument, principalsOf } from '../credentials/policy-document.ts';
import type { Administration } from './administration.ts';
import type { Role } from './iam.ts';
import { REVOCATION_POLICY } from './permissions.ts';
import type { Target } from './target.ts';
import { trustsSessions } from './trust.ts';

/** A service credential that the server has. */
export interface Listed {
  readonly name: string;
  readonly roleArn: string;
  /** The buckets that the role's policies name; `*` for all. */
  readonly buckets: readonly string[];
  readonly accessKeys: readonly string[];
  /** Seconds. */
  readonly maxSessionSeconds: number;
  /** What is not as provisioning makes it, each in a few words. */
  readonly remarks: readonly string[];
}

/**
 * Lists service credentials: roles that trust a user of their own name.
 *
 * @param target the one to look at; all of them otherwise
 * @throws ProvisionFailure
 */
export async function list(administration: Administration, target?: Target): Promise<Listed[]> {
  const { iam, users } = administration;
  const roles =
    target === undefined ? await iam.listRoles() : [await iam.findRole(target.name)].filter(isThere);
  const listed: Listed[] = [];
  for (const role of roles) {
    if (trusts(role, users.arnOf(role.name))) listed.push(await describeRole(administration, role));
  }
  return listed.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function trusts({ trust }: Role, userArn: string): boolean {
  return trust.Statement.some((statement) => principalsOf(statement).includes(userArn));
}

async function describeRole({ iam, users }: Administration, role: Role): Promise<Listed> {
  const { name, arn, maxSessionSeconds, trust } = role;
  const user = await users.find(name);
  const policies = await iam.rolePolicies(name);
  const accessKeys = user?.accessKeys ?? [];
  const remarks = [
    ...(user === undefined ? ['its user is gone'] : []),
    ...(user !== undefined && accessKeys.length === 0 ? ['no key'] : []),
    ...(accessKeys.length > 1 ? ['a rotation is not finished'] : []),
    ...(user?.unfit === undefined ? [] : [`its user ${user.unfit}`]),
    ...(trustsSessions(name, trust, users.arnOf(name)) ? ['a session can ask for the role again'] : []),
    ...(policies.some((policy) => policy.name === REVOCATION_POLICY) ? ['older sessions were ended'] : []),
  ];
  const buckets = [...new Set(policies.flatMap(({ document }) => bucketsOf(document)))];
  return { name, roleArn: arn, buckets, accessKeys, maxSessionSeconds, remarks };
}

function bucketsOf({ Statement }: PolicyDocument): string[] {
  return Statement.filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Resource }) => listOf(Resource))
    .map((resource) => /^arn:aws:s3:[^:]*:[^:]*:([^/]+)/.exec(resource)?.[1] ?? '*');
}

import type { Administration } from './administration.ts';
import { ProvisionFailure } from './failure.ts';
import type { NamedPolicy, Role } from './iam.ts';
import type { FoundUser } from './service-users.ts';
import type { Target } from './target.ts';

/** The existing parts of a service credential. */
export interface Survey {
  readonly user?: FoundUser;
  readonly userPolicies: readonly NamedPolicy[];
  readonly role?: Role;
  readonly rolePolicies: readonly NamedPolicy[];
}

/** Looks, and changes nothing. @throws ProvisionFailure */
export async function survey({ iam, users }: Administration, { name }: Target): Promise<Survey> {
  const user = await users.find(name);
  const userPolicies = user === undefined ? [] : await users.policies(name);
  const role = await iam.findRole(name);
  const rolePolicies = role === undefined ? [] : await iam.rolePolicies(name);
  return { ...(user && { user }), userPolicies, ...(role && { role }), rolePolicies };
}

/** @throws ProvisionFailure if the user is not a service user */
export function demandFit(name: string, user: FoundUser | undefined): void {
  if (user?.unfit === undefined) return;
  throw new ProvisionFailure(
    `The user '${name}' ${user.unfit}: it cannot be a service user. Choose another --name; nothing was changed.`,
  );
}

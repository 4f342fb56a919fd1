import type { Administration } from './administration.ts';
import type { NamedPolicy, Role } from './iam.ts';
import type { FoundUser } from './service-users.ts';
import type { Target } from './target.ts';
/** What there is of a service credential. */
export interface Survey {
    readonly user?: FoundUser;
    readonly userPolicies: readonly NamedPolicy[];
    readonly role?: Role;
    readonly rolePolicies: readonly NamedPolicy[];
}
/** Looks, and changes nothing. @throws ProvisionFailure */
export declare function survey({ iam, users }: Administration, { name }: Target): Promise<Survey>;
/** @throws ProvisionFailure when the user is another thing than a service user */
export declare function demandFit(name: string, user: FoundUser | undefined): void;

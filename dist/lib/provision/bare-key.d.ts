import type { NamedPolicy } from './iam.ts';
import type { ServiceUsers } from './service-users.ts';
import type { PlannedStep } from './step.ts';
/** A user policy of that alone. */
export declare const BARE_KEY_POLICY: import("./policy-document.ts").PolicyDocument;
/**
 * Shuts the key by itself out of S3, by a policy of its user. Without it the key reads what its sessions upload, for that
 * belongs to its user, and whatever a policy of a bucket lets everybody do.
 */
export declare function planBareKey(users: ServiceUsers, user: string, policies: readonly NamedPolicy[]): PlannedStep[];

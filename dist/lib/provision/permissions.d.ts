import { type PolicyDocument } from './policy-document.ts';
/** The role's permission policy, and the user's policy, as provisioning names them. */
export declare const OWN_POLICY = "otter-sts";
/** The role's policy that ends sessions. */
export declare const REVOCATION_POLICY = "otter-sts-revoked";
/** What sessions of the role may do at most: the objects of the one bucket, and nothing of its configuration. */
export declare function permissionsFor(bucket: string): PolicyDocument;
/** What becomes of a policy that a role has. */
export interface PermissionPlan {
    readonly document: PolicyDocument;
    readonly changed: boolean;
    /** Whether it allows anything in the bucket. */
    readonly reachesBucket: boolean;
    /** Resources outside of the bucket that it allows, and goes on to. */
    readonly elsewhere: readonly string[];
    /** Actions on the bucket that it allows no more. */
    readonly dropped: readonly string[];
}
/**
 * Cuts a policy of a role down to what {@link permissionsFor} allows in the bucket, and leaves it as it is where it
 * allows no more than that. Denials stay, and so does what it allows elsewhere.
 *
 * @param tenant of the role; its bucket's ARN may carry it
 * @throws ProvisionFailure when it has what cannot be compared
 */
export declare function planPermissions(name: string, document: PolicyDocument, bucket: string, tenant?: string): PermissionPlan;

import { type PolicyDocument } from './policy-document.ts';
/** What a role's trust policy becomes, and who else is in it. */
export interface TrustPlan {
    readonly document: PolicyDocument;
    readonly changed: boolean;
    /** Whether the service user could be trusted by a session too: it is as it was before the change. */
    readonly wasUnguarded: boolean;
    /** The principals that are trusted beside the service user, and stay. */
    readonly others: readonly string[];
}
/**
 * The trust policy of a new role: its service user alone, with its long-lived key alone. Without the condition a session
 * could ask for the role again, for longer and without a session policy, for the user behind it is the one that is trusted.
 */
export declare function newTrust(userArn: string): PolicyDocument;
/**
 * Brings a role's trust policy into line: the service user, and the role's own sessions where it names them, are trusted
 * under the condition; other statements stay.
 *
 * @throws ProvisionFailure when everybody is trusted
 */
export declare function planTrust(role: string, document: PolicyDocument, userArn: string): TrustPlan;
/** Whether a session of the role could ask for the role again. */
export declare function trustsSessions(role: string, { Statement }: PolicyDocument, userArn: string): boolean;

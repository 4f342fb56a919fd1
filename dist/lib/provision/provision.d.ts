import type { S3ConnectionOptions, S3Key } from '../s3-connection.ts';
import type { Administration } from './administration.ts';
import type { OnKey, Provisioned } from './service-users.ts';
import { type ReportStep, type StepOptions } from './step.ts';
import type { Target } from './target.ts';
export interface ProvisionOptions extends StepOptions {
    /** A key of the bucket's owner; without one the owner is told what to do. */
    readonly ownerKey?: S3Key | undefined;
    /** Seconds; a role that is there keeps its own without it. */
    readonly maxSessionSeconds?: number | undefined;
    /** Whether a role may be made anew where its longest session cannot be changed: its sessions end. */
    readonly recreateRole?: boolean;
    readonly connection: Omit<S3ConnectionOptions, 'key'>;
}
/**
 * Makes a bucket's service user, its key and its role, or brings what is there into line. Everything is looked at before
 * anything is changed. The key is made and shown when the role cannot do anything yet, and the role's policy last: a key that
 * nobody has seen, since the run was interrupted, is known by a role without a policy, and the next run shows or replaces it.
 *
 * @throws ProvisionFailure
 * @throws the signal's reason when it is aborted
 */
export declare function provision(administration: Administration, target: Target, options: ProvisionOptions, report: ReportStep, onKey: OnKey): Promise<Provisioned>;
export declare function hours(seconds: number): string;

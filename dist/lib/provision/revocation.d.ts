import type { Administration } from './administration.ts';
import { type ReportStep, type StepOptions } from './step.ts';
import type { Target } from './target.ts';
export interface RevocationOptions extends StepOptions {
    /** The one key to remove; all of them otherwise. */
    readonly accessKey?: string | undefined;
    /** Whether sessions that were given out before end as well. */
    readonly sessions: boolean;
}
/**
 * Takes the service user's keys away, so that nobody gets a session any more, and, when that is asked for, ends the
 * sessions that are running. The role, and all that is in the bucket, stay.
 *
 * @throws ProvisionFailure when there is neither user nor role, or no such key
 */
export declare function revoke(administration: Administration, target: Target, options: RevocationOptions, report: ReportStep): Promise<void>;

import type { Access } from '../session-policy.ts';
import type { SessionRequest } from '../session-request.ts';
import { type AmbientSource, type Environment } from './ambient-credentials.ts';
import { type Place } from './party.ts';
import { type Report } from './report.ts';
/** The credentials of an environment that are to be judged. */
export interface AmbientSubject {
    readonly environment: Environment;
    readonly source: AmbientSource;
    /** What the session should allow; `undefined` to take whatever it does. */
    readonly access: Access | undefined;
    /** Its role is {@link UNKNOWN_ROLE} where nobody named it; its access is not what counts. */
    readonly request: SessionRequest;
}
/**
 * Judges the credentials that S3 clients find in `AWS_*`: which they are, when they end, and what they reach.
 *
 * @throws the signal's reason when it is aborted, after the clean-up
 */
export declare function checkAmbientCredentials(subject: AmbientSubject, place: Place, report: Report): Promise<void>;

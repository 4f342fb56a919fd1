import type { ServiceCredential } from '../service-credential.ts';
import type { SessionRequest } from '../session-request.ts';
import { type Place } from './party.ts';
import { type Report } from './report.ts';
/**
 * Finds out whether a service credential does what it should and nothing else. Everything that is made for that is
 * taken away again, whatever happens; a line says so where that did not succeed.
 *
 * @throws the signal's reason when it is aborted, after the clean-up
 */
export declare function checkServiceCredential(credential: ServiceCredential, request: SessionRequest, place: Place, report: Report): Promise<void>;

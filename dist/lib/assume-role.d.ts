import type { ServiceCredential } from './service-credential.ts';
import type { Session } from './session.ts';
import type { SessionRequest } from './session-request.ts';
import type { WireAnswer, WireRequest } from './transfer.ts';
/**
 * The signed request for a session.
 *
 * @param now milliseconds since the epoch, for the signature
 */
export declare function writeAssumeRole(credential: ServiceCredential, request: SessionRequest, now: number): Promise<WireRequest>;
/**
 * The session in an answer of status 200, or undefined when a part of it is missing.
 *
 * @throws Error when it is no XML, or holds a time that is none
 */
export declare function readAssumeRole({ status, headers, body }: WireAnswer): Promise<Session | undefined>;

import { type S3Key } from './s3-signing.ts';
import type { Session } from './session.ts';
import type { SessionRequest } from './session-request.ts';
import type { WireAnswer, WireRequest } from './transfer.ts';
/**
 * The signed request for a session.
 *
 * @param key the long-lived one; a session's is what an attacker would try
 * @param now milliseconds since the epoch, for the signature
 * @param place where the signature stands: some servers judge a request by that
 */
export declare function writeAssumeRole(key: S3Key, request: SessionRequest, now: number, place?: 'headers' | 'query'): Promise<WireRequest>;
/**
 * The session in an answer of status 200, or undefined when a part of it is missing.
 *
 * @throws Error when it is no XML, or holds a time that is none
 */
export declare function readAssumeRole({ status, headers, body }: WireAnswer): Promise<Session | undefined>;

import type { S3Key } from '../s3-signing.ts';
import type { SessionRequest } from '../session-request.ts';
import { type CheckLine } from './line.ts';
import type { Party } from './party.ts';
import { type Trial } from './trial.ts';
export declare const CHAINING = "chaining";
/**
 * Asks with a session for another one of the same role, without a session policy: as whoever finds a session's keys
 * would. Once signed in the headers and once in the query, which a trust policy may tell apart.
 *
 * @param seconds a duration that the role is known to allow
 * @throws NoAnswer
 */
export declare function tryChaining(request: SessionRequest, session: S3Key, seconds: number, { anyone, now }: {
    readonly anyone: Party;
    readonly now: () => number;
}): Promise<readonly Trial[]>;
/**
 * Says whether a session can make itself another one.
 *
 * @param user the ARN of the service credential's user
 */
export declare function judgeChaining(trials: readonly Trial[], roleArn: string, user: string): CheckLine;

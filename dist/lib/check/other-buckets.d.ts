import { type CheckLine } from './line.ts';
import type { Party } from './party.ts';
import type { Probing } from './probe-object.ts';
import { type Trial } from './trial.ts';
export declare const OTHER_BUCKETS = "other-buckets";
/**
 * Tries what lies outside of the session's bucket. The name of a bucket that does not exist would prove nothing (an
 * RGW answers 404 to everyone), so there is none made up.
 *
 * @throws NoAnswer
 */
export declare function tryOtherBuckets(otherBucket: string | undefined, session: Party, probing: Probing): Promise<readonly Trial[]>;
/** Says whether the session is held to its bucket. */
export declare function judgeOtherBuckets(trials: readonly Trial[], otherBucket: string | undefined): CheckLine;

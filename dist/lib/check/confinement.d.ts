import { type CheckLine } from './line.ts';
import type { Party } from './party.ts';
import { type Probing } from './probe-object.ts';
import type { Scope } from './reach.ts';
import { type Trial } from './trial.ts';
export declare const SCOPE = "scope";
/**
 * Tries what the access and the prefix leave out of the bucket.
 *
 * @returns nothing for a session that was asked for the whole bucket
 * @throws NoAnswer
 */
export declare function tryBeyondScope({ bucket, access, prefix }: Scope, session: Party, probing: Probing): Promise<readonly Trial[]>;
/** Says whether the session is held to the access and the prefix that it was asked for. */
export declare function judgeConfinement(trials: readonly Trial[]): CheckLine;

import { type CheckLine } from './line.ts';
import type { Party } from './party.ts';
import type { ProbeObject } from './probe-object.ts';
import { type Trial } from './trial.ts';
export declare const CONFIGURATION = "configuration";
/** What came of trying to administer a bucket: each setting, by its name, and the bucket's deletion where it was tried. */
export interface Administration {
    readonly settings: readonly Trial[];
    readonly deletion?: Trial | undefined;
}
/**
 * Tries to replace each setting of a bucket by what no server can read, and to delete the bucket although it is not empty:
 * none of it changes anything, allowed or not (seen on RGW 16, 18 and 20).
 *
 * @param kept an object that is in the bucket; without one the deletion is not tried
 * @param witness looks whether it is there still, right before the deletion
 * @throws NoAnswer
 */
export declare function tryAdministration(bucket: string, { party, anyone }: {
    readonly party: Party;
    readonly anyone: Party;
}, kept?: {
    readonly object: ProbeObject;
    readonly witness: Party;
}): Promise<Administration>;
/** What was answered so, such as `change the bucket's policy and ACL, and delete the bucket`; empty when nothing was. */
export declare function describeAdministration({ settings, deletion }: Administration, outcome: Trial['outcome'], conjunction?: 'and' | 'or'): string;
/** @param remedy how to take from the session what it can do */
export declare function judgeAdministration(administration: Administration, remedy: string): CheckLine;

import type { S3Answer } from '../s3-connection.ts';
import { type CheckLine } from './line.ts';
import type { Party } from './party.ts';
import { type Probing } from './probe-object.ts';
/** What came of trying something that must be refused. `unclear` proves neither. */
type Outcome = 'refused' | 'allowed' | 'unclear';
export interface Trial {
    /** What was tried, in the infinitive. */
    readonly what: string;
    readonly outcome: Outcome;
    /** Such as `403 AccessDenied`. */
    readonly cameBack: string;
}
/** Judges the answer to something that must be refused. */
export declare function judgeTrial(what: string, answer: S3Answer): Trial;
export declare const LIST_BUCKETS = "list buckets";
export declare const EMPTY_LIST = "an empty list";
/**
 * ListBuckets. An RGW answers it to every user, with the user's own buckets alone: an empty list shows nothing. A session
 * of a role gets one only where a policy of the role allows s3:ListAllMyBuckets.
 *
 * @throws NoAnswer
 */
export declare function tryListBuckets(party: Party): Promise<Trial>;
/** A body that no server can read: it is looked at after the permission, so that nothing changes where that is given. */
export declare const UNREADABLE = "<";
/**
 * Asks for something in a way that changes nothing even where it is allowed, such as with a body that is
 * {@link UNREADABLE}: a refusal of the request as such then says that the permission was given.
 *
 * @param ask asks for it as somebody
 * @param anyone asks without a signature, in case that the server looks at the body first (as an RGW 20 does for
 *   notifications): such an answer proves nothing
 * @throws NoAnswer
 */
export declare function askInVain(what: string, ask: (by: Party) => Promise<S3Answer>, party: Party, anyone: Party): Promise<Trial>;
/**
 * CreateBucket, of a random name and with a body that no server can read: none is made where it is allowed (seen on RGW
 * 16, 18 and 20). One that is made all the same is deleted at once.
 *
 * @throws NoAnswer
 */
export declare function tryCreateBucket(party: Party, { leftovers, randomId, anyone }: Probing): Promise<Trial>;
/**
 * Lists the bucket.
 *
 * @throws NoAnswer
 */
export declare function tryList(bucket: string, prefix: string, party: Party): Promise<Trial>;
/**
 * Puts a small object. If that works it is deleted at once.
 *
 * @param helper deletes it where `party` may put and not delete
 * @throws NoAnswer
 */
export declare function tryPut(bucket: string, prefix: string, party: Party, probing: Probing, helper?: Party): Promise<Trial>;
/**
 * Says whether all was refused.
 *
 * @param texts.object what all the trials are about, with a blank before it, where their names leave it out
 */
export declare function judgeTrials(name: string, trials: readonly Trial[], texts: {
    readonly who: string;
    readonly remedy: string;
    readonly object?: string;
}): CheckLine;
export {};

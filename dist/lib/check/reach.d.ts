import type { S3Answer } from '../s3-connection.ts';
import type { Access } from '../session-policy.ts';
import { type CheckLine } from './line.ts';
import type { Party } from './party.ts';
import { type Probing } from './probe-object.ts';
export declare const REACH = "bucket";
/** Where in the bucket, and what should be possible there. */
export interface Scope {
    readonly bucket: string;
    readonly access: Access;
    readonly prefix: string;
}
/** What was done, in order, and the step that failed, if one did. */
export interface Reach {
    /** Such as `list`, in the infinitive. */
    readonly done: readonly string[];
    readonly failed?: {
        readonly step: string;
        readonly status: number;
        readonly cameBack: string;
    };
}
/**
 * Uses the bucket as the access allows, and leaves nothing behind.
 *
 * @throws NoAnswer
 */
export declare function useBucket(scope: Scope, party: Party, probing: Probing): Promise<Reach>;
/** One key of the bucket at most, below the prefix. */
export declare function listBucket(bucket: string, prefix: string, party: Party): Promise<S3Answer>;
/** Says whether a session, or whoever asked, reaches its bucket. */
export declare function judgeReach({ bucket, access, prefix }: Scope, { done, failed }: Reach): CheckLine;

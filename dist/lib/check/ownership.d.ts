import type { S3Answer } from '../s3-connection.ts';
import { type CheckLine } from './line.ts';
import type { Party } from './party.ts';
import type { ProbeObject } from './probe-object.ts';
export declare const OWNER = "owner";
/** The ACL with which an uploader shares an object with the bucket's owner. */
export declare const SHARING_ACL = "bucket-owner-full-control";
/** Whose an object is, and who may use it. */
export interface AccessList {
    readonly owner: string;
    readonly grantees: readonly string[];
}
/** The ACLs of an object put as clients put it, and of one put with {@link SHARING_ACL}. */
export interface Ownership {
    readonly plain: AccessList | undefined;
    readonly shared: AccessList | undefined;
    /** The bucket's policy, empty where there is none; `undefined` where the role may not read it. */
    readonly policy?: string | undefined;
    /** How the second put was answered, when it was not taken. */
    readonly sharingRefused?: {
        readonly cameBack: string;
        readonly code: string | undefined;
    };
}
export declare function parseAccessList({ body }: S3Answer): AccessList | undefined;
/**
 * @param sharing the answer to the put with {@link SHARING_ACL}
 * @param role a session without a session policy: with one it cannot read the bucket's policy
 */
export declare function readOwnership(plainObject: ProbeObject, sharedObject: ProbeObject, sharing: S3Answer, session: Party, role: Party): Promise<Ownership>;
/** The bucket's owner, where that is another user than the uploads': who {@link SHARING_ACL} added. */
export declare function bucketOwnerOf({ plain, shared }: Ownership): string | undefined;
/** Says whether the bucket's owner can read what sessions upload. */
export declare function judgeOwnership(bucket: string, ownership: Ownership): CheckLine;

import type { S3Answer } from '../s3-connection.ts';
import { type CheckLine } from './line.ts';
import { type Ownership } from './ownership.ts';
import type { Party } from './party.ts';
import { type Probing } from './probe-object.ts';
import type { Scope } from './reach.ts';
import type { Trial } from './trial.ts';
/** What was seen on two objects that the session had put, one of them with {@link SHARING_ACL}. */
export interface UploadEvidence {
    readonly put: S3Answer;
    /** What the service key alone could do with the first one; empty when there was none. */
    readonly readBack: readonly Trial[];
    readonly ownership?: Ownership;
}
/**
 * Puts two objects, looks whose they are and what the service key can do with them, and removes them.
 *
 * @throws NoAnswer
 */
export declare function lookAtUploads({ bucket, prefix }: Scope, session: Party, { serviceKey, role }: {
    readonly serviceKey: Party;
    readonly role: Party;
}, probing: Probing): Promise<UploadEvidence>;
/**
 * Says what the service key can do with uploads, and whether the bucket's owner can read them.
 *
 * @param ownsBuckets whether the service key lists buckets of its own
 */
export declare function judgeUploads({ bucket }: Scope, { put, readBack, ownership }: UploadEvidence, ownsBuckets: boolean): CheckLine[];
/** Why a session of this access puts no object that could be looked at; `undefined` when it does. */
export declare function whyNoUpload({ access }: Pick<Scope, 'access'>): string | undefined;
export declare function skipUploads(reason: string): CheckLine[];

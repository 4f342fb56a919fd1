import type { S3Answer } from '../s3-connection.ts';
import type { Access } from '../session-policy.ts';
import { type CheckLine } from './line.ts';
import type { Party } from './party.ts';
import type { ProbeObject } from './probe-object.ts';
export declare const BATCH_DELETE = "batch-delete";
/**
 * Deletes one object by DeleteObjects, as clients do with many. Whether it is gone afterwards or not, it is still to be
 * removed as all that a check makes.
 *
 * @param version of the object, where the bucket keeps versions: without it only a marker would be made
 * @throws NoAnswer
 */
export declare function tryBatchDelete({ bucket, key }: ProbeObject, version: string | undefined, session: Party): Promise<S3Answer>;
/** Says whether clients that delete in batches work with sessions. */
export declare function judgeBatchDelete(answer: S3Answer, { access, bucket }: {
    readonly access: Access | undefined;
    readonly bucket: string;
}): CheckLine;

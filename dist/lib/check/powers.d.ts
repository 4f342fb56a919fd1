import type { S3Answer } from '../s3-connection.ts';
import type { Access } from '../session-policy.ts';
import { type Administration } from './bucket-configuration.ts';
import { type CheckLine } from './line.ts';
import type { Party } from './party.ts';
import { type Probing } from './probe-object.ts';
import type { Scope } from './reach.ts';
/** What sessions could do to the bucket as a whole, and to many objects at once. */
export interface Powers {
    readonly session: Administration;
    /** Of a session without a session policy, where there was one. */
    readonly role: Administration | undefined;
    /** How DeleteObjects was answered, where the session may delete. */
    readonly batchDelete: S3Answer | undefined;
}
/**
 * Tries to administer the bucket while an object is in it, where the session may put one and delete it again.
 *
 * @throws NoAnswer
 */
export declare function lookAtPowers({ bucket, access, prefix }: Scope, session: Party, role: Party | undefined, probing: Probing): Promise<Powers>;
/** Says what the session can do to the bucket, and whether it can delete in batches. */
export declare function judgePowers({ access, bucket }: {
    readonly access: Access | undefined;
    readonly bucket: string;
}, { session, batchDelete }: Powers): CheckLine[];

import type { S3ConnectionOptions, S3Key } from '../s3-connection.ts';
import type { Administration } from './administration.ts';
import { type PolicyDocument, type Statement } from './policy-document.ts';
import type { PlannedStep } from './step.ts';
/** A statement that the bucket's policy should have, and whether another one says the same. */
interface Wanted {
    readonly statement: Statement;
    readonly isSaidBy: (statement: Statement) => boolean;
}
/**
 * What the bucket's policy should have: the owner may use what sessions upload, for that belongs to the service user.
 *
 * @param owner the id of the bucket's owner
 * @param bareKeyArn the service user, where only the bucket's policy can shut its key out when it comes without a session
 */
export declare function wantedOfOwner(bucket: string, owner: string, bareKeyArn?: string): readonly Wanted[];
/** The bucket's owner, by a key of its own. */
export declare class OwnerPolicy {
    #private;
    private constructor();
    /**
     * @param owner the id of the bucket's owner
     * @throws ProvisionFailure when the key is another user's
     */
    static open(administration: Administration, bucket: string, owner: string, key: S3Key, options: Omit<S3ConnectionOptions, 'key'>): Promise<OwnerPolicy>;
    plan(wanted: readonly Wanted[]): Promise<PlannedStep>;
    close(): void;
}
/** Says what the owner has to do by itself where its key is not here. */
export declare function skipOwner(owner: string, wanted: readonly Wanted[]): PlannedStep;
/** @returns the policy with what is wanted; undefined when it says so already */
export declare function withWanted(existing: PolicyDocument | undefined, wanted: readonly Wanted[]): PolicyDocument | undefined;
export {};

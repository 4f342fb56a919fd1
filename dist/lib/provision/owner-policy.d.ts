import type { S3ConnectionOptions, S3Key } from '../s3-connection.ts';
import type { Administration } from './administration.ts';
import { type PolicyDocument } from './policy-document.ts';
import type { PlannedStep } from './step.ts';
/** The bucket's owner, by a key of its own. */
export declare class OwnerPolicy {
    #private;
    private constructor();
    /**
     * @param owner the id of the bucket's owner
     * @throws ProvisionFailure when the key is another user's
     */
    static open(administration: Administration, bucket: string, owner: string, key: S3Key, options: Omit<S3ConnectionOptions, 'key'>): Promise<OwnerPolicy>;
    plan(): Promise<PlannedStep>;
    close(): void;
}
/** Says what the owner has to do by itself where its key is not here. */
export declare function skipOwner(bucket: string, owner: string): PlannedStep;
/** @returns the policy with the owner's statement; undefined when it lets the owner already */
export declare function withOwner(existing: PolicyDocument | undefined, bucket: string, ownerArn: string): PolicyDocument | undefined;

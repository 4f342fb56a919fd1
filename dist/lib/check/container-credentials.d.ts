import type { S3Key } from '../s3-connection.ts';
import type { Environment } from './ambient-credentials.ts';
/** What the endpoint hands out, or why it is no use. */
export type ContainerAnswer = {
    readonly origin: string;
    readonly key: S3Key /** As it was sent. */;
    readonly expiration: string;
} | {
    readonly problem: string;
    readonly remedy: string;
};
/**
 * Asks the endpoint of the environment for credentials, as an AWS SDK does.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 *
 * @param answerMs milliseconds that the answer may take; those of an SDK when it is left out
 * @throws the signal's reason when it is aborted
 */
export declare function askContainerEndpoint(environment: Environment, signal?: AbortSignal, answerMs?: number): Promise<ContainerAnswer>;

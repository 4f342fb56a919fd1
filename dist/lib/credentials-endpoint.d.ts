import type { Renewal } from './renewal.ts';
export interface CredentialsEndpointOptions {
    readonly renewal: Pick<Renewal, 'current' | 'waitForSession' | 'status'>;
    /** A random free one when it is 0 or not given. */
    readonly port?: number | undefined;
    /** 256 random bits when it is not given. */
    readonly token?: string | undefined;
}
export interface CredentialsEndpoint {
    /** For `AWS_CONTAINER_CREDENTIALS_FULL_URI`. */
    readonly url: string;
    /** For `AWS_CONTAINER_AUTHORIZATION_TOKEN`. A secret. */
    readonly token: string;
    /** Closes the port and every open connection. Safe to call twice. */
    close(): Promise<void>;
}
/**
 * Serves the renewal's session to every S3 client of this machine that knows the token: the container credentials
 * protocol of Amazon ECS, over plain http on 127.0.0.1.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 *
 * @throws Error when the port is taken
 */
export declare function startCredentialsEndpoint(options: CredentialsEndpointOptions): Promise<CredentialsEndpoint>;

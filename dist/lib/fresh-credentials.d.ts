import { type CredentialsEndpoint } from './credentials-endpoint.ts';
import { type ExchangeSurroundings } from './exchange.ts';
import { type Obtain, type RenewalOptions } from './renewal.ts';
import type { ServiceCredential } from './service-credential.ts';
import type { Session } from './session.ts';
import type { SessionRequest } from './session-request.ts';
/**
 * The function with which a renewal asks for each of its sessions. Until there is a first one each call tries several
 * times; from then on once, since the renewal itself tries again, and knows for how long it can wait.
 */
export declare function obtainer(credential: ServiceCredential, request: SessionRequest, surroundings: Omit<ExchangeSurroundings, 'signal'>): Obtain;
export interface FreshCredentials {
    /** The first session. */
    readonly first: Session;
    readonly endpoint: Pick<CredentialsEndpoint, 'url' | 'token'>;
    stop(): Promise<void>;
}
/**
 * Credentials that stay fresh for as long as this process lives: a renewal, and the loopback endpoint from which
 * S3 clients fetch them.
 *
 * @throws ExchangeFailure when the first exchange fails; nothing is left running then
 */
export declare function startFreshCredentials(options: RenewalOptions): Promise<FreshCredentials>;

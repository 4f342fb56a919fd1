import type { TransferEvent } from '../artifact/event.ts';
import type { ExchangeSurroundings } from '../exchange.ts';
import { type RenewalOptions } from '../renewal.ts';
import type { ServiceCredential } from '../service-credential.ts';
import type { Session } from '../session.ts';
import type { SessionRequest } from '../session-request.ts';
import { ObjectStore } from './object-store.ts';
export interface OpenStoreOptions {
    /** Asks for the store's sessions; without one the session that is in `AWS_*` already is used. */
    readonly credential?: ServiceCredential | undefined;
    readonly request: SessionRequest;
    readonly surroundings: Omit<ExchangeSurroundings, 'signal' | 'onRetry'>;
    /** Requests at once. */
    readonly concurrency: number;
    readonly onEvent?: ((event: TransferEvent) => void) | undefined;
    /** Told of each session before it is used: the place to mask it. */
    readonly onObtained?: ((session: Session) => void) | undefined;
    readonly onRenewalFailure?: RenewalOptions['onFailure'];
    /** Ends the renewing too. */
    readonly signal: AbortSignal;
}
/**
 * A store whose session is renewed for as long as it is open, or the one of an earlier step. Who opens it closes it.
 *
 * @throws ExchangeFailure when there is no session to be had
 * @throws InputError when there is no credential, and no usable session in the environment
 * @throws the signal's reason when it is aborted
 */
export declare function openStore(options: OpenStoreOptions): Promise<ObjectStore>;

import type { Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { SessionSource } from '../credentials/session-source.ts';
import { obtainer } from '../refresh/fresh-credentials.ts';
import { Renewal, type RenewalOptions } from '../refresh/renewal.ts';
import { keysOfEnvironment, keysOfRenewal } from '../s3/credentials.ts';
import type { KeySource } from '../s3/key-source.ts';
import { ObjectStore } from '../s3/object-store.ts';
import type { ExchangeContext } from '../sts/exchange.ts';
import type { TransferEvent } from './artifact/event.ts';

export interface OpenStoreOptions {
  /** Asks for the store's sessions; without one the session that is in `AWS_*` already is used. */
  readonly credential?: SessionSource | undefined;
  readonly request: SessionRequest;
  readonly surroundings: Omit<ExchangeContext, 'signal' | 'onRetry'>;
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
export async function openStore(options: OpenStoreOptions): Promise<ObjectStore> {
  const { request, surroundings, concurrency, onEvent } = options;
  return new ObjectStore({
    endpoint: request.endpoint,
    region: request.region,
    bucket: request.bucket,
    keys: await openKeys(options),
    concurrency,
    context: surroundings,
    onRetry: (retry) => onEvent?.({ kind: 'retry', ...retry }),
    now: surroundings.now,
    random: surroundings.random,
  });
}

async function openKeys(options: OpenStoreOptions): Promise<KeySource> {
  const { credential, request, surroundings, signal, onEvent } = options;
  const { environment = {}, now = Date.now } = surroundings;
  if (credential === undefined) return keysOfEnvironment(environment, now);
  let attempt = 0;
  let obtained = 0;
  const renewal = new Renewal({
    obtain: obtainer(credential, request, {
      ...surroundings,
      onRetry: ({ detail }, waitMs) => {
        attempt += 1;
        onEvent?.({ kind: 'retry', what: detail.tried, cause: detail.cameBack, waitMs, attempt });
      },
    }),
    onObtained: (session) => {
      options.onObtained?.(session);
      obtained += 1;
      if (obtained > 1) onEvent?.({ kind: 'renewed', expiration: session.expiration });
    },
    onFailure: options.onRenewalFailure,
  });
  signal.throwIfAborted();
  signal.addEventListener('abort', () => renewal.stop(), { once: true });
  await renewal.start().catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
  return keysOfRenewal(renewal);
}

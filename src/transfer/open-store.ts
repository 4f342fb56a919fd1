import type { Session } from '../credentials/session.ts';
import type { SessionRequest } from '../credentials/session-request.ts';
import type { SessionSource } from '../credentials/session-source.ts';
import { firstLine } from '../failure.ts';
import { obtainer } from '../refresh/fresh-credentials.ts';
import { describeOutlook, Renewal } from '../refresh/renewal.ts';
import { keysOfEnvironment } from '../s3/credentials.ts';
import type { KeySource } from '../s3/key-source.ts';
import { ObjectStore } from '../s3/object-store.ts';
import type { ExchangeContext } from '../sts/exchange.ts';
import type { TransferEvent } from './artifact/event.ts';
import { keysOfRenewal } from './renewed-keys.ts';

export interface OpenStoreOptions {
  /** Asks for the store's sessions; without one the session that is in `AWS_*` already is used. */
  readonly credential?: SessionSource | undefined;
  readonly request: SessionRequest;
  readonly context: Omit<ExchangeContext, 'signal' | 'onRetry'>;
  /** Requests at once. */
  readonly concurrency: number;
  readonly onEvent?: ((event: TransferEvent) => void) | undefined;
  /** Told of each session before it is used: the place to mask it. */
  readonly onObtained?: ((session: Session) => void) | undefined;
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
  const { request, context, concurrency, onEvent } = options;
  return new ObjectStore({
    endpoint: request.endpoint,
    region: request.region,
    bucket: request.bucket,
    keys: await openKeys(options),
    concurrency,
    context,
    onRetry: (retry) => onEvent?.({ kind: 'retry', ...retry }),
    now: context.now,
    random: context.random,
  });
}

/** Reports that an exchange is tried again. */
export function exchangeRetries(onEvent: OpenStoreOptions['onEvent']): ExchangeContext['onRetry'] {
  let attempt = 0;
  return ({ detail }, waitMs) => {
    attempt += 1;
    onEvent?.({ kind: 'retry', what: detail.tried, cause: detail.cameBack, waitMs, attempt });
  };
}

async function openKeys(options: OpenStoreOptions): Promise<KeySource> {
  const { credential, request, context, signal, onEvent } = options;
  const { environment = {}, now = Date.now } = context;
  if (credential === undefined) return keysOfEnvironment(environment, now);
  let obtained = 0;
  const renewal = new Renewal({
    obtain: obtainer(credential, request, { ...context, onRetry: exchangeRetries(onEvent) }),
    onObtained: (session) => {
      options.onObtained?.(session);
      obtained += 1;
      if (obtained > 1) onEvent?.({ kind: 'renewed', expiration: session.expiration });
    },
    onFailure: (error, outlook) => {
      if (outlook.repeated) return;
      onEvent?.({ kind: 'note', text: `${describeOutlook(outlook)} ${firstLine(error)}` });
    },
  });
  signal.throwIfAborted();
  signal.addEventListener('abort', () => renewal.stop(), { once: true });
  await renewal.start().catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
  return keysOfRenewal(renewal);
}

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
  /** The source of the store's sessions. Without it, the session in `AWS_*` is used. */
  readonly credential?: SessionSource | undefined;
  readonly request: SessionRequest;
  readonly context: Omit<ExchangeContext, 'signal' | 'onRetry'>;
  /** Maximum number of requests at the same time. */
  readonly concurrency: number;
  readonly onEvent?: ((event: TransferEvent) => void) | undefined;
  /** Receives each session before it is used, so that it can be masked. */
  readonly onObtained?: ((session: Session) => void) | undefined;
  /** Also ends the renewal. */
  readonly signal: AbortSignal;
}

/**
 * A store whose session is renewed while it is open, or the session of an earlier step. The caller closes it.
 *
 * @throws ExchangeFailure if no session can be obtained
 * @throws InputError if there is neither a credential nor a usable session in the environment
 * @throws the signal's reason if it is aborted
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

export function exchangeRetries(onEvent: OpenStoreOptions['onEvent']): ExchangeContext['onRetry'] {
  return ({ detail }, waitMs, attempt) =>
    onEvent?.({ kind: 'retry', what: detail.tried, cause: detail.cameBack, waitMs, attempt });
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

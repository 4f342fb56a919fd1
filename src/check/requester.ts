import type { ConnectionContext } from '../http/connection-context.ts';
import type { HttpAnswer, HttpRequest } from '../http/messages.ts';
import type { S3Key } from '../http/signing.ts';
import { S3Client } from '../s3/client.ts';
import type { S3Request } from '../s3/request.ts';
import type { ExchangeContext } from '../sts/exchange.ts';

type Send = (request: S3Request) => Promise<HttpAnswer>;

/** Who sends requests: the session, the service key on its own, or nobody. */
export interface Requester {
  /** Stops if the check is interrupted. */
  readonly ask: Send;
  /** Is not interrupted: whatever creates or removes something must know the result, to leave nothing behind. */
  readonly change: Send;
  /** Sends a request that was signed elsewhere. Stops if the check is interrupted. */
  readonly deliver: (request: HttpRequest) => Promise<HttpAnswer>;
  close(): Promise<void>;
}

export interface Place {
  /** An origin, without a slash at the end. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** A second bucket, which must be refused. */
  readonly otherBucket?: string | undefined;
  readonly connection: ConnectionContext;
  /** Called when no session was obtained yet, before the next attempt. */
  readonly onRetry?: ExchangeContext['onRetry'];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Returns a few random letters and digits. */
  readonly randomId: () => string;
  readonly signal?: AbortSignal | undefined;
}

/** @param key undefined to send requests without a signature */
export function createRequester(
  { endpoint, region, connection, now, signal }: Place,
  key?: S3Key,
): Requester {
  const s3 = new S3Client({ endpoint, region, key, context: connection, now });
  return {
    ask: (request) => s3.send(request, signal),
    change: (request) => s3.send(request),
    deliver: (request) => s3.deliver(request, signal),
    close: () => s3.close(),
  };
}

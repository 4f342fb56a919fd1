import type { ConnectionContext } from '../http/connection-context.ts';
import type { HttpAnswer, HttpRequest } from '../http/messages.ts';
import type { S3Key } from '../http/signing.ts';
import { S3Client } from '../s3/client.ts';
import type { S3Request } from '../s3/request.ts';

type Send = (request: S3Request) => Promise<HttpAnswer>;

/** Whoever asks: the session, the service key by itself, or nobody. */
export interface Requester {
  /** Ends when the check is interrupted. */
  readonly ask: Send;
  /** Is not interrupted: what creates or removes something has to know how it went, to leave nothing behind. */
  readonly change: Send;
  /** Sends what was signed elsewhere; ends when the check is interrupted. */
  readonly deliver: (request: HttpRequest) => Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Where a check looks, and what it takes from the machine. */
export interface Place {
  /** An origin, without a slash at the end. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** A second bucket, which must be refused. */
  readonly otherBucket?: string | undefined;
  readonly connection: ConnectionContext;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A few random letters and digits, new at each call. */
  readonly randomId: () => string;
  readonly signal?: AbortSignal | undefined;
}

/** @param key none to ask without a signature */
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

import type { ConnectionSurroundings } from '../http/http-agent.ts';
import type { WireRequest } from '../http/request.ts';
import { type S3Answer, S3Connection, type S3Key, type S3Request } from '../s3/raw-connection.ts';

type Send = (request: S3Request) => Promise<S3Answer>;

/** Whoever asks: the session, the service key by itself, or nobody. */
export interface Party {
  /** Ends when the check is interrupted. */
  readonly ask: Send;
  /** Is not interrupted: what creates or removes something has to know how it went, to leave nothing behind. */
  readonly change: Send;
  /** Sends what was signed elsewhere; ends when the check is interrupted. */
  readonly deliver: (request: WireRequest) => Promise<S3Answer>;
  close(): void;
}

/** Where a check looks, and what it takes from its surroundings. */
export interface Place {
  /** An origin, without a slash at the end. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** A second bucket, which must be refused. */
  readonly otherBucket?: string | undefined;
  readonly connection: ConnectionSurroundings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A few random letters and digits, new at each call. */
  readonly randomId: () => string;
  readonly signal?: AbortSignal | undefined;
}

/** @param key none to ask without a signature */
export function createParty({ endpoint, region, connection, now, signal }: Place, key?: S3Key): Party {
  const s3 = new S3Connection({ endpoint, region, key, surroundings: connection, now });
  return {
    ask: (request) => s3.send(request, signal),
    change: (request) => s3.send(request),
    deliver: (request) => s3.deliver(request, signal),
    close: () => s3.close(),
  };
}

import type { ConnectionContext } from '../http/connection-context.ts';
import type { Source } from '../http/sending-body.ts';
import type { KeySource } from './key-source.ts';
import type { Target } from './request.ts';

export interface ObjectStoreOptions extends Target {
  readonly bucket: string;
  readonly keys: KeySource;
  /** The most requests in flight, and so of connections. */
  readonly concurrency: number;
  readonly context?: ConnectionContext | undefined;
  /** Told before each wait. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** Milliseconds without a byte moved in either direction after which an attempt counts as hung; 60,000. */
  readonly requestMs?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
  /** 0 ≤ n < 1, for the jitter. */
  readonly random?: (() => number) | undefined;
}

export interface Retry {
  /** Such as `PUT 'builds/a.txt'`. */
  readonly what: string;
  readonly cause: string;
  readonly waitMs: number;
  /** The attempt that failed, from 1. */
  readonly attempt: number;
}

/** What is sent, and its digest, which the server checks. */
export interface Body {
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** Made anew for each attempt. */
  open(): Source;
}

export interface SendOptions {
  /** Told of each piece that was handed to the network, in bytes; of a negative number when an attempt failed and begins anew. */
  readonly onSent?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PutOptions extends SendOptions {
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Fails with `exists` when the key is taken. */
  readonly onlyIfAbsent?: boolean | undefined;
  /** An ETag: fails with `integrity` unless the object that is there has it. */
  readonly onlyIfMatch?: string | undefined;
  /** Told when a try has failed in a way that leaves open whether the object is there now. */
  readonly onUnclear?: (() => void) | undefined;
}

export interface CompleteOptions {
  /** Fails with `exists` when the key is taken, on servers that heed it. */
  readonly onlyIfAbsent?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface GetOptions {
  /** The first and the last byte. */
  readonly range?: readonly [start: number, endInclusive: number] | undefined;
  /** An ETag without quotes. */
  readonly ifMatch?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is to be read of an object, and how much of it there is. */
export interface OpenObject {
  /** Bytes of the range, or of the whole. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /**
   * Read once. A connection that breaks is replaced, from the byte on that is still missing.
   *
   * @throws StoreFailure
   */
  readonly body: AsyncIterable<Buffer>;
}

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly lastModified: string;
}

export interface UnfinishedUpload {
  readonly key: string;
  readonly uploadId: string;
  readonly initiated: string;
}

export interface StoredPart {
  readonly number: number;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
}

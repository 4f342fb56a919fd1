import type { ConnectionContext } from '../http/connection-context.ts';
import type { KeySource } from './key-source.ts';
import type { Target } from './request.ts';

export interface ObjectStoreOptions extends Target {
  readonly bucket: string;
  readonly keys: KeySource;
  /** The most requests in flight, and so the most connections. At most 32 of them transfer more than 256 KiB. */
  readonly concurrency: number;
  readonly context?: ConnectionContext | undefined;
  /** Called before each wait. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** Idle timeout in milliseconds. Default: 60,000. */
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

export interface SendOptions {
  /**
   * Called with the bytes of each piece that was passed to the network, and with a negative number when an attempt failed.
   */
  readonly onSent?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PutOptions extends SendOptions {
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Fail with `exists` if the key is taken. */
  readonly onlyIfAbsent?: boolean | undefined;
  /** An ETag. Fail with `integrity` unless the existing object has it. */
  readonly onlyIfMatch?: string | undefined;
  /** Called when an attempt failed and it is unknown whether the object exists now. */
  readonly onUnclear?: (() => void) | undefined;
}

export interface CompleteOptions {
  /** Fail with `exists` if the key is taken, on servers that support it. */
  readonly onlyIfAbsent?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface GetOptions {
  /** The first and the last byte. */
  readonly range?: readonly [start: number, endInclusive: number] | undefined;
  /** An ETag without quotes. */
  readonly ifMatch?: string | undefined;
  /** Bytes of the whole object, if they are known. */
  readonly size?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An object that is being read. */
export interface OpenObject {
  /** Bytes of the range, or of the whole where the server does not know ranges. */
  readonly size: number;
  /** Bytes of the whole object; undefined where the server does not say. */
  readonly total: number | undefined;
  /** Without quotes. */
  readonly etag: string;
  /** Can be read once. A broken connection is replaced, and reading continues at the missing byte. @throws StoreFailure */
  readonly body: AsyncIterable<Buffer>;
}

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly lastModified: string;
}

/** A version of an object, or a delete marker, in a bucket with versioning. */
export interface StoredVersion {
  readonly versionId: string;
  /** Without quotes. Empty for a delete marker. */
  readonly etag: string;
  /** Milliseconds since the epoch. Some servers round to seconds. */
  readonly lastModified: number;
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

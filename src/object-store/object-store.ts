import type { ConnectionSurroundings } from '../http-agent.ts';
import type { KeySource } from './credentials.ts';

export interface ObjectStoreOptions {
  /** An origin, without a slash at the end. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly keys: KeySource;
  /** The most requests in flight, and so of connections. */
  readonly concurrency: number;
  readonly surroundings?: ConnectionSurroundings | undefined;
  /** Told before each wait. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** Milliseconds without a byte moved in either direction after which an attempt counts as hung; 30,000. */
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
  open(): Uint8Array | AsyncIterable<Uint8Array>;
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
}

export interface GetOptions {
  /** The first and the last byte. */
  readonly range?: readonly [start: number, endInclusive: number] | undefined;
  /** An ETag without quotes. */
  readonly ifMatch?: string | undefined;
  readonly signal?: AbortSignal | undefined;
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

export declare class ObjectStore {
  constructor(options: ObjectStoreOptions);
  putObject(key: string, body: Body, options?: PutOptions): Promise<{ etag: string }>;
  headObject(
    key: string,
    signal?: AbortSignal,
  ): Promise<{ size: number; etag: string; headers: Record<string, string> } | undefined>;
  getObject(
    key: string,
    options?: GetOptions,
  ): Promise<{ size: number; etag: string; body: AsyncIterable<Buffer> }>;
  listObjects(prefix: string, signal?: AbortSignal): AsyncIterable<StoredObject>;
  listUploads(prefix: string, signal?: AbortSignal): AsyncIterable<UnfinishedUpload>;
  listParts(key: string, uploadId: string, signal?: AbortSignal): AsyncIterable<StoredPart>;
  createUpload(key: string, headers: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<string>;
  uploadPart(
    key: string,
    uploadId: string,
    number: number,
    body: Body,
    options?: SendOptions,
  ): Promise<{ etag: string }>;
  completeUpload(
    key: string,
    uploadId: string,
    parts: readonly { number: number; etag: string }[],
    signal?: AbortSignal,
  ): Promise<void>;
  abortUpload(key: string, uploadId: string, signal?: AbortSignal): Promise<void>;
  tagObject(key: string, tags: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<void>;
  deleteObjects(keys: readonly string[], signal?: AbortSignal): Promise<{ key: string; code: string }[]>;
  presignGet(
    key: string,
    expiresSeconds: number,
    options?: { readonly filename?: string | undefined },
  ): Promise<{ url: string; endsAt: Date }>;
  close(): Promise<void>;
}

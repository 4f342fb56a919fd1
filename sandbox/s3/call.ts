import type { Readable } from 'node:stream';
import { WireError } from '../error.ts';
import type { MultipartStore } from '../multipart-store.ts';
import type { ObjectStore } from '../object-store.ts';
import type { Payload, PayloadOptions } from '../payload.ts';
import type { Principal } from '../principal.ts';
import type { WireRequest } from '../wire-request.ts';

export interface Bucket {
  readonly name: string;
  /** ISO 8601 */
  readonly createdAt: string;
  readonly objects: ObjectStore;
  readonly uploads: MultipartStore;
}

/** One authenticated S3 request to a bucket that is its principal's own. */
export interface S3Call {
  readonly wire: WireRequest;
  readonly principal: Principal;
  readonly bucket: Bucket;
  /** Decoded; empty for a request to the bucket itself. */
  readonly key: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly openPayload: (options?: PayloadOptions) => Payload;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** A string is an XML document. */
  readonly body?: string | Readable;
}

/** S3's limit for a key. Bytes of UTF-8. */
export const MAXIMUM_KEY = 1024;

/** The same for everything that is not allowed. */
export function denied(): WireError {
  return new WireError('AccessDenied', 'These credentials do not allow this operation here.');
}

export function noSuchKey(): WireError {
  return new WireError('NoSuchKey', 'There is no object of this key.');
}

export function quoted(etag: string): string {
  return `"${etag}"`;
}

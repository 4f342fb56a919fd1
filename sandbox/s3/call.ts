import type { Readable } from 'node:stream';
import { WireError } from '../error.ts';
import type { IdentityStore } from '../identity/identity-store.ts';
import type { GuardedBucket, Permission } from '../identity/permission.ts';
import type { MultipartStore } from '../multipart-store.ts';
import type { ObjectStore } from '../object-store.ts';
import type { Payload, PayloadOptions } from '../payload.ts';
import type { WireRequest } from '../wire-request.ts';

export interface Bucket {
  readonly name: string;
  /** ISO 8601 */
  readonly createdAt: string;
  readonly objects: ObjectStore;
  readonly uploads: MultipartStore;
}

/** What the answers of S3 are made from. */
export interface ObjectService {
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly identities: IdentityStore;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly removeBucket: (name: string) => Promise<void>;
}

/** An S3 request to an existing bucket. */
export interface S3Call {
  readonly wire: WireRequest;
  /** The requester, and the values for conditions. */
  readonly permission: Permission;
  readonly service: ObjectService;
  readonly bucket: Bucket;
  /** The bucket, for permission checks. */
  readonly guarded: GuardedBucket;
  /** The decoded key. Empty for a request to the bucket itself. */
  readonly key: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly openPayload: (options?: PayloadOptions) => Payload;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** A string is an XML document, unless `type` says otherwise. */
  readonly body?: string | Readable;
  readonly type?: string;
  /** In bytes. Set if RGW announces fewer than it sends. */
  readonly announcedLength?: number;
}

/** S3's limit for a key, in bytes of UTF-8. */
export const MAXIMUM_KEY = 1024;

/** The same error for everything that is not allowed. */
export function denied(): WireError {
  return new WireError('AccessDenied', 'These credentials do not allow this operation here.');
}

export function noSuchBucket(): WireError {
  return new WireError('NoSuchBucket', 'There is no such bucket.');
}

export function noSuchKey(): WireError {
  return new WireError('NoSuchKey', 'There is no object with this key.');
}

/** The owner of an object that this request uploads. An anonymous request's object has none. */
export function putter({ permission: { principal } }: S3Call): string {
  return principal.kind === 'anonymous' ? 'anonymous' : principal.user.uid;
}

export function quoted(etag: string): string {
  return `"${etag}"`;
}

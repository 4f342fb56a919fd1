import type { S3Key } from '../http/signing.ts';

/** The variables in which keys can be. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A key with which requests are signed. */
export interface StoreKey extends S3Key {
  /** When it expires. Undefined if unknown or never. */
  readonly expiration?: Date | undefined;
}

/** Where a store gets its keys. The same key must be the same object each time, so that derived values can be cached. */
export interface KeySource {
  /**
   * The current key, or the next one if it has expired.
   *
   * @throws StoreFailure of kind `expired` when there is none
   * @throws the signal's reason when it is aborted
   */
  current(signal?: AbortSignal): Promise<StoreKey>;
  /**
   * A newer key than `stale`, which the server refused. Undefined if there is none.
   *
   * @throws the signal's reason when it is aborted
   */
  renewed(stale: StoreKey, signal?: AbortSignal): Promise<StoreKey | undefined>;
  close(): void;
}

import type { S3Key } from '../http/signing.ts';

/** A key with which requests are signed. */
export interface StoreKey extends S3Key {
  /** When the server stops accepting it; unknown, or never, when there is none. */
  readonly expiration?: Date | undefined;
}

/** Where a store has its keys from. The same key is the same object each time, so that what is derived from it can be kept. */
export interface KeySource {
  /**
   * The key in hand, or the next one when that has ended.
   *
   * @throws StoreFailure of kind `expired` when there is none
   * @throws the signal's reason when it is aborted
   */
  current(signal?: AbortSignal): Promise<StoreKey>;
  /**
   * A newer one than `stale`, which the server refuses; undefined when there is none.
   *
   * @throws the signal's reason when it is aborted
   */
  renewed(stale: StoreKey, signal?: AbortSignal): Promise<StoreKey | undefined>;
  close(): void;
}

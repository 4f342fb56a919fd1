import type { Renewal } from '../renewal.ts';
/** A key with which requests are signed. */
export interface StoreKey {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string | undefined;
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
type Environment = Readonly<Record<string, string | undefined>>;
/** The keys of a renewal that has been started. Closing them stops it. */
export declare function keysOfRenewal(renewal: Renewal): KeySource;
/**
 * The keys that an earlier step left in `AWS_*`: the variables themselves, or else the endpoint that they name, which is
 * asked again before each key ends. It is the order of the AWS SDKs.
 *
 * @param now milliseconds since the epoch
 * @throws InputError when there are none
 */
export declare function keysOfEnvironment(environment: Environment, now: () => number): KeySource;
/** What to do about a session that has ended, be it before the transfer or under it. */
export declare const OUTLIVED: string;
export {};

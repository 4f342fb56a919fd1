import type { Renewal } from '../renewal.ts';
import type { KeySource } from './key-source.ts';
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

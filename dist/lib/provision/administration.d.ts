import type { S3ConnectionOptions, S3Key } from '../s3-connection.ts';
import { Iam } from './iam.ts';
import type { ServiceUsers } from './service-users.ts';
/** Whoever provisions: an administrator by its caps, or an account's root or IAM user. */
export interface Administration {
    readonly iam: Iam;
    readonly users: ServiceUsers;
    /** The tenant in which users, roles and buckets are; empty for none, and in an account. */
    readonly tenant: string;
    /** The account's id, where the key belongs to one. */
    readonly account?: string;
    /** @returns the id of the bucket's owner. @throws ProvisionFailure when there is no such bucket, or it is not the account's */
    ownerOf(bucket: string): Promise<string>;
    /** @returns the id of the user that has this key; undefined when nobody does */
    userOfKey(accessKey: string): Promise<string | undefined>;
    /** Milliseconds since the epoch by the server's clock, to a second. */
    serverNow(): number;
    close(): void;
}
/** What a verb needs the administrator to be allowed, as caps of an RGW. */
export type NeededCaps = Readonly<Record<string, string>>;
/** To make and to change. */
export declare const CAPS_TO_CHANGE: NeededCaps;
export declare const CAPS_TO_LIST: NeededCaps;
/**
 * Finds out what the administrator's key belongs to, and what it may.
 *
 * @throws ProvisionFailure when the key is wrong, or lacks a capability
 */
export declare function openAdministration(key: S3Key, options: Omit<S3ConnectionOptions, 'key'>, needed: NeededCaps): Promise<Administration>;

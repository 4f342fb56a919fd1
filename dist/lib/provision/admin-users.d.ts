import { type Caller } from './caller.ts';
import type { Iam, NamedPolicy } from './iam.ts';
import type { FoundUser, KeyPair, ServiceUsers } from './service-users.ts';
/** The capabilities that provisioning needs of the administrator's user. */
export declare const CAPS: {
    readonly users: '*';
    readonly roles: '*';
    readonly 'user-policy': '*';
    readonly buckets: 'read';
};
/** Who the administrator is. */
export interface AdminIdentity {
    readonly tenant: string;
    /** `TENANT$UID`, or the uid alone. */
    readonly id: string;
}
/**
 * Users of an RGW that belong to no account, by the admin API. It is asked without a body, and makes keys by itself: a
 * secret in a query would be in the gateway's log.
 *
 * Source: https://docs.ceph.com/en/pacific/radosgw/adminops/
 */
export declare class AdminUsers implements ServiceUsers {
    #private;
    readonly takePolicies: boolean;
    private constructor();
    /** Users of the administrator's own tenant, in which its roles are made. */
    static open(caller: Caller, iam: Iam, { tenant, id }: AdminIdentity): Promise<AdminUsers>;
    arnOf(name: string): string;
    roleArnOf(name: string): string;
    policies(name: string): Promise<readonly NamedPolicy[]>;
    putPolicy(name: string, policy: NamedPolicy): Promise<void>;
    find(name: string): Promise<FoundUser | undefined>;
    create(name: string, displayName: string): Promise<void>;
    forbidBuckets(name: string): Promise<void>;
    createKey(name: string, onKey: (key: KeyPair) => void): Promise<void>;
    deleteKey(name: string, accessKey: string): Promise<void>;
    secretOf(name: string, accessKey: string): Promise<string | undefined>;
}
/** The user whose key the administrator has. @throws ProvisionFailure when a capability is missing */
export declare function identifyAdmin(caller: Caller, accessKey: string, needed: Readonly<Record<string, string>>): Promise<AdminIdentity>;
/** @returns the id of the user that has a key; undefined when nobody does */
export declare function userOfKey(caller: Caller, accessKey: string): Promise<string | undefined>;
/** The id of a bucket's owner: a user, or an account. @returns undefined when there is no such bucket */
export declare function ownerOfBucket(caller: Caller, tenant: string, bucket: string): Promise<string | undefined>;

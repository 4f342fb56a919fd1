import { type Iam, type NamedPolicy } from './iam.ts';
import type { FoundUser, KeyPair, ServiceUsers } from './service-users.ts';
/**
 * Users of an account (RGW 19 and newer), by the calls of IAM. They make no bucket and reach none unless a policy says
 * so, and what sessions upload belongs to the account.
 *
 * Source: https://docs.ceph.com/en/squid/radosgw/account/
 */
export declare class AccountUsers implements ServiceUsers {
    #private;
    readonly takePolicies = true;
    /** @param account its id, `RGW` and 17 digits */
    constructor(iam: Iam, account: string);
    arnOf(name: string): string;
    roleArnOf(name: string): string;
    policies(name: string): Promise<readonly NamedPolicy[]>;
    putPolicy(name: string, policy: NamedPolicy): Promise<void>;
    find(name: string): Promise<FoundUser | undefined>;
    create(name: string): Promise<void>;
    forbidBuckets(): Promise<void>;
    createKey(name: string, onKey: (key: KeyPair) => void): Promise<void>;
    deleteKey(name: string, accessKey: string): Promise<void>;
    secretOf(): Promise<undefined>;
}

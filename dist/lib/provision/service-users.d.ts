import type { NamedPolicy } from './iam.ts';
/** A service user as it is on the server. */
export interface FoundUser {
    /** The access keys, sorted. */
    readonly accessKeys: readonly string[];
    /** Whether it may make buckets, which a service user must not. */
    readonly mayMakeBuckets: boolean;
    /** Why it cannot be a service user, as a sentence without its subject; undefined when it can. */
    readonly unfit?: string;
}
/** A new access key. */
export interface KeyPair {
    readonly accessKey: string;
    readonly secretKey: string;
}
/** A credential as CI needs it, and who gets sessions now. */
export interface Provisioned {
    readonly roleArn: string;
    readonly accessKeys: readonly string[];
}
/** Is told of a key as soon as it is made, so that it can be shown whatever comes after. */
export type OnKey = (key: KeyPair, roleArn: string) => void;
/** The users of an RGW, by the admin API or within an account. Every name is one without a tenant. */
export interface ServiceUsers {
    /** How bucket and role policies name the user. */
    arnOf(name: string): string;
    /** The ARN of a role that is made beside the user. */
    roleArnOf(name: string): string;
    /** Whether policies of users can be had: those of a tenant's users cannot on an RGW 20. */
    readonly takePolicies: boolean;
    policies(name: string): Promise<readonly NamedPolicy[]>;
    putPolicy(name: string, policy: NamedPolicy): Promise<void>;
    /** @returns undefined when there is no such user */
    find(name: string): Promise<FoundUser | undefined>;
    /** Without a key. */
    create(name: string, displayName: string): Promise<void>;
    forbidBuckets(name: string): Promise<void>;
    /** @param onKey is told of the key at once: what is still to be done after it may fail */
    createKey(name: string, onKey: (key: KeyPair) => void): Promise<void>;
    /** A key that is not there is no failure. */
    deleteKey(name: string, accessKey: string): Promise<void>;
    /** @returns undefined where a server does not tell a secret again */
    secretOf(name: string, accessKey: string): Promise<string | undefined>;
}

import type { NamedPolicy } from './iam.ts';

/** A service user as it is on the server. */
export interface FoundUser {
  /** The access keys, sorted. */
  readonly accessKeys: readonly string[];
  /** Whether it may create buckets, which a service user must not. */
  readonly mayMakeBuckets: boolean;
  /** Why it cannot be a service user, as a sentence without its subject. Undefined if it can. */
  readonly unfit?: string;
}

/** A new access key. */
export interface KeyPair {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** A credential for CI, and who can get sessions now. */
export interface Provisioned {
  readonly roleArn: string;
  readonly accessKeys: readonly string[];
}

/** Receives a key as soon as it is created, so that it can be shown even if a later step fails. */
export type OnKey = (key: KeyPair, roleArn: string) => void;

/** The users of an RGW, through the admin API or within an account. Names have no tenant. */
export interface ServiceUsers {
  /** How bucket and role policies name the user. */
  arnOf(name: string): string;
  /** The ARN of the user's role. */
  roleArnOf(name: string): string;
  /** Whether users can have policies. A tenant's users cannot on an RGW 20. */
  readonly takePolicies: boolean;
  policies(name: string): Promise<readonly NamedPolicy[]>;
  putPolicy(name: string, policy: NamedPolicy): Promise<void>;
  /** @returns undefined if there is no such user */
  find(name: string): Promise<FoundUser | undefined>;
  /** Without a key. */
  create(name: string, displayName: string): Promise<void>;
  forbidBuckets(name: string): Promise<void>;
  /** @param onKey receives the key at once, because later work may fail */
  createKey(name: string, onKey: (key: KeyPair) => void): Promise<void>;
  /** Not a failure if the key does not exist. */
  deleteKey(name: string, accessKey: string): Promise<void>;
  /** @returns undefined if the server does not return a secret again */
  secretOf(name: string, accessKey: string): Promise<string | undefined>;
}

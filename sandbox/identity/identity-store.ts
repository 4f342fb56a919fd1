import { readFile } from 'node:fs/promises';
import { writeWhole } from '../whole-file.ts';

/** Permission to use one part of the administration, such as `users`. */
export interface Capability {
  readonly type: string;
  readonly perm: 'read' | 'write' | '*';
}

export interface User {
  readonly uid: string;
  readonly displayName: string;
  readonly email: string;
  /** How many buckets the user may have. A negative number means none. */
  readonly maxBuckets: number;
  readonly suspended: boolean;
  readonly caps: readonly Capability[];
  /** JSON by name. `undefined` until the first one is added, which RGW distinguishes from an empty list. */
  readonly policies?: Readonly<Record<string, string>> | undefined;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** The account in the ARN. Empty for roles that CreateRole created. */
  readonly account: string;
  /** ISO 8601 */
  readonly createdAt: string;
  /** Seconds. */
  readonly maximumDuration: number;
  /** JSON. */
  readonly trustPolicy: string;
  /** JSON by name. */
  readonly policies: Readonly<Record<string, string>>;
}

/** An issuer of identity tokens, as CreateOpenIDConnectProvider registers it. */
export interface OidcProvider {
  /** The URL as it was registered. */
  readonly url: string;
  /** The accepted audiences. If the list is empty, every audience is accepted. */
  readonly clientIds: readonly string[];
  /** SHA-1 of certificates, in hexadecimal digits. */
  readonly thumbprints: readonly string[];
  /** ISO 8601 */
  readonly createdAt: string;
}

/** The settings that a bucket's owner may change. */
export interface BucketSettings {
  readonly owner: string;
  /** A canned ACL. */
  readonly acl: string;
  /** JSON. */
  readonly policy?: string | undefined;
}

interface State {
  readonly users: Readonly<Record<string, User>>;
  readonly roles: Readonly<Record<string, Role>>;
  readonly buckets: Readonly<Record<string, BucketSettings>>;
  /** By name: the URL without its scheme. */
  readonly providers: Readonly<Record<string, OidcProvider>>;
}

export function roleArn({ account, path, name }: Pick<Role, 'account' | 'path' | 'name'>): string {
  return `arn:aws:iam::${account}:role${path}${name}`;
}

/** RGW's name for a provider: the URL without `http://`, `https://` or `www.`, in this order of preference. */
export function providerName(url: string): string {
  const scheme = ['http://', 'https://', 'www.'].find((prefix) => url.includes(prefix));
  return scheme === undefined ? url : url.replace(scheme, '');
}

export function providerArn(name: string): string {
  return `arn:aws:iam:::oidc-provider/${name}`;
}

/** Users, roles and the settings of buckets, in one file with mode 0600. Keys are in the key store instead. */
export class IdentityStore {
  readonly #path: string;
  #state: State;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(path: string, state: State) {
    this.#path = path;
    this.#state = state;
  }

  /** @throws Error if the file exists but cannot be read. */
  static async open(path: string): Promise<IdentityStore> {
    const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{"users":{},"roles":{},"buckets":{}}';
      throw error;
    });
    return new IdentityStore(path, parseState(content, path));
  }

  user(uid: string): User | undefined {
    return own(this.#state.users, uid);
  }

  /** The role with this name, in any account. */
  role(name: string): Role | undefined {
    return own(this.#state.roles, name);
  }

  roles(): Role[] {
    return Object.values(this.#state.roles);
  }

  bucket(name: string): BucketSettings | undefined {
    return own(this.#state.buckets, name);
  }

  /** The names of the user's buckets, or of all buckets. */
  bucketsOf(uid?: string): string[] {
    const all = Object.entries(this.#state.buckets);
    return all
      .filter(([, { owner }]) => uid === undefined || owner === uid)
      .map(([name]) => name)
      .sort();
  }

  /** The provider with this name, which is its URL without the scheme. */
  provider(name: string): OidcProvider | undefined {
    return own(this.#state.providers, name);
  }

  /** The names of all providers. */
  providerNames(): string[] {
    return Object.keys(this.#state.providers);
  }

  putUser(user: User): Promise<void> {
    return this.#change((state) => ({ ...state, users: { ...state.users, [user.uid]: user } }));
  }

  removeUser(uid: string): Promise<void> {
    return this.#change((state) => ({ ...state, users: without(state.users, uid) }));
  }

  putRole(role: Role): Promise<void> {
    return this.#change((state) => ({ ...state, roles: { ...state.roles, [role.name]: role } }));
  }

  removeRole(name: string): Promise<void> {
    return this.#change((state) => ({ ...state, roles: without(state.roles, name) }));
  }

  putProvider(provider: OidcProvider): Promise<void> {
    const name = providerName(provider.url);
    return this.#change((state) => ({ ...state, providers: { ...state.providers, [name]: provider } }));
  }

  removeProvider(name: string): Promise<void> {
    return this.#change((state) => ({ ...state, providers: without(state.providers, name) }));
  }

  putBucket(name: string, settings: BucketSettings): Promise<void> {
    return this.#change((state) => ({ ...state, buckets: { ...state.buckets, [name]: settings } }));
  }

  removeBucket(name: string): Promise<void> {
    return this.#change((state) => ({ ...state, buckets: without(state.buckets, name) }));
  }

  /** Applies one change at a time, after it has been written to disk. */
  #change(change: (state: State) => State): Promise<void> {
    const write = async () => {
      const state = change(this.#state);
      await writeWhole(this.#path, `${JSON.stringify(state, null, 2)}\n`);
      this.#state = state;
    };
    const done = this.#writing.then(write);
    this.#writing = done.catch(() => undefined);
    return done;
  }
}

function parseState(content: string, path: string): State {
  try {
    // Files of earlier versions have no providers.
    return { providers: {}, ...(JSON.parse(content) as Omit<State, 'providers'>) };
  } catch (cause) {
    throw new Error(
      `The file of users and roles ${path} is damaged. Delete it: every bucket then gets new ones.`,
      { cause },
    );
  }
}

/** Ignores inherited properties. */
function own<Value>(entries: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

export function without<Value>(
  entries: Readonly<Record<string, Value>>,
  name: string,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => key !== name));
}

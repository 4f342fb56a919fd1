import { describeAnswer, errorCode } from '../http/error-answer.ts';
import { isSuccess } from '../http/messages.ts';
import type { S3Request } from '../s3/request.ts';
import { type Caller, jsonOf } from './caller.ts';
import { ProvisionFailure } from './failure.ts';
import type { Iam, NamedPolicy } from './iam.ts';
import type { FoundUser, KeyPair, ServiceUsers } from './service-users.ts';

/** The capabilities that the administrator's user needs for provisioning. */
export const CAPS = { users: '*', roles: '*', 'user-policy': '*', buckets: 'read' } as const;

/** A user as returned by the admin API, including the secrets of its keys. */
interface AdminUser {
  readonly tenant?: string;
  readonly user_id: string;
  readonly account_id?: string;
  readonly suspended?: number;
  readonly max_buckets: number;
  readonly subusers?: readonly unknown[];
  readonly swift_keys?: readonly unknown[];
  readonly keys: readonly { readonly access_key: string; readonly secret_key: string }[];
  readonly caps: readonly { readonly type: string; readonly perm: string }[];
  readonly system?: string | boolean;
  readonly admin?: string | boolean;
}

/** Who the administrator is. */
export interface AdminIdentity {
  readonly tenant: string;
  /** `TENANT$UID`, or the uid alone. */
  readonly id: string;
}

/**
 * Users of an RGW that belong to no account, through the admin API. Requests have no body, and the API generates keys
 * itself, because a secret in a query would appear in the gateway's log.
 *
 * Source: https://docs.ceph.com/en/pacific/radosgw/adminops/
 */
export class AdminUsers implements ServiceUsers {
  readonly #caller: Caller;
  readonly #iam: Iam;
  readonly #tenant: string;
  readonly takePolicies: boolean;

  private constructor(caller: Caller, iam: Iam, tenant: string, takePolicies: boolean) {
    this.#caller = caller;
    this.#iam = iam;
    this.#tenant = tenant;
    this.takePolicies = takePolicies;
  }

  /** Opens the users of the administrator's own tenant, in which its roles are created. */
  static async open(caller: Caller, iam: Iam, { tenant, id }: AdminIdentity): Promise<AdminUsers> {
    return new AdminUsers(caller, iam, tenant, tenant === '' || (await iam.takesTenants(id)));
  }

  arnOf(name: string): string {
    return `arn:aws:iam::${this.#tenant}:user/${name}`;
  }

  roleArnOf(name: string): string {
    return `arn:aws:iam::${this.#tenant}:role/${name}`;
  }

  async policies(name: string): Promise<readonly NamedPolicy[]> {
    return this.takePolicies ? this.#iam.userPolicies(this.#idOf(name)) : [];
  }

  async putPolicy(name: string, policy: NamedPolicy): Promise<void> {
    await this.#iam.putUserPolicy(this.#idOf(name), policy);
  }

  async find(name: string): Promise<FoundUser | undefined> {
    const user = await this.#read(name);
    if (user === undefined) return undefined;
    const unfit = whyUnfit(user, await this.#bucketsOf(name));
    return {
      accessKeys: user.keys.map(({ access_key }) => access_key).sort(),
      mayMakeBuckets: user.max_buckets !== -1,
      ...(unfit === undefined ? {} : { unfit }),
    };
  }

  async create(name: string, displayName: string): Promise<void> {
    await this.#demand(`Making the user '${name}'`, {
      method: 'PUT',
      ...this.#user(name, { 'display-name': displayName, 'max-buckets': '-1', 'generate-key': 'false' }),
    });
  }

  async forbidBuckets(name: string): Promise<void> {
    const change = () =>
      this.#demand(`Setting max_buckets of the user '${name}'`, {
        method: 'POST',
        ...this.#user(name, { 'max-buckets': '-1' }),
      });
    await this.#keepPolicies(name, change);
  }

  async createKey(name: string, onKey: (key: KeyPair) => void): Promise<void> {
    const before = new Set((await this.#read(name))?.keys.map(({ access_key }) => access_key));
    const what = `Making a key of the user '${name}'`;
    const request = { method: 'PUT', ...this.#user(name, { key: '', 'generate-key': 'true' }) } as const;
    await this.#keepPolicies(name, async () => {
      // The API returns all keys of the user, sorted by access key.
      const keys = (await this.#demand(what, request)) as AdminUser['keys'];
      const key = keys.find(({ access_key }) => !before.has(access_key));
      if (key === undefined) throw new ProvisionFailure(`${what} made none. Run the command again.`);
      onKey({ accessKey: key.access_key, secretKey: key.secret_key });
    });
  }

  async deleteKey(name: string, accessKey: string): Promise<void> {
    const what = `Removing the key ${accessKey}`;
    const query = { key: '', uid: this.#idOf(name), 'access-key': accessKey };
    const request = { method: 'DELETE', bucket: 'admin', key: 'user', query } as const;
    const change = () => this.#caller.send(what, request, 'InvalidAccessKeyId');
    const answer = await this.#keepPolicies(name, change);
    if (!isSuccess(answer) && errorCode(answer) !== 'InvalidAccessKeyId') throw refusal(what, answer);
  }

  async secretOf(name: string, accessKey: string): Promise<string | undefined> {
    return (await this.#read(name))?.keys.find(({ access_key }) => access_key === accessKey)?.secret_key;
  }

  /** An RGW 16 deletes a user's policies whenever the user is changed (seen on 16.2.15). */
  async #keepPolicies<T>(name: string, change: () => Promise<T>): Promise<T> {
    const before = await this.policies(name);
    const result = await change();
    if (before.length === 0) return result;
    const after = new Set((await this.policies(name)).map((policy) => policy.name));
    for (const policy of before) if (!after.has(policy.name)) await this.putPolicy(name, policy);
    return result;
  }

  #idOf(name: string): string {
    return idOf(this.#tenant, name);
  }

  #user(name: string, query: Readonly<Record<string, string>>) {
    return {
      bucket: 'admin',
      key: 'user',
      query: { uid: this.#idOf(name), ...query, format: 'json' },
    } as const;
  }

  async #read(name: string): Promise<AdminUser | undefined> {
    const what = `Looking up the user '${name}'`;
    const answer = await this.#caller.send(what, { method: 'GET', ...this.#user(name, {}) });
    if (errorCode(answer) === 'NoSuchUser') return undefined;
    if (!isSuccess(answer)) throw refusal(what, answer);
    return jsonOf(what, answer) as AdminUser;
  }

  async #bucketsOf(name: string): Promise<string[]> {
    const query = { uid: this.#idOf(name), format: 'json' };
    const what = `Listing the buckets of the user '${name}'`;
    return (await this.#demand(what, { method: 'GET', bucket: 'admin', key: 'bucket', query })) as string[];
  }

  async #demand(what: string, request: S3Request): Promise<unknown> {
    const answer = await this.#caller.send(what, request);
    if (!isSuccess(answer)) throw refusal(what, answer);
    return jsonOf(what, answer);
  }
}

/** The user of the administrator's key. @throws ProvisionFailure when a capability is missing */
export async function identifyAdmin(
  caller: Caller,
  accessKey: string,
  needed: Readonly<Record<string, string>>,
): Promise<AdminIdentity> {
  const user = await findOwnerOfKey(caller, accessKey, needed);
  if (user === undefined)
    throw new ProvisionFailure(`The server has no user with the key in OTTER_ADMIN_ACCESS_KEY.`);
  const missing = Object.entries(needed).filter(([type, perm]) => !hasCap(user, type, perm));
  if (missing.length > 0) {
    const id = idOf(user.tenant ?? '', user.user_id);
    throw new ProvisionFailure(
      `The user '${id}' of OTTER_ADMIN_ACCESS_KEY lacks the caps ${writeCaps(missing)}. Add them: ${addCaps(id, missing)}`,
    );
  }
  return { tenant: user.tenant ?? '', id: idOf(user.tenant ?? '', user.user_id) };
}

/** @returns the ID of the user that has the key; undefined if nobody does */
export async function userOfKey(caller: Caller, accessKey: string): Promise<string | undefined> {
  const user = await findOwnerOfKey(caller, accessKey, CAPS);
  return user && idOf(user.tenant ?? '', user.user_id);
}

async function findOwnerOfKey(
  caller: Caller,
  accessKey: string,
  needed: Readonly<Record<string, string>>,
): Promise<AdminUser | undefined> {
  const what = 'Looking up the user of an access key';
  const query = { 'access-key': accessKey, format: 'json' };
  const answer = await caller.send(what, { method: 'GET', bucket: 'admin', key: 'user', query });
  if (isSuccess(answer)) return jsonOf(what, answer) as AdminUser;
  const code = errorCode(answer);
  if (code === 'NoSuchUser' || code === 'NoSuchKey') return undefined;
  if (code === 'AccessDenied') throw await whyDenied(caller, needed);
  throw refusal(what, answer);
}

/**
 * An RGW with STS gives the same answer to a wrong key and to a missing capability (seen on 16, 18 and 20). ListBuckets
 * distinguishes them, because every user may call it.
 */
async function whyDenied(
  caller: Caller,
  needed: Readonly<Record<string, string>>,
): Promise<ProvisionFailure> {
  const answer = await caller.send('ListBuckets', { method: 'GET' });
  if (!isSuccess(answer)) {
    return new ProvisionFailure(
      'The server does not accept the key in OTTER_ADMIN_ACCESS_KEY and OTTER_ADMIN_SECRET_KEY: it does not know the key, or the secret is another one. Copy both again, and check the endpoint.',
    );
  }
  return new ProvisionFailure(
    `The user of OTTER_ADMIN_ACCESS_KEY is not an administrator. If it is the bucket's owner, swap OTTER_ADMIN_* and OTTER_OWNER_*. Otherwise give it these caps: ${addCaps('UID', Object.entries(needed))} (in an account, use the key of its root user instead)`,
  );
}

/** The ID of a bucket's owner: a user, or an account. @returns undefined when there is no such bucket */
export async function ownerOfBucket(
  caller: Caller,
  tenant: string,
  bucket: string,
): Promise<string | undefined> {
  const what = `Looking up the bucket '${bucket}'`;
  const query = { bucket: tenant === '' ? bucket : `${tenant}/${bucket}`, format: 'json' };
  const answer = await caller.send(what, { method: 'GET', bucket: 'admin', key: 'bucket', query });
  if (errorCode(answer) === 'NoSuchBucket') return undefined;
  if (!isSuccess(answer)) throw refusal(what, answer);
  return (jsonOf(what, answer) as { owner: string }).owner;
}

function idOf(tenant: string, uid: string): string {
  return tenant === '' ? uid : `${tenant}$${uid}`;
}

function hasCap({ caps }: AdminUser, type: string, perm: string): boolean {
  return caps.some((cap) => cap.type === type && (cap.perm === '*' || cap.perm === perm));
}

function writeCaps(caps: readonly (readonly [string, string])[]): string {
  return caps.map(([type, perm]) => `${type}=${perm}`).join(';');
}

function addCaps(id: string, caps: readonly (readonly [string, string])[]): string {
  return `radosgw-admin caps add --uid '${id}' --caps '${writeCaps(caps)}'`;
}

function whyUnfit(user: AdminUser, buckets: readonly string[]): string | undefined {
  if (user.caps.length > 0) {
    return `has caps (${writeCaps(user.caps.map(({ type, perm }) => [type, perm]))}), so its key could do more than ask for sessions`;
  }
  if (buckets.length > 0) {
    const named = buckets.slice(0, 3).join(', ');
    return `owns ${buckets.length === 1 ? 'a bucket' : `${buckets.length} buckets`} (${named}${buckets.length > 3 ? ', …' : ''})`;
  }
  if ([user.system, user.admin].some((flag) => String(flag) === 'true')) return 'is a system or admin user';
  if (user.account_id) return `belongs to the account ${user.account_id}`;
  if ((user.subusers ?? []).length + (user.swift_keys ?? []).length > 0) return 'has subusers or Swift keys';
  if (user.suspended) return 'is suspended';
  return undefined;
}

function refusal(what: string, answer: Parameters<typeof describeAnswer>[0]): ProvisionFailure {
  const code = errorCode(answer);
  const remedy =
    code === 'AccessDenied'
      ? ` The administrator's user needs the caps ${writeCaps(Object.entries(CAPS))}.`
      : code === undefined || answer.status === 405
        ? ' Check that the endpoint is an RGW whose admin API is at /admin (rgw_admin_entry, rgw_enable_apis).'
        : '';
  return new ProvisionFailure(`${what} was answered with ${describeAnswer(answer)}.${remedy}`);
}

import { describeAnswer, errorCode } from '../http/error-answer.ts';
import { isSuccess } from '../http/messages.ts';
import type { S3Key } from '../http/signing.ts';
import { childOf, readXml, textOf } from '../s3/xml.ts';
import { AccountUsers } from './account-users.ts';
import { AdminUsers, CAPS, identifyAdmin, ownerOfBucket, userOfKey } from './admin-users.ts';
import { Caller, type CallerOptions } from './caller.ts';
import { ProvisionFailure } from './failure.ts';
import { Iam } from './iam.ts';
import type { ServiceUsers } from './service-users.ts';

/** An administrator: a user with caps, or an account's root or IAM user. */
export interface Administration {
  readonly iam: Iam;
  readonly users: ServiceUsers;
  /** The tenant of users, roles and buckets. Empty for none, and in an account. */
  readonly tenant: string;
  /** The account's ID, if the key belongs to one. */
  readonly account?: string;
  /** @returns the id of the bucket's owner. @throws ProvisionFailure when there is no such bucket, or it is not the account's */
  ownerOf(bucket: string): Promise<string>;
  /** @returns the ID of the user that has this key; undefined if nobody does */
  userOfKey(accessKey: string): Promise<string | undefined>;
  /** Milliseconds since the epoch by the server's clock, to a second. */
  serverNow(): number;
  close(): Promise<void>;
}

/** The RGW caps that a subcommand needs. */
export type NeededCaps = Readonly<Record<string, string>>;

/** For creating and changing. */
export const CAPS_TO_CHANGE: NeededCaps = CAPS;
/** For registering an issuer, and creating the roles for its tokens. */
export const CAPS_FOR_KEYLESS: NeededCaps = {
  users: 'read',
  roles: '*',
  'oidc-provider': '*',
  buckets: 'read',
};
export const CAPS_TO_LIST: NeededCaps = {
  users: 'read',
  roles: 'read',
  'user-policy': 'read',
  buckets: 'read',
};

/**
 * Finds out what the administrator's key belongs to, and what it may do.
 *
 * @throws ProvisionFailure if the key is invalid, or lacks a capability
 */
export async function openAdministration(
  key: S3Key,
  options: CallerOptions,
  needed: NeededCaps,
): Promise<Administration> {
  const caller = new Caller('admin', key, options);
  try {
    const account = await findAccount(caller);
    return account === undefined
      ? await administerUsers(caller, key.accessKeyId, needed)
      : administerAccount(caller, account);
  } catch (error) {
    await caller.close();
    throw error;
  }
}

/** @returns the ID of the account that the key belongs to. An RGW before 19 has no accounts, and no GetUser. */
async function findAccount(caller: Caller): Promise<string | undefined> {
  const answer = await caller.send('GetUser', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=GetUser',
  });
  if (isSuccess(answer)) {
    const user = childOf(childOf(readXml(answer.body)?.content ?? {}, 'GetUserResult'), 'User');
    return /^arn:aws:iam::(RGW\d{17}):/.exec(textOf(user, 'Arn'))?.[1];
  }
  if (errorCode(answer) === undefined) {
    throw new ProvisionFailure(
      `The endpoint answered a call of IAM with ${describeAnswer(answer)}. Check that it is the S3 endpoint of a Ceph RGW.`,
    );
  }
  return undefined;
}

async function administerUsers(
  caller: Caller,
  accessKey: string,
  needed: NeededCaps,
): Promise<Administration> {
  const identity = await identifyAdmin(caller, accessKey, needed);
  const { tenant } = identity;
  const where = tenant === '' ? '' : ` of the tenant '${tenant}', to which OTTER_ADMIN_ACCESS_KEY belongs`;
  const iam = new Iam(
    caller,
    "The administrator's user needs the caps roles=* and user-policy=*, and oidc-provider=* for keyless roles.",
  );
  return {
    iam,
    users: await AdminUsers.open(caller, iam, identity),
    tenant,
    ownerOf: async (bucket) => {
      const owner = await ownerOfBucket(caller, tenant, bucket);
      if (owner === undefined) {
        throw new ProvisionFailure(
          `There is no bucket '${bucket}'${where}. Let its owner create it first, or check the name${tenant === '' ? " (a tenant's bucket needs an administrator of that tenant)" : ''}.`,
        );
      }
      if (/^RGW\d{17}$/.test(owner)) {
        throw new ProvisionFailure(
          `The bucket '${bucket}' belongs to the account '${owner}'. Set OTTER_ADMIN_ACCESS_KEY and OTTER_ADMIN_SECRET_KEY to a key of that account's root user.`,
        );
      }
      return owner;
    },
    userOfKey: (key) => userOfKey(caller, key),
    serverNow: () => caller.serverNow(),
    close: () => caller.close(),
  };
}

function administerAccount(caller: Caller, account: string): Administration {
  const iam = new Iam(
    caller,
    "Use the key of the account's root user, or of an IAM user that may use iam:*.",
  );
  return {
    iam,
    users: new AccountUsers(iam, account),
    tenant: '',
    account,
    ownerOf: async (bucket) => {
      const answer = await caller.send(`Looking up the bucket '${bucket}'`, {
        method: 'GET',
        bucket,
        query: { acl: '' },
      });
      const owner = childOf(readXml(answer.body)?.content ?? {}, 'Owner');
      if (isSuccess(answer) && textOf(owner, 'ID') === account) return account;
      if (errorCode(answer) === 'NoSuchBucket') {
        throw new ProvisionFailure(
          `There is no bucket '${bucket}'. Create it in the account '${account}' first, or check the name.`,
        );
      }
      throw new ProvisionFailure(
        `The bucket '${bucket}' does not belong to the account '${account}' of OTTER_ADMIN_ACCESS_KEY (${describeAnswer(answer)}). Use a key of the account that owns it.`,
      );
    },
    userOfKey: async () => account,
    serverNow: () => caller.serverNow(),
    close: () => caller.close(),
  };
}

import { childOf, elementsOf, textOf } from '../s3/xml.ts';
import { ProvisionFailure } from './failure.ts';
import type { Iam, NamedPolicy } from './iam.ts';
import type { FoundUser, KeyPair, ServiceUsers } from './service-users.ts';

/**
 * Users of an account (RGW 19 and newer), through IAM. They create no bucket and reach none unless a policy allows it, and
 * what sessions upload belongs to the account.
 *
 * Source: https://docs.ceph.com/en/squid/radosgw/account/
 */
export class AccountUsers implements ServiceUsers {
  readonly takePolicies = true;
  readonly #iam: Iam;
  readonly #account: string;

  /** @param account the account's ID, `RGW` and 17 digits */
  constructor(iam: Iam, account: string) {
    this.#iam = iam;
    this.#account = account;
  }

  arnOf(name: string): string {
    return `arn:aws:iam::${this.#account}:user/${name}`;
  }

  roleArnOf(name: string): string {
    return `arn:aws:iam::${this.#account}:role/${name}`;
  }

  policies(name: string): Promise<readonly NamedPolicy[]> {
    return this.#iam.userPolicies(name);
  }

  putPolicy(name: string, policy: NamedPolicy): Promise<void> {
    return this.#iam.putUserPolicy(name, policy);
  }

  async find(name: string): Promise<FoundUser | undefined> {
    const answer = await this.#iam.ask({ Action: 'GetUser', UserName: name }, 'NoSuchEntity');
    if (answer === undefined) return undefined;
    const arn = textOf(childOf(childOf(answer, 'GetUserResult'), 'User'), 'Arn');
    return {
      accessKeys: await this.#accessKeys(name),
      mayMakeBuckets: false,
      ...(arn.endsWith(':root') ? { unfit: "is the account's root user" } : {}),
    };
  }

  async create(name: string): Promise<void> {
    await this.#iam.demand({ Action: 'CreateUser', UserName: name });
  }

  async forbidBuckets(): Promise<void> {}

  async createKey(name: string, onKey: (key: KeyPair) => void): Promise<void> {
    const answer = await this.#iam.demand({ Action: 'CreateAccessKey', UserName: name });
    const key = childOf(childOf(answer, 'CreateAccessKeyResult'), 'AccessKey');
    const pair = { accessKey: textOf(key, 'AccessKeyId'), secretKey: textOf(key, 'SecretAccessKey') };
    if (pair.accessKey === '' || pair.secretKey === '') {
      throw new ProvisionFailure('CreateAccessKey was answered without a key. Run the command again.');
    }
    onKey(pair);
  }

  async deleteKey(name: string, accessKey: string): Promise<void> {
    await this.#iam.ask(
      { Action: 'DeleteAccessKey', UserName: name, AccessKeyId: accessKey },
      'NoSuchEntity',
    );
  }

  async secretOf(): Promise<undefined> {
    return undefined;
  }

  async #accessKeys(name: string): Promise<string[]> {
    const keys: string[] = [];
    let marker = '';
    do {
      const page = marker === '' ? {} : { Marker: marker };
      const answer = await this.#iam.demand({ Action: 'ListAccessKeys', UserName: name, ...page });
      const result = childOf(answer, 'ListAccessKeysResult');
      const members = elementsOf(childOf(result, 'AccessKeyMetadata'), 'member');
      keys.push(...members.map((member) => textOf(member, 'AccessKeyId')));
      marker = textOf(result, 'IsTruncated') === 'true' ? textOf(result, 'Marker') : '';
    } while (marker !== '');
    return keys.sort();
  }
}

/** An operator of an RGW, for the tests of `provision`: creates what exists before, and inspects the results. */

import { randomBytes } from 'node:crypto';
import type { HttpAnswer } from '../../../src/http/messages.ts';
import type { S3Key } from '../../../src/http/signing.ts';
import { S3Client } from '../../../src/s3/client.ts';
import type { S3Request } from '../../../src/s3/request.ts';
import { sendSigned } from '../signed-request.ts';

export interface OperatedServer {
  readonly endpoint: string;
  readonly region: string;
  readonly administrator: { readonly accessKey: string; readonly secretKey: string };
}

export interface Key {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** A bucket and its owner. */
export interface OwnedBucket {
  readonly bucket: string;
  readonly owner: string;
  readonly ownerKey: Key;
}

interface AdminUser {
  readonly keys: readonly { readonly access_key: string; readonly secret_key: string }[];
  readonly max_buckets: number;
}

/** The rights of a user that the REST calls accept. */
export interface UserOptions {
  readonly caps?: string;
  readonly maxBuckets?: number;
}

export const ALL_CAPS = 'users=*;roles=*;user-policy=*;buckets=read';

export class Operator {
  readonly server: OperatedServer;

  constructor(server: OperatedServer) {
    this.server = server;
  }

  admin(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    query: Readonly<Record<string, string>>,
  ): Promise<string> {
    return this.#sign('s3', { method, path: `/admin/${path}`, query: { ...query, format: 'json' } });
  }

  iam(form: Readonly<Record<string, string>>): Promise<string> {
    return this.#sign('iam', { method: 'POST', path: '/', form });
  }

  /** Sends an S3 request as a user, and returns any answer. */
  async send(key: Key | S3Key, request: S3Request): Promise<HttpAnswer> {
    const { endpoint, region } = this.server;
    const signs = 'accessKey' in key ? { accessKeyId: key.accessKey, secretAccessKey: key.secretKey } : key;
    const connection = new S3Client({ endpoint, region, key: signs });
    try {
      return await connection.send(request);
    } finally {
      connection.close();
    }
  }

  /** @param uid starts with the tenant and a `$` if the user has a tenant */
  async createUser(uid: string, { caps, maxBuckets = 1_000 }: UserOptions = {}): Promise<Key> {
    const options = { 'display-name': uid, 'max-buckets': String(maxBuckets) };
    const created = await this.admin('PUT', 'user', {
      uid,
      ...options,
      ...(caps === undefined ? {} : { 'user-caps': caps }),
    });
    const [key] = (JSON.parse(created) as AdminUser).keys;
    return { accessKey: key?.access_key ?? '', secretKey: key?.secret_key ?? '' };
  }

  async createBucket(
    tenant = '',
    bucket = `provision-${randomBytes(4).toString('hex')}`,
  ): Promise<OwnedBucket> {
    const owner = `${tenant === '' ? '' : `${tenant}$`}${bucket}-owner`;
    const ownerKey = await this.createUser(owner);
    const { status } = await this.send(ownerKey, { method: 'PUT', bucket });
    if (status !== 200) throw new Error(`CreateBucket was answered with ${status}`);
    return { bucket, owner, ownerKey };
  }

  async findUser(uid: string): Promise<AdminUser | undefined> {
    const text = await this.admin('GET', 'user', { uid }).catch(orNothing);
    return text === undefined ? undefined : (JSON.parse(text) as AdminUser);
  }

  /** A role's trust policy. @returns undefined if there is no such role */
  async findTrust(role: string): Promise<unknown> {
    const text = await this.iam({ Action: 'GetRole', RoleName: role }).catch(orNothing);
    return text === undefined ? undefined : documentIn(text, 'AssumeRolePolicyDocument');
  }

  /** The policies of a role, by name. */
  async rolePolicies(role: string): Promise<Record<string, unknown>> {
    const names = await this.iam({ Action: 'ListRolePolicies', RoleName: role }).catch(orNothing);
    return this.#policies(names, { Action: 'GetRolePolicy', RoleName: role });
  }

  async userPolicies(user: string): Promise<Record<string, unknown>> {
    const names = await this.iam({ Action: 'ListUserPolicies', UserName: user }).catch(orNothing);
    return this.#policies(names, { Action: 'GetUserPolicy', UserName: user });
  }

  async putRolePolicy(role: string, name: string, ...statements: unknown[]): Promise<void> {
    await this.iam({
      Action: 'PutRolePolicy',
      RoleName: role,
      PolicyName: name,
      PolicyDocument: policy(...statements),
    });
  }

  async bucketPolicy({ bucket, ownerKey }: OwnedBucket): Promise<unknown> {
    const { status, body } = await this.send(ownerKey, { method: 'GET', bucket, query: { policy: '' } });
    return status === 200 ? JSON.parse(body) : undefined;
  }

  async putBucketPolicy({ bucket, ownerKey }: OwnedBucket, ...statements: unknown[]): Promise<void> {
    const body = policy(...statements);
    const { status } = await this.send(ownerKey, { method: 'PUT', bucket, query: { policy: '' }, body });
    if (status !== 204) throw new Error(`PutBucketPolicy was answered with ${status}`);
  }

  /** Everything that provisioning could have created or changed for a bucket. */
  async look(owned: OwnedBucket, name = `otter-ci-${owned.bucket}`, tenant = '') {
    const uid = tenant === '' ? name : `${tenant}$${name}`;
    const user = await this.findUser(uid);
    return {
      keys: user?.keys.map(({ access_key }) => access_key),
      maxBuckets: user?.max_buckets,
      userPolicies: await this.userPolicies(uid),
      trust: await this.findTrust(name),
      rolePolicies: await this.rolePolicies(name),
      bucketPolicy: await this.bucketPolicy(owned),
    };
  }

  async #policies(
    names: string | undefined,
    form: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>> {
    const policies: Record<string, unknown> = {};
    for (const [, name = ''] of (names ?? '').matchAll(/<member>(.*?)<\/member>/g)) {
      policies[name] = documentIn(await this.iam({ ...form, PolicyName: name }), 'PolicyDocument');
    }
    return policies;
  }

  #sign(
    service: string,
    request: Pick<Parameters<typeof sendSigned>[0], 'method' | 'path' | 'query' | 'form'>,
  ) {
    const { endpoint, region, administrator } = this.server;
    return sendSigned({ ...administrator, endpoint, region, service, ...request });
  }
}

/** A policy with these statements, in JSON. */
function policy(...statements: unknown[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function orNothing(error: Error): undefined {
  if (/NoSuch(User|Entity)/.test(error.message)) return undefined;
  throw error;
}

function documentIn(xml: string, element: string): unknown {
  const text = new RegExp(`<${element}>(.*?)</${element}>`, 's').exec(xml)?.[1] ?? 'null';
  return JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
}

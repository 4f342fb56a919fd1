import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import type { S3Key } from '../../src/http/signing.ts';
import { S3Client } from '../../src/s3/client.ts';
import { exchange } from '../../src/sts/exchange.ts';
import type { BucketWithRole, KeyPair } from '../support/ceph/accounts.ts';
import { document } from '../support/ceph/role-policies.ts';
import { runJsonCheck } from '../support/check-run.ts';
import { describeVersions } from '../support/describe-versions.ts';
import { sendSigned } from '../support/signed-request.ts';

describeVersions('a role and a bucket in a tenant', (ceph) => {
  const tenant = `tenant${randomBytes(3).toString('hex')}`;
  const bucket = `${tenant}-builds`;
  let service: KeyPair;
  let roleArn: string;
  /** Of the same name, but without a tenant. */
  let namesake: BucketWithRole;

  const asKey = ({ accessKey, secretKey }: KeyPair): S3Key => ({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
  });

  async function createUser(name: string, more: Record<string, string> = {}): Promise<KeyPair> {
    const query = { uid: `${tenant}$${name}`, 'display-name': name, format: 'json', ...more };
    const { endpoint, administrator } = ceph;
    const place = { endpoint, region: 'default', service: 's3', method: 'PUT', path: '/admin/user' } as const;
    const { keys } = JSON.parse(await sendSigned({ ...administrator, ...place, query }));
    return { accessKey: keys[0].access_key, secretKey: keys[0].secret_key };
  }

  async function send(key: S3Key, request: Parameters<S3Client['send']>[0]) {
    const connection = new S3Client({ endpoint: ceph.endpoint, region: ceph.region, key });
    const answer = await connection.send(request);
    connection.close();
    return answer;
  }

  beforeAll(async () => {
    const owner = asKey(await createUser('owner'));
    service = await createUser('ci', { 'max-buckets': '-1' });
    const admin = await createUser('admin', { 'user-caps': 'roles=*' });
    const created = { method: 'PUT', bucket } as const;
    expect((await send(owner, created)).status).toBe(200);
    expect((await send(owner, { ...created, key: 'in-the-tenant', body: 'x' })).status).toBe(200);
    namesake = await ceph.createBucketWithRole({ bucket });
    const iam = (form: Record<string, string>) => {
      const place = { endpoint: ceph.endpoint, region: 'default', service: 'iam', method: 'POST', path: '/' };
      return sendSigned({ ...admin, ...place, method: 'POST', form });
    };
    const trust = {
      Effect: 'Allow',
      Principal: { AWS: [`arn:aws:iam::${tenant}:user/ci`] },
      Action: ['sts:AssumeRole'],
    };
    const role = { RoleName: 'builds', Path: '/', MaxSessionDuration: '43200' };
    const made = await iam({ Action: 'CreateRole', ...role, AssumeRolePolicyDocument: document(trust) });
    roleArn = /<Arn>(.*?)<\/Arn>/.exec(made)?.[1] ?? '';
    const arn = `arn:aws:s3::${tenant}:${bucket}`;
    const permissions = document({ Effect: 'Allow', Action: ['s3:*'], Resource: [arn, `${arn}/*`] });
    const policy = { RoleName: 'builds', PolicyName: 'bucket', PolicyDocument: permissions };
    await iam({ Action: 'PutRolePolicy', ...policy });
  });

  async function sessionBelow(prefix: string): Promise<S3Key> {
    const place = { endpoint: ceph.endpoint, roleArn, bucket, prefix };
    const { request } = checkRequest(place, { sessionName: 'tenant-test', renewed: false });
    const credential = new ServiceCredential(service.accessKey, service.secretKey);
    return (await exchange(credential, request)).session;
  }

  test('the role’s ARN has the tenant', () => {
    expect(roleArn).toBe(`arn:aws:iam::${tenant}:role/builds`);
  });

  test('a session is for the tenant’s bucket, by its bare name', async () => {
    const session = await sessionBelow('');
    const listed = await send(session, { method: 'GET', bucket });
    expect(listed.body.match(/<Key>(.*?)<\/Key>/)?.[1]).toBe('in-the-tenant');
    expect((await send(session, { method: 'PUT', bucket, key: 'a', body: 'x' })).status).toBe(200);
    const policy = { method: 'PUT', bucket, query: { policy: '' }, body: document() } as const;
    expect((await send(session, policy)).status).toBe(403);
  });

  test('a session is limited to its prefix, and cannot use the bucket with the same name without a tenant', async () => {
    const session = await sessionBelow('in/');
    expect((await send(session, { method: 'PUT', bucket, key: 'in/a', body: 'x' })).status).toBe(200);
    expect((await send(session, { method: 'PUT', bucket, key: 'out/a', body: 'x' })).status).toBe(403);
    await send(await sessionBelow(''), { method: 'PUT', bucket: `:${bucket}`, key: 'intruder', body: 'x' });
    const owner = { accessKeyId: namesake.ownerAccessKey, secretAccessKey: namesake.ownerSecretKey };
    const { body } = await send(owner, { method: 'GET', bucket });
    expect(body).not.toContain('intruder');
  });

  test('check prints policies that name the tenant’s user', async () => {
    const run = await runJsonCheck([], {
      OTTER_SERVICE_ACCESS_KEY: service.accessKey,
      OTTER_SERVICE_SECRET_KEY: service.secretKey,
      OTTER_ROLE_ARN: roleArn,
      OTTER_BUCKET: bucket,
      OTTER_ENDPOINT: ceph.endpoint,
    });
    expect(run.statuses).toMatchObject({ bucket: 'ok', configuration: 'ok', chaining: 'fail' });
    expect(run.line('chaining').remedy).toContain(`{"AWS":["arn:aws:iam::${tenant}:user/ci"]}`);
    expect(run.line('read-back').remedy).toContain(`arn:aws:iam::${tenant}:user/ci`);
    expect(run.line('owner').remedy).toContain(`{"AWS":["arn:aws:iam::${tenant}:user/owner"]}`);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import type { HttpAnswer } from '../../src/http/messages.ts';
import { S3Client } from '../../src/s3/client.ts';
import type { S3Request } from '../../src/s3/request.ts';
import { exchange } from '../../src/sts/exchange.ts';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import { guard, setUserPolicy } from '../support/ceph/role-policies.ts';
import { type Ceph, type SharedCeph, startCeph } from '../support/ceph.ts';
import { runCheck, runJsonCheck } from '../support/check-run.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';
import { sendSigned } from '../support/signed-request.ts';

describeWith('ceph', 'otter-sts check on a real Ceph RGW', () => {
  let ceph: SharedCeph;
  let granted: BucketWithRole;

  beforeAll(async () => {
    ceph = sharedCeph();
    granted = await ceph.createBucketWithRole();
    await guard(ceph, granted, { without: ['bare-key', 'owner'] });
  });

  const variables = (bucket = granted) => ({
    OTTER_SERVICE_ACCESS_KEY: bucket.serviceAccessKey,
    OTTER_SERVICE_SECRET_KEY: bucket.serviceSecretKey,
    OTTER_ROLE_ARN: bucket.roleArn,
    OTTER_BUCKET: bucket.bucket,
    OTTER_ENDPOINT: ceph.endpoint,
    OTTER_REGION: ceph.region,
  });

  async function asOwner(bucket: BucketWithRole, request: Omit<S3Request, 'bucket'>): Promise<HttpAnswer> {
    const { endpoint, region } = ceph;
    const key = { accessKeyId: bucket.ownerAccessKey, secretAccessKey: bucket.ownerSecretKey };
    const owner = new S3Client({ endpoint, region, key });
    const answer = await owner.send({ ...request, bucket: bucket.bucket });
    owner.close();
    return answer;
  }

  /** @returns the key of an object that a session has uploaded */
  async function uploadAsSession({ bucket, roleArn, ...keys }: BucketWithRole): Promise<string> {
    const { endpoint, region } = ceph;
    const context = { sessionName: 'check-test', renewed: false };
    const { request } = checkRequest({ endpoint, region, bucket, roleArn }, context);
    const credential = new ServiceCredential(keys.serviceAccessKey, keys.serviceSecretKey);
    const { session } = await exchange(credential, request);
    const connection = new S3Client({ endpoint, region, key: session });
    await connection.send({ method: 'PUT', bucket, key: 'uploaded', body: 'uploaded' });
    connection.close();
    return 'uploaded';
  }

  async function setPolicy(bucket: BucketWithRole, ...statements: unknown[]): Promise<void> {
    const body = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    const { status } = await asOwner(bucket, { method: 'PUT', query: { policy: '' }, body });
    expect(status).toBe(204);
  }

  /** The keys of all versions of all objects, and of all uploads, as the bucket's owner sees them. */
  async function contents(bucket = granted): Promise<string[]> {
    const versions = await asOwner(bucket, { method: 'GET', query: { versions: '' } });
    const uploads = await asOwner(bucket, { method: 'GET', query: { uploads: '' } });
    return [versions, uploads].flatMap(({ body }) => body.match(/<Key>.*?<\/Key>/g) ?? []);
  }

  const everything = ({ bucket }: BucketWithRole) => [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];

  test('a credential with a guarded role passes, with true warnings', async () => {
    const other = await ceph.createBucketWithRole();
    const { exitCode, statuses, line } = await runJsonCheck(['--other-bucket', other.bucket], variables());
    expect(statuses).toEqual({
      endpoint: 'ok',
      clock: 'ok',
      exchange: 'ok',
      bucket: 'ok',
      scope: 'skip',
      'other-buckets': 'ok',
      configuration: 'ok',
      'batch-delete': 'warn',
      'service-key': 'ok',
      'read-back': 'warn',
      owner: 'warn',
      chaining: 'ok',
      role: 'ok',
      duration: 'ok',
    });
    expect(exitCode).toBe(0);
    expect(line('read-back').detail).toContain('can read and change the ACL of what its sessions upload');
    expect(line('owner').detail).toContain(
      `uploads belong to ${granted.serviceUser} and the bucket to ${granted.bucket}-owner`,
    );
    expect(line('duration').detail).toBe('the role allows up to 12 h, and 1 h was asked for');
    expect(await contents()).toEqual([]);
  });

  test('the policies in the warnings fix the problems, and sessions continue', async () => {
    const bucket = await ceph.createBucketWithRole();
    const before = await runJsonCheck([], variables(bucket));
    const printed = (name: string) =>
      /\{"(Effect|Version)".*\}$/.exec(before.line(name).remedy ?? '')?.[0] ?? '';
    await setUserPolicy(ceph, bucket, printed('read-back'));
    await setPolicy(bucket, JSON.parse(printed('owner')));
    const uploaded = await uploadAsSession(bucket);
    expect((await asOwner(bucket, { method: 'GET', key: uploaded })).body).toBe('uploaded');
    await asOwner(bucket, { method: 'DELETE', key: uploaded });
    const after = await runJsonCheck([], variables(bucket));
    expect(after.statuses).toMatchObject({
      bucket: 'ok',
      'service-key': 'ok',
      'read-back': 'ok',
      owner: 'ok',
    });
    expect(await contents(bucket)).toEqual([]);
  });

  test.each([
    ['read', 'skip'],
    ['write', 'skip'],
    ['read-write', 'warn'],
  ])('%s access below a prefix is limited to it', async (access, uploads) => {
    const args = ['--access', access, '--prefix', 'a b/ü+/'];
    const { exitCode, statuses } = await runJsonCheck(args, variables());
    expect(exitCode).toBe(0);
    expect(statuses).toMatchObject({ bucket: 'ok', scope: 'ok', 'other-buckets': 'ok', owner: uploads });
    expect(await contents()).toEqual([]);
  });

  test('over https, with the authority’s certificate', async () => {
    const https = { ...variables(), OTTER_ENDPOINT: ceph.httpsEndpoint };
    expect((await runJsonCheck(['--ca-bundle', ceph.caBundle], https)).exitCode).toBe(0);
    const { exitCode, line } = await runJsonCheck([], https);
    expect(exitCode).toBe(1);
    expect(line('endpoint').remedy).toContain('OTTER_CA_BUNDLE');
  });

  test('in a bucket with versioning, no version of a probe is left', async () => {
    const bucket = await ceph.createBucketWithRole();
    await guard(ceph, bucket);
    const body =
      '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>';
    await asOwner(bucket, { method: 'PUT', query: { versioning: '' }, body });
    const { exitCode } = await runJsonCheck([], variables(bucket));
    expect(exitCode).toBe(0);
    expect(await contents(bucket)).toEqual([]);
  });

  test('a service key with access to the bucket by policy fails, and its upload is removed', async () => {
    const bucket = await ceph.createBucketWithRole();
    await setPolicy(bucket, {
      Effect: 'Allow',
      Principal: { AWS: [`arn:aws:iam:::user/${bucket.serviceUser}`] },
      Action: ['s3:ListBucket', 's3:PutObject'],
      Resource: everything(bucket),
    });
    const { exitCode, line } = await runJsonCheck([], variables(bucket));
    expect(exitCode).toBe(1);
    expect(line('service-key')).toMatchObject({
      status: 'fail',
      detail: `the service key alone can list ${bucket.bucket} and write to ${bucket.bucket}`,
      remedy: expect.stringContaining('bucket policy'),
    });
    expect(await contents(bucket)).toEqual([]);
  });

  test('a service user that may create buckets fails, and no bucket is created', async () => {
    const bucket = await ceph.createBucketWithRole();
    const query = { uid: bucket.serviceUser, 'max-buckets': '10' };
    const admin = { ...ceph.administrator, endpoint: ceph.endpoint, region: 'default', service: 's3' };
    await sendSigned({ ...admin, method: 'POST', path: '/admin/user', query });
    const { exitCode, line, statuses } = await runJsonCheck([], variables(bucket));
    expect(exitCode).toBe(1);
    expect(line('service-key')).toMatchObject({
      status: 'fail',
      remedy: expect.stringContaining('max_buckets'),
    });
    expect(statuses).not.toHaveProperty('cleanup');
    const owned = {
      ...admin,
      method: 'GET',
      path: '/admin/bucket',
      query: { uid: bucket.serviceUser },
    } as const;
    expect(JSON.parse(await sendSigned(owned))).toEqual([]);
  });

  test('another bucket that is open to everybody fails for the role, and the upload there is removed', async () => {
    const open = await ceph.createBucketWithRole();
    await setPolicy(open, {
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:ListBucket', 's3:PutObject', 's3:DeleteObject'],
      Resource: everything(open),
    });
    const { exitCode, line } = await runJsonCheck(['--other-bucket', open.bucket], variables());
    expect(exitCode).toBe(1);
    expect(line('other-buckets').status).toBe('ok');
    expect(line('role')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining(`it can list ${open.bucket} and write to ${open.bucket}`),
    });
    expect(await contents(open)).toEqual([]);
  });

  test('what cannot be removed is reported', async () => {
    const bucket = await ceph.createBucketWithRole();
    await setPolicy(bucket, {
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:DeleteObject'],
      Resource: everything(bucket),
    });
    const { exitCode, statuses, line } = await runJsonCheck([], variables(bucket));
    expect(exitCode).toBe(1);
    expect(statuses).toMatchObject({ bucket: 'fail', cleanup: 'warn' });
    const kept = (await contents(bucket)).map((key) => key.replace(/<\/?Key>/g, ''));
    expect(kept.length).toBeGreaterThan(0);
    for (const key of kept) expect(line('cleanup').detail).toContain(key);
  });

  test('a missing bucket proves nothing as the other bucket', async () => {
    const { statuses } = await runJsonCheck(['--other-bucket', 'nobody-has-this'], variables());
    expect(statuses).toHaveProperty('other-buckets', 'warn');
  });

  test('with a role that allows 3 h, 12 h fail, and the rest is checked with 1 h', async () => {
    const strict = await ceph.createBucketWithRole({ maxSessionDuration: 3 * 3600 });
    const { exitCode, line, statuses } = await runJsonCheck(['--duration', '12h'], variables(strict));
    expect(exitCode).toBe(1);
    expect(statuses).toMatchObject({ exchange: 'ok', bucket: 'ok', 'other-buckets': 'ok' });
    expect(line('duration')).toMatchObject({
      status: 'fail',
      detail: '12 h was asked for, and the role allows up to 3 h',
      remedy: expect.stringContaining('--duration 3h'),
    });
    const fitting = await runJsonCheck(['--duration', '2h'], variables(strict));
    expect(fitting.line('duration').detail).toBe('the role allows up to 3 h, and 2 h was asked for');
  });

  test('swapped keys are refused before anything is sent, and not shown', async () => {
    const exchanged = {
      ...variables(),
      OTTER_SERVICE_ACCESS_KEY: granted.serviceSecretKey,
      OTTER_SERVICE_SECRET_KEY: granted.serviceAccessKey,
    };
    const { exitCode, stdout, stderr } = await runCheck([], exchanged);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'looks like a secret key, and service-secret-key looks like an access key: swap the two.',
    );
    expect(stdout + stderr).not.toContain(granted.serviceSecretKey.slice(-4));
  });

  test('a revoked key fails at the exchange, and the rest is skipped', async () => {
    const bucket = await ceph.createBucketWithRole();
    await ceph.removeServiceKey(bucket.serviceUser, bucket.serviceAccessKey);
    const { exitCode, statuses, stdout } = await runJsonCheck([], variables(bucket));
    expect(exitCode).toBe(1);
    expect(statuses).toMatchObject({ endpoint: 'ok', exchange: 'fail', 'service-key': 'skip' });
    expect(stdout).not.toContain(bucket.serviceSecretKey);
  });

  test('Ctrl-C removes existing probe objects', async () => {
    const onOutput = (text: string) => {
      if (text.includes('service-key')) setTimeout(() => process.emit('SIGINT', 'SIGINT'), 5);
    };
    const { exitCode } = await runCheck([], variables(), onOutput);
    expect(exitCode).toBe(130);
    expect(await contents()).toEqual([]);
  });

  test('the bucket owner’s own key in AWS_* is long-lived, and fails though it works', async () => {
    const environment = {
      AWS_ACCESS_KEY_ID: granted.ownerAccessKey,
      AWS_SECRET_ACCESS_KEY: granted.ownerSecretKey,
      AWS_ENDPOINT_URL: ceph.endpoint,
      OTTER_BUCKET: granted.bucket,
    };
    const { exitCode, statuses } = await runJsonCheck([], environment);
    expect(exitCode).toBe(1);
    expect(statuses).toMatchObject({ credentials: 'fail', bucket: 'ok', 'other-buckets': 'fail' });
    expect(await contents()).toEqual([]);
  });
});

describeWith('ceph', 'otter-sts check and the exchange on a misconfigured RGW', () => {
  const causes = [
    {
      name: 'a key of sessions that is too short',
      gateway: { rgw_sts_key: 'short' },
      line: 'exchange',
      says: 'it is an RGW whose rgw_sts_key is not exactly 16 characters long',
      remedy: 'set rgw_sts_key to 16 characters',
    },
    {
      name: 'S3 that takes no sessions',
      gateway: { rgw_s3_auth_use_sts: 'false' },
      line: 'bucket',
      says: '403 InvalidAccessKeyId',
      remedy: 'set rgw_s3_auth_use_sts = true',
    },
    {
      name: 'no STS at all',
      gateway: { rgw_enable_apis: 's3, admin, iam' },
      line: 'exchange',
      says: '405 MethodNotAllowed',
      remedy: 'add sts to rgw_enable_apis',
    },
  ];
  describe.each(causes)('$name', ({ gateway, line, says, remedy }) => {
    let ceph: Ceph;
    let granted: BucketWithRole;

    beforeAll(async () => {
      ceph = await startCeph({ gateway });
      granted = await ceph.createBucketWithRole();
      return () => ceph.close();
    });

    test.each(['1h', '12h'])('is reported as the cause with a duration of %s', async (duration) => {
      const run = await runJsonCheck(['--duration', duration], {
        OTTER_SERVICE_ACCESS_KEY: granted.serviceAccessKey,
        OTTER_SERVICE_SECRET_KEY: granted.serviceSecretKey,
        OTTER_ROLE_ARN: granted.roleArn,
        OTTER_BUCKET: granted.bucket,
        OTTER_ENDPOINT: ceph.endpoint,
      });
      expect(run.exitCode).toBe(1);
      expect(run.line(line)).toMatchObject({
        status: 'fail',
        detail: expect.stringContaining(says),
        remedy: expect.stringContaining(remedy),
      });
    });
  });
});

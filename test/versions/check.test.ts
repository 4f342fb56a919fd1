import { beforeAll, describe, expect, test } from 'vitest';
import type { HttpAnswer } from '../../src/http/messages.ts';
import { S3Client } from '../../src/s3/client.ts';
import type { S3Request } from '../../src/s3/request.ts';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import {
  document,
  type Guard,
  guard,
  setBucketPolicy,
  setPermissions,
  setTrust,
  setUserPolicy,
} from '../support/ceph/role-policies.ts';
import { type JsonCheckRun, runJsonCheck } from '../support/check-run.ts';
import { describeVersions } from '../support/describe-versions.ts';

describeVersions('otter-sts check', (ceph) => {
  const check = (granted: BucketWithRole, ...args: string[]) =>
    runJsonCheck(args, {
      OTTER_SERVICE_ACCESS_KEY: granted.serviceAccessKey,
      OTTER_SERVICE_SECRET_KEY: granted.serviceSecretKey,
      OTTER_ROLE_ARN: granted.roleArn,
      OTTER_BUCKET: granted.bucket,
      OTTER_ENDPOINT: ceph.endpoint,
    });

  /** The lines that are neither ok nor skipped, except for differences of the server. */
  const found = ({ lines }: JsonCheckRun) =>
    lines
      .filter(({ name, status }) => name !== 'batch-delete' && status !== 'ok' && status !== 'skip')
      .map(({ name, status }) => `${name} ${status}`);

  async function asOwner(granted: BucketWithRole, request: Omit<S3Request, 'bucket'>): Promise<HttpAnswer> {
    const key = { accessKeyId: granted.ownerAccessKey, secretAccessKey: granted.ownerSecretKey };
    const owner = new S3Client({ endpoint: ceph.endpoint, region: ceph.region, key });
    try {
      return await owner.send({ ...request, bucket: granted.bucket });
    } finally {
      owner.close();
    }
  }

  describe('for an unguarded role', () => {
    let granted: BucketWithRole;
    let run: JsonCheckRun;

    beforeAll(async () => {
      granted = await ceph.createBucketWithRole();
      run = await check(granted);
    });

    test('finds that a session can request another one, and what that one may do', () => {
      expect(run.exitCode).toBe(1);
      expect(found(run)).toEqual(['read-back warn', 'owner warn', 'chaining fail', 'role fail']);
      expect(run.line('chaining').detail).toContain('signed in the headers and query');
      expect(run.line('role').detail).toMatch(/policy, ACL, versioning, lifecycle rules.*delete the bucket/);
    });

    test('says that the session itself cannot administer the bucket', () => {
      expect(run.line('configuration')).toMatchObject({
        status: 'ok',
        detail: expect.stringMatching(/cannot change the bucket's policy, ACL, .*, or delete the bucket$/),
      });
    });

    test('says whether clients may delete in batches', () => {
      const refused = { status: 'warn', remedy: expect.stringContaining('--access role') };
      expect(run.line('batch-delete')).toMatchObject(ceph.version === 20 ? { status: 'ok' } : refused);
    });

    test('is green after its printed policies are applied', async () => {
      const printed = (name: string) =>
        /\{"(Version|Effect)".*\}$/.exec(run.line(name).remedy ?? '')?.[0] ?? '';
      await setTrust(ceph, granted, printed('chaining'));
      await setPermissions(ceph, granted, printed('role'));
      await setUserPolicy(ceph, granted, printed('read-back'));
      await setBucketPolicy(ceph, granted, JSON.parse(printed('owner')));
      const after = await check(granted);
      expect(found(after)).toEqual([]);
      expect(after.exitCode).toBe(0);
      for (const access of ['read', 'write']) {
        expect(found(await check(granted, '--access', access, '--prefix', 'a b/ü+/'))).toEqual([]);
      }
    });
  });

  const parts: [left: Guard, finds: string[]][] = [
    ['trust', ['chaining fail']],
    ['permissions', ['role warn']],
    ['bare-key', ['read-back warn']],
    ['owner', ['owner warn']],
  ];
  test.each(parts)('finds that a role lacks its guard: %s', async (part, finds) => {
    const granted = await ceph.createBucketWithRole();
    await guard(ceph, granted, { without: [part] });
    expect(found(await check(granted))).toEqual(finds);
  });

  test('is green for a guarded role, whether its sessions are narrowed or not', async () => {
    const granted = await ceph.createBucketWithRole();
    const other = await ceph.createBucketWithRole();
    await guard(ceph, granted);
    const run = await check(granted, '--other-bucket', other.bucket);
    expect(found(run)).toEqual([]);
    expect(run.line('role').detail).not.toContain('--other-bucket');
    const whole = await check(granted, '--access', 'role');
    expect(found(whole)).toEqual([]);
    expect(whole.statuses).toMatchObject({ configuration: 'skip', 'batch-delete': 'ok' });
  });

  test.each([
    ['everything', ['s3:*'], []],
    [
      'named actions alone, which another bucket shows',
      ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
      ['other'],
    ],
  ])('finds a role for * with %s', async (_name, Action, show) => {
    const granted = await ceph.createBucketWithRole();
    await guard(ceph, granted);
    await setPermissions(ceph, granted, document({ Effect: 'Allow', Action, Resource: ['*'] }));
    const other = await ceph.createBucketWithRole();
    const run = await check(granted, ...(show.length > 0 ? ['--other-bucket', other.bucket] : []));
    expect(run.line('role')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining(`the role is not limited to ${granted.bucket}`),
      remedy: expect.stringContaining(`"Resource":["arn:aws:s3:::${granted.bucket}"]`),
    });
    expect(run.statuses).toMatchObject({ 'other-buckets': 'ok', configuration: 'ok' });
  });

  describe('changes nothing in the bucket, whatever is allowed', () => {
    const XMLNS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
    const settings: Readonly<Record<string, string>> = {
      versioning: `<VersioningConfiguration ${XMLNS}><Status>Enabled</Status></VersioningConfiguration>`,
      tagging: '<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>',
      cors: '<CORSConfiguration><CORSRule><AllowedOrigin>https://a.example</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>',
    };

    /** Everything in a bucket, as its owner sees it. RGW 18 and 20 send too much after a 404, which may break the answer. */
    async function state(granted: BucketWithRole): Promise<string[]> {
      const read = async (name: string) => {
        const answer = await asOwner(granted, { method: 'GET', query: { [name]: '' } }).catch(
          () => undefined,
        );
        const none = answer === undefined || answer.status === 404;
        return `${name}: ${none ? 'none' : answer.body.replace(/<(RequestId|HostId)>.*?<\/\1>/g, '')}`;
      };
      const names = [
        'policy',
        'acl',
        'lifecycle',
        'publicAccessBlock',
        'encryption',
        'object-lock',
        'requestPayment',
      ];
      const kept = ['notification', 'replication', 'versions', 'uploads', ...Object.keys(settings)];
      return await Promise.all([...names, ...kept].map(read));
    }

    async function prepare(): Promise<BucketWithRole> {
      const granted = await ceph.createBucketWithRole();
      await setBucketPolicy(ceph, granted, {
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam:::user/nobody'] },
        Action: ['s3:GetObject'],
        Resource: [`arn:aws:s3:::${granted.bucket}/x`],
      });
      for (const [name, body] of Object.entries(settings)) {
        const answer = await asOwner(granted, { method: 'PUT', query: { [name]: '' }, body });
        expect(answer.status).toBeLessThan(300);
      }
      expect((await asOwner(granted, { method: 'PUT', key: 'kept', body: 'kept' })).status).toBe(200);
      const upload = { method: 'POST', key: 'begun', query: { uploads: '' } } as const;
      expect((await asOwner(granted, upload)).status).toBe(200);
      return granted;
    }

    test.each([
      ['a guarded role', true],
      ['an unguarded one', false],
    ])('%s', async (_name, guarded) => {
      const granted = await prepare();
      if (guarded) await guard(ceph, granted, { without: ['owner'] });
      const before = await state(granted);
      const run = await check(granted);
      expect(run.line('role').status).toBe(guarded ? 'ok' : 'fail');
      expect(await state(granted)).toEqual(before);
    });

    test('with the owner’s own key, which may do everything', async () => {
      const granted = await prepare();
      const { ownerAccessKey, ownerSecretKey, bucket } = granted;
      const before = await state(granted);
      const party = new S3Client({
        endpoint: ceph.endpoint,
        region: ceph.region,
        key: { accessKeyId: ownerAccessKey, secretAccessKey: ownerSecretKey },
      });
      const statuses: number[] = [];
      for (const [name, body] of [...Object.keys(settings), 'policy', 'acl', 'lifecycle'].map((n) => [
        n,
        '<',
      ])) {
        const answer = await party.send({
          method: 'PUT',
          bucket,
          query: { [name ?? '']: '' },
          body: body ?? '',
        });
        statuses.push(answer.status);
      }
      statuses.push((await party.send({ method: 'DELETE', bucket })).status);
      party.close();
      expect(statuses).toEqual([400, 400, 400, 400, 400, 400, 409]);
      expect(await state(granted)).toEqual(before);
    });
  });

  test('proposes no Deny for a user that owns the bucket', async () => {
    const granted = await ceph.createBucketWithRole();
    const owner = { serviceAccessKey: granted.ownerAccessKey, serviceSecretKey: granted.ownerSecretKey };
    await setTrust(
      ceph,
      granted,
      document({
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam:::user/${granted.bucket}-owner`] },
        Action: ['sts:AssumeRole'],
      }),
    );
    const run = await check({ ...granted, ...owner });
    expect(run.line('service-key').status).toBe('fail');
    expect(run.line('read-back')).toMatchObject({
      status: 'warn',
      remedy: expect.stringContaining('create a separate user'),
    });
    expect(run.stdout).not.toContain('Deny');
  });
});

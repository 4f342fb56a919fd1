import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { type BucketWithRole, singleBucket } from '../support/ceph/accounts.ts';
import { assumeRole, type Key } from '../support/ceph/assume-role.ts';
import { guard } from '../support/ceph/role-policies.ts';
import { describeVersions } from '../support/describe-versions.ts';

const policyOf = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

describeVersions('current sessions', (ceph) => {
  const keyOf = ({ serviceAccessKey, serviceSecretKey }: BucketWithRole): Key => ({
    accessKeyId: serviceAccessKey,
    secretAccessKey: serviceSecretKey,
  });

  const ask = (granted: BucketWithRole, key = keyOf(granted)) =>
    assumeRole(ceph, key, { roleArn: granted.roleArn, seconds: 900 });

  /** @returns the result of an upload with a new session, now and at each call */
  async function startSession(granted: BucketWithRole): Promise<() => Promise<string>> {
    const { answer, key } = await ask(granted);
    if (key === undefined) throw new Error(`The service key was refused: ${answer}`);
    const put = () => putWith(key, granted.bucket);
    expect(await put()).toBe('allowed');
    return put;
  }

  async function putWith(credentials: Key, Bucket: string): Promise<string> {
    const { endpoint, region } = ceph;
    const s3 = new S3Client({ endpoint, region, forcePathStyle: true, maxAttempts: 1, credentials });
    return await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' })).then(
      () => 'allowed',
      (error: Error) => error.name,
    );
  }

  const setRolePolicy = ({ roleName }: BucketWithRole, name: string, policy: string) =>
    ceph.iam({ Action: 'PutRolePolicy', RoleName: roleName, PolicyName: name, PolicyDocument: policy });

  const removeRolePolicy = ({ roleName }: BucketWithRole) =>
    ceph.iam({ Action: 'DeleteRolePolicy', RoleName: roleName, PolicyName: singleBucket });

  test.each<[string, (granted: BucketWithRole) => Promise<unknown>, answer?: string]>([
    ['the service key is removed', (one) => ceph.removeServiceKey(one.serviceUser, one.serviceAccessKey)],
    [
      'the service user is suspended',
      (one) => ceph.admin('POST', '/admin/user', { uid: one.serviceUser, suspended: 'true' }),
      '403 UserSuspended',
    ],
    ['the service user is removed', (one) => ceph.admin('DELETE', '/admin/user', { uid: one.serviceUser })],
    [
      'the role trusts another user',
      ({ roleName }) =>
        ceph.iam({
          Action: 'UpdateAssumeRolePolicy',
          RoleName: roleName,
          PolicyDocument: policyOf({
            Effect: 'Allow',
            Principal: { AWS: ['arn:aws:iam:::user/administrator'] },
            Action: ['sts:AssumeRole'],
          }),
        }),
    ],
  ])('go on when %s, and no new one is given', async (_, revoke, refusal = '403 AccessDenied') => {
    const granted = await ceph.createBucketWithRole();
    const put = await startSession(granted);
    await revoke(granted);
    expect((await ask(granted)).answer).toBe(refusal);
    expect(await put()).toBe('allowed');
  });

  test('end at once when the policy of the role is removed', async () => {
    const granted = await ceph.createBucketWithRole();
    const put = await startSession(granted);
    await removeRolePolicy(granted);
    expect(await put()).toBe('AccessDenied');
  });

  test('end at once when the role is removed', async () => {
    const granted = await ceph.createBucketWithRole();
    const put = await startSession(granted);
    await removeRolePolicy(granted);
    await ceph.iam({ Action: 'DeleteRole', RoleName: granted.roleName });
    expect(await put()).not.toBe('allowed');
    expect((await ask(granted)).answer).not.toBe('200');
  });

  async function denyOlderSessions(granted: BucketWithRole): Promise<void> {
    // A token's time has whole seconds.
    await sleep(2_000);
    const now = new Date().toISOString().replace(/\.\d+/, '');
    const deny = {
      Effect: 'Deny',
      Action: ['s3:*'],
      Resource: ['arn:aws:s3:::*'],
      Condition: { DateLessThan: { 'aws:TokenIssueTime': now } },
    };
    await setRolePolicy(granted, 'older-sessions', policyOf(deny));
  }

  test('end if they are older than the date in a Deny of the role’s policy, and newer ones continue', async () => {
    const granted = await ceph.createBucketWithRole();
    const older = await startSession(granted);
    await denyOlderSessions(granted);
    expect(await older()).toBe('AccessDenied');
    await sleep(1_000);
    const younger = await startSession(granted);
    expect(await younger()).toBe('allowed');
    expect(await older()).toBe('AccessDenied');
  });

  test('that were ended so obtain a new one if the trust policy lets them', async () => {
    const granted = await ceph.createBucketWithRole();
    const { key } = await ask(granted);
    if (key === undefined) throw new Error('The service key was refused.');
    await denyOlderSessions(granted);
    expect(await putWith(key, granted.bucket)).toBe('AccessDenied');
    await sleep(1_000);
    const { key: younger } = await ask(granted, key);
    expect(younger && (await putWith(younger, granted.bucket))).toBe('allowed');
    await guard(ceph, granted, { without: ['permissions', 'bare-key', 'owner'] });
    expect((await ask(granted, key)).answer).toBe('403 AccessDenied');
  });
});

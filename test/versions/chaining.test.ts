import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import { assumeRole, type Given, type Key, type SignedIn } from '../support/ceph/assume-role.ts';
import { describeVersions } from '../support/describe-versions.ts';

const narrow = (bucket: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['s3:PutObject'], Resource: `arn:aws:s3:::${bucket}/drop/*` }],
  });

const ways: readonly SignedIn[] = ['headers', 'query'];

describeVersions('a session requests another session of its own role', (ceph) => {
  let granted: BucketWithRole;

  beforeAll(async () => {
    granted = await ceph.createBucketWithRole();
  });

  const serviceKey = (): Key => ({
    accessKeyId: granted.serviceAccessKey,
    secretAccessKey: granted.serviceSecretKey,
  });

  const ask = (key: Key, signedIn: SignedIn, policy?: string): Promise<Given> =>
    assumeRole(
      ceph,
      key,
      { roleArn: granted.roleArn, ...(policy === undefined ? {} : { policy }) },
      signedIn,
    );

  async function askWithSession(signedIn: SignedIn): Promise<Given> {
    const { key, answer } = await ask(serviceKey(), signedIn, narrow(granted.bucket));
    if (key === undefined) throw new Error(`The service key was refused: ${answer}`);
    return await ask(key, signedIn);
  }

  async function trust(condition?: object): Promise<void> {
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: [`arn:aws:iam:::user/${granted.serviceUser}`] },
      Action: ['sts:AssumeRole'],
      ...(condition === undefined ? {} : { Condition: condition }),
    };
    await ceph.iam({
      Action: 'UpdateAssumeRolePolicy',
      RoleName: granted.roleName,
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    });
  }

  const reads = ({ key }: Given) => {
    const { endpoint, region } = ceph;
    if (key === undefined) throw new Error('There is no session.');
    const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials: key });
    return s3.send(new HeadBucketCommand({ Bucket: granted.bucket }));
  };

  test.each(ways)(
    'and a trust policy without a condition gives it the whole role, signed in the %s',
    async (way) => {
      await trust();
      const again = await askWithSession(way);
      expect(again.answer).toBe('200');
      await reads(again);
    },
  );

  test('and that works on when the service key is gone', async () => {
    await trust();
    const extra = await ceph.createServiceKey(granted.serviceUser);
    const key = { accessKeyId: extra.accessKey, secretAccessKey: extra.secretKey };
    const session = await ask(key, 'headers', narrow(granted.bucket));
    await ceph.removeServiceKey(granted.serviceUser, extra.accessKey);
    expect(await ask(key, 'headers')).toEqual({ answer: '403 AccessDenied' });
    expect((await ask(session.key ?? key, 'headers')).answer).toBe('200');
  });

  test.each(ways)('and one with the Null condition refuses it, signed in the %s', async (way) => {
    await trust({ Null: { 'aws:TokenIssueTime': 'true' } });
    expect(await askWithSession(way)).toEqual({ answer: '403 AccessDenied' });
    const { answer } = await ask(serviceKey(), way);
    expect(answer).toBe('200');
  });
});

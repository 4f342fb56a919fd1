import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeAll } from 'vitest';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';
import { describeWalkThrough, type TemporaryCredentials } from '../support/walk-through.ts';

describeWith(['ceph', 'clients'], "the documentation's walk-through on a real Ceph RGW", () => {
  const ceph = sharedCeph();
  let own: BucketWithRole;
  let other: BucketWithRole;

  beforeAll(async () => {
    own = await ceph.createBucketWithRole({ bucket: 'my-first-bucket' });
    other = await ceph.createBucketWithRole();
  });

  /** As in OtterStorage's console: a session of the bucket's role. */
  async function generate(seconds: number): Promise<TemporaryCredentials> {
    const { endpoint, region } = ceph;
    const credentials = { accessKeyId: own.serviceAccessKey, secretAccessKey: own.serviceSecretKey };
    const sts = new STSClient({ endpoint, region, credentials });
    const { Credentials: issued } = await sts.send(
      new AssumeRoleCommand({ RoleArn: own.roleArn, RoleSessionName: 'console', DurationSeconds: seconds }),
    );
    return {
      accessKey: issued?.AccessKeyId ?? '',
      secretKey: issued?.SecretAccessKey ?? '',
      sessionToken: issued?.SessionToken ?? '',
      expiresAt: issued?.Expiration ?? new Date(0),
    };
  }

  describeWalkThrough('works word for word:', () => ({
    endpoint: ceph.endpoint,
    region: ceph.region,
    roleArn: own.roleArn,
    otherBucket: other.bucket,
    permanent: { accessKey: own.ownerAccessKey, secretKey: own.ownerSecretKey },
    generate,
    createServiceCredential: () => ceph.createServiceKey(own.serviceUser),
    revokeServiceCredential: (accessKey) => ceph.removeServiceKey(own.serviceUser, accessKey),
  }));
});

import { beforeAll } from 'vitest';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import { describeVersions } from '../support/describe-versions.ts';
import { testPrefixes } from '../support/prefix-cases.ts';

describeVersions('prefixes', (ceph) => {
  let granted: BucketWithRole;

  beforeAll(async () => {
    granted = await ceph.createBucketWithRole();
  });

  testPrefixes(() => ({ endpoint: ceph.endpoint, ...granted }));
});

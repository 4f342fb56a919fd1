/** The sandbox answers like a real RGW 16, except for the differences in sandbox/README.md, which have reasons. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { projectFolder } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { acceptedDifference, UNASKED_DIFFERENCES } from '../support/parity/accepted-differences.ts';
import { parityCases } from '../support/parity/index.ts';
import { openWorld, type World } from '../support/parity/world.ts';
import { sharedCeph } from '../support/shared-ceph.ts';

describeWith('ceph', 'the sandbox and a real RGW', () => {
  const suffix = randomBytes(4).toString('hex');
  const names = [`parity-one-${suffix}`, `parity-two-${suffix}`] as const;
  let sandbox: Sandbox;
  let onRgw: World;
  let onSandbox: World;

  beforeAll(async () => {
    onRgw = await worldOnRgw(names);
    sandbox = await startSandbox({ buckets: names, unguardedRoles: true, minimumDurationSeconds: 1 });
    onSandbox = await worldOnSandbox(sandbox);
  });
  afterAll(() => sandbox?.close());

  // One after the other, because a case may build on the results of an earlier one.
  for (const parityCase of parityCases) {
    const accepted = acceptedDifference(parityCase.name);
    const title = accepted === undefined ? 'alike' : `not alike, and documented: ${accepted}`;
    test(`${parityCase.name}: ${title}`, async () => {
      const [answered, expected] = await Promise.all([
        parityCase.observe(onSandbox),
        parityCase.observe(onRgw),
      ]);
      if (accepted === undefined) expect(answered).toEqual(expected);
      else expect(answered, 'the difference is gone: take it off the lists').not.toEqual(expected);
    });
  }

  test('each accepted difference is in the table of sandbox/README.md, and no other', async () => {
    const readme = await readFile(join(projectFolder, 'sandbox/README.md'), 'utf8');
    const [table = ''] = readme.slice(readme.indexOf('| | RGW 16 | sandbox | reason |')).split('\n\n');
    const documented = table
      .trimEnd()
      .split('\n')
      .slice(2)
      .map((line) => line.split(' | ')[0]?.slice(2));
    const accepted = parityCases.flatMap(({ name }) => acceptedDifference(name) ?? []);
    expect([...new Set([...accepted, ...UNASKED_DIFFERENCES])].sort()).toEqual(documented.sort());
  });
});

async function worldOnRgw([bucket, otherBucket]: readonly [string, string]): Promise<World> {
  const ceph = sharedCeph();
  const one = await ceph.createBucketWithRole({ bucket });
  const other = await ceph.createBucketWithRole({ bucket: otherBucket });
  return openWorld({
    endpoint: ceph.endpoint,
    administrator: ceph.administrator,
    bucket,
    otherBucket,
    owner: { accessKey: one.ownerAccessKey, secretKey: one.ownerSecretKey },
    otherOwner: { accessKey: other.ownerAccessKey, secretKey: other.ownerSecretKey },
    service: { accessKey: one.serviceAccessKey, secretKey: one.serviceSecretKey },
    serviceUser: one.serviceUser,
    ownerUser: `${bucket}-owner`,
    otherOwnerUser: `${otherBucket}-owner`,
    roleArn: one.roleArn,
    roleName: one.roleName,
  });
}

function worldOnSandbox({ endpoint, admin, buckets }: Sandbox): Promise<World> {
  const [one, other] = buckets;
  if (!one || !other) throw new Error('the sandbox has not both buckets');
  return openWorld({
    endpoint,
    administrator: admin,
    bucket: one.bucket,
    otherBucket: other.bucket,
    owner: { accessKey: one.accessKey, secretKey: one.secretKey },
    otherOwner: { accessKey: other.accessKey, secretKey: other.secretKey },
    service: { accessKey: one.serviceAccessKey, secretKey: one.serviceSecretKey },
    serviceUser: `${one.bucket}-service`,
    ownerUser: `${one.bucket}-owner`,
    otherOwnerUser: `${other.bucket}-owner`,
    roleArn: one.roleArn,
    roleName: one.roleArn.slice(one.roleArn.lastIndexOf('/') + 1),
  });
}

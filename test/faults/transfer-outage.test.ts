import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startCeph } from '../support/ceph.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';
import { startSlowProxy } from '../support/slow-proxy.ts';
import {
  describeFolder,
  lookAsOwner,
  makeFolder,
  startTransfer,
  transferEnvironment,
  writeFiles,
} from '../support/transfers/command.ts';
import { type Fault, FaultProxy } from './proxy.ts';

const MEBI = 1024 ** 2;
const OPTIONS = ['--prefix', 'outage/', '--part-size', '5MiB', '--concurrency', '8'];

function makeSource(): string {
  const source = makeFolder();
  const small = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`small/${i}`, 4 * 1024]));
  writeFiles(source, { ...small, 'one.bin': 24 * MEBI + 7 });
  return source;
}

describeWith('ceph', 'a transfer during outages', () => {
  test('outlives restarts of the gateway', async () => {
    const ceph = await startCeph();
    const grant = await ceph.createBucketWithRole();
    const slow = await startSlowProxy(ceph.endpoint, 6 * MEBI);
    const source = makeSource();
    const upload = startTransfer(['upload', source, ...OPTIONS], transferEnvironment(grant, slow.url));
    while (slow.passed() < 3 * MEBI) await sleep(20);
    await ceph.restartGateway();
    while (slow.passed() < 12 * MEBI) await sleep(20);
    await ceph.restartGateway();
    const uploaded = await upload.result;
    await slow.close();
    expect(uploaded.code, uploaded.stderr).toBe(0);
    const { sizes, unfinished } = await lookAsOwner(ceph.endpoint, grant.bucket, grant);
    expect(unfinished).toEqual([]);
    expect(sizes.size).toBe(202);
    const copy = makeFolder();
    const args = ['download', '--prefix', 'outage/', '--directory', copy];
    const downloaded = await startTransfer(args, transferEnvironment(grant, ceph.endpoint)).result;
    await ceph.close();
    expect(downloaded.code, downloaded.stderr).toBe(0);
    expect(describeFolder(copy)).toEqual(describeFolder(source));
  });

  test.each<Fault>(['reset', '503', 'hang', 'refuse', 'half'])(
    'outlives answers of the kind %s',
    async (fault) => {
      const ceph = sharedCeph();
      const grant = await ceph.createBucketWithRole();
      const slow = await startSlowProxy(ceph.endpoint, 12 * MEBI);
      const faulty = await FaultProxy.start(slow.url);
      const source = makeSource();
      const upload = startTransfer(
        ['upload', source, ...OPTIONS, '--json'],
        transferEnvironment(grant, faulty.url),
      );
      for (const after of [2, 9, 17]) {
        while (slow.passed() < after * MEBI) await sleep(10);
        await faulty.set(fault);
        await sleep(700);
        await faulty.set('pass');
      }
      const uploaded = await upload.result;
      await Promise.all([faulty.close(), slow.close()]);
      expect(uploaded.code, uploaded.stderr).toBe(0);
      expect(uploaded.stderr).toContain('"event":"retry"');
      const { sizes, unfinished } = await lookAsOwner(ceph.endpoint, grant.bucket, grant);
      expect(unfinished).toEqual([]);
      expect(sizes.size).toBe(202);
      const copy = makeFolder();
      const args = ['download', '--prefix', 'outage/', '--directory', copy];
      const downloaded = await startTransfer(args, transferEnvironment(grant, ceph.endpoint)).result;
      expect(downloaded.code, downloaded.stderr).toBe(0);
      expect(describeFolder(copy)).toEqual(describeFolder(source));
    },
  );

  test('a full bucket is reported as full, and nothing unfinished stays in it', async () => {
    const ceph = sharedCeph();
    const grant = await ceph.createBucketWithRole({ maxKilobytes: 12 * 1024 });
    const upload = startTransfer(
      ['upload', makeSource(), ...OPTIONS],
      transferEnvironment(grant, ceph.endpoint),
    );
    const { code, stderr } = await upload.result;
    expect([1, 4]).toContain(code);
    expect(stderr).toMatch(/QuotaExceeded/);
    expect(stderr).toMatch(/full|quota/i);
    const { sizes, unfinished } = await lookAsOwner(ceph.endpoint, grant.bucket, grant);
    expect(unfinished).toEqual([]);
    expect([...sizes.values()].filter((size) => size !== 4 * 1024)).toEqual([]);
  });
});

import { expect, test } from 'vitest';
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

const MEBI = 1024 ** 2;
const SESSION_SECONDS = 2;
const LIVES = 10;
/** A part of 5 MiB takes longer than a session lasts. */
const BYTES_PER_SECOND = 2 * MEBI;

const renewals = (log: string) => log.split('\n').filter((line) => line.includes('"event":"renewed"')).length;

describeWith('ceph', `a transfer that outlasts more than ${LIVES} sessions on a real Ceph RGW`, () => {
  test('many files and a large one are uploaded without a failure, and come back byte for byte', async () => {
    const ceph = sharedCeph();
    const grant = await ceph.createBucketWithRole();
    const slow = await startSlowProxy(ceph.endpoint, BYTES_PER_SECOND);
    const [source, copy] = [makeFolder(), makeFolder()];
    const small = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`small/${i % 7}/${i}`, 8 * 1024]),
    );
    writeFiles(source, { ...small, 'big.bin': 44 * MEBI + 1 });
    const env = transferEnvironment(grant, slow.url);
    const options = ['--prefix', 'lives/', '--duration', `${SESSION_SECONDS}s`, '--json'];
    const begun = performance.now();
    const upload = startTransfer(
      ['upload', source, ...options, '--part-size', '5MiB', '--concurrency', '4'],
      env,
    );
    const uploaded = await upload.result;
    const lives = (performance.now() - begun) / 1000 / SESSION_SECONDS;
    await slow.close();

    expect(uploaded.code, uploaded.stderr).toBe(0);
    expect(lives).toBeGreaterThan(LIVES);
    expect(renewals(uploaded.stderr)).toBeGreaterThanOrEqual(LIVES);
    expect(JSON.parse(uploaded.stdout)).toMatchObject({ files: 301, uploaded: 301, skipped: 0 });
    const { sizes, unfinished } = await lookAsOwner(ceph.endpoint, grant.bucket, grant);
    expect(unfinished).toEqual([]);
    expect(sizes.size).toBe(302);
    const download = startTransfer(
      ['download', '--prefix', 'lives/', '--directory', copy, '--duration', `${SESSION_SECONDS}s`],
      transferEnvironment(grant, ceph.endpoint),
    );
    const downloaded = await download.result;
    expect(downloaded.code, downloaded.stderr).toBe(0);
    expect(describeFolder(copy)).toEqual(describeFolder(source));
  });
});

describeWith('ceph', 'a second upload to the same prefix, on a real Ceph RGW', () => {
  test('keeps the same manifest byte for byte, and refuses to replace another', async () => {
    const ceph = sharedCeph();
    const grant = await ceph.createBucketWithRole();
    const env = transferEnvironment(grant, ceph.endpoint);
    const source = makeFolder();
    writeFiles(source, { a: 10, 'sub/b': MEBI });
    const upload = (...more: string[]) =>
      startTransfer(['upload', ...more, '--prefix', 'one/', '--json', '--quiet'], env).result;
    const first = await upload(source);
    expect(first.code, first.stderr).toBe(0);
    const again = await upload(source);
    expect(again.code, again.stderr).toBe(0);
    const { 'manifest-sha256': digest } = JSON.parse(first.stdout);
    expect(JSON.parse(again.stdout)).toMatchObject({ uploaded: 0, skipped: 2, 'manifest-sha256': digest });
    const other = await upload(`${source}/sub`);
    expect(other.code, other.stderr).toBe(5);
    expect(JSON.parse(other.stderr)).toMatchObject({ event: 'failed', kind: 'exists' });
    expect(other.stderr).toContain('it is the manifest of another upload');
    const replaced = await upload(`${source}/sub`, '--overwrite');
    expect(replaced.code, replaced.stderr).toBe(0);
    expect(JSON.parse(replaced.stdout)['manifest-sha256']).not.toBe(digest);
  });
});

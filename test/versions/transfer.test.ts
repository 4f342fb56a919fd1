import { expect, test } from 'vitest';
import { describeVersions } from '../support/describe-versions.ts';
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
const RENEWALS = 3;
/** The files take several times as long, each way. */
const SESSION = ['--duration', '2s', '--concurrency', '2'];
const BYTES_PER_SECOND = 2 * MEBI;
/** The large one is sent in parts, and fetched in ranges, of which the third is requested with a later session. */
const FILES = {
  'big.bin': 33 * MEBI,
  ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`many/${i}`, MEBI])),
};

const renewals = (log: string) => log.split('\n').filter((line) => line.includes('"event":"renewed"')).length;

describeVersions('a transfer that outlives its sessions', (ceph) => {
  test('is sent in parts, gets other headers and comes back byte for byte', async () => {
    const grant = await ceph.createBucketWithRole();
    const [source, copy] = [makeFolder(), makeFolder()];
    writeFiles(source, FILES);
    const transfer = async (way: 'to-server' | 'to-client', args: readonly string[]) => {
      const slow = await startSlowProxy(ceph.endpoint, BYTES_PER_SECOND, way);
      const options = ['--prefix', 'lives/', '--json', ...SESSION];
      const ended = await startTransfer([...args, ...options], transferEnvironment(grant, slow.url)).result;
      await slow.close();
      expect(ended.code, ended.stderr).toBe(0);
      expect(renewals(ended.stderr)).toBeGreaterThanOrEqual(RENEWALS);
    };

    await transfer('to-server', ['upload', source, '--part-size', '5MiB']);
    expect((await lookAsOwner(ceph.endpoint, grant.bucket, grant)).unfinished).toEqual([]);
    const again = ['upload', source, '--prefix', 'lives/', '--headers', '**: Cache-Control: no-cache'];
    const changed = await startTransfer([...again, '--json'], transferEnvironment(grant, ceph.endpoint))
      .result;
    expect(JSON.parse(changed.stdout), changed.stderr).toMatchObject({ uploaded: 0, 'headers-changed': 9 });
    await transfer('to-client', ['download', '--directory', copy]);
    expect(describeFolder(copy)).toEqual(describeFolder(source));
  });
});

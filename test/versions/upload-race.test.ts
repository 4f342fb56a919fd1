import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { AnswerProxy, type Asked, type Treatment } from '../faults/answer-proxy.ts';
import { describeVersions } from '../support/describe-versions.ts';
import {
  lookAsOwner,
  makeFolder,
  startTransfer,
  transferEnvironment,
  writeFiles,
} from '../support/transfers/command.ts';

const MEBI = 1024 ** 2;
const OPTIONS = ['--prefix', 'p', '--part-size', '5MiB'];

const isCompleted = ({ method, query }: Asked) => method === 'POST' && query.has('uploadId');

describeVersions('an upload that replaces nothing', (ceph) => {
  const uploadOf = (bytes: number, env: Record<string, string>) => {
    const folder = makeFolder();
    writeFiles(folder, { big: bytes });
    return startTransfer(['upload', folder, ...OPTIONS], env).result;
  };

  test('is the only one of several that put the same file together in the same moment', async () => {
    const grant = await ceph.createBucketWithRole();
    const proxy = await AnswerProxy.start(ceph.endpoint, async (asked): Promise<Treatment> => {
      if (isCompleted(asked)) await sleep(1_000);
      return 'pass';
    });
    onTestFinished(() => proxy.close());
    const env = transferEnvironment(grant, proxy.url);
    const sizes = [6 * MEBI, 7 * MEBI, 8 * MEBI];
    const results = await Promise.all(sizes.map((bytes) => uploadOf(bytes, env)));
    const codes = results.map(({ code }) => code);
    expect(codes.toSorted(), results.map(({ stderr }) => stderr).join('\n')).toEqual([0, 5, 5]);
    const { sizes: there, unfinished } = await lookAsOwner(ceph.endpoint, grant.bucket, grant);
    expect([...there.keys()].sort()).toEqual(['p/big', 'p/otter-manifest.json']);
    expect(there.get('p/big')).toBe(sizes[codes.indexOf(0)]);
    expect(unfinished).toEqual([]);
  });

  test(`${ceph.version < 20 ? 'cannot hold off' : 'holds off'} another client that puts the key while it is put together`, async () => {
    const grant = await ceph.createBucketWithRole();
    const owner = new S3Client({
      endpoint: ceph.endpoint,
      region: 'eu-mad',
      forcePathStyle: true,
      credentials: { accessKeyId: grant.ownerAccessKey, secretAccessKey: grant.ownerSecretKey },
    });
    onTestFinished(() => owner.destroy());
    const proxy = await AnswerProxy.start(ceph.endpoint, async (asked): Promise<Treatment> => {
      if (isCompleted(asked)) {
        await owner.send(new PutObjectCommand({ Bucket: grant.bucket, Key: 'p/big', Body: 'another' }));
      }
      return 'pass';
    });
    onTestFinished(() => proxy.close());
    const { code, stderr } = await uploadOf(6 * MEBI, transferEnvironment(grant, proxy.url));
    const { sizes, unfinished } = await lookAsOwner(ceph.endpoint, grant.bucket, grant);
    // Ceph 16 and 18 pass If-None-Match over when parts are put together.
    expect(code, stderr).toBe(ceph.version < 20 ? 0 : 5);
    expect(sizes.get('p/big')).toBe(ceph.version < 20 ? 6 * MEBI : 'another'.length);
    expect([...sizes.keys()].filter((key) => key.includes('.otter-claims'))).toEqual([]);
    expect(unfinished).toEqual([]);
  });
});

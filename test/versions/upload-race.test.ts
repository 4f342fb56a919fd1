import { setTimeout as sleep } from 'node:timers/promises';
import {
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import type { StoreFailure } from '../../src/s3/failure.ts';
import { ObjectStore } from '../../src/s3/object-store.ts';
import { bodyOf } from '../../src/s3/request.ts';
import type { Retry } from '../../src/s3/store-types.ts';
import { AnswerProxy, type Asked, type Treatment } from '../faults/answer-proxy.ts';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import { describeVersions } from '../support/describe-versions.ts';
import { keysOf } from '../support/object-store/fixture.ts';
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
  const folderOf = (sizes: Record<string, number>) => {
    const folder = makeFolder();
    writeFiles(folder, sizes);
    return folder;
  };
  const upload = (folder: string, env: Record<string, string>, ...more: string[]) =>
    startTransfer(['upload', folder, ...OPTIONS, ...more], env).result;
  const uploadOf = (bytes: number, env: Record<string, string>) => upload(folderOf({ big: bytes }), env);
  const ownerOf = (grant: BucketWithRole) => {
    const { ownerAccessKey: accessKeyId, ownerSecretKey: secretAccessKey } = grant;
    const credentials = { accessKeyId, secretAccessKey };
    const { endpoint } = ceph;
    const owner = new S3Client({ endpoint, region: 'eu-mad', forcePathStyle: true, credentials });
    onTestFinished(() => owner.destroy());
    return owner;
  };

  test('is the only one of several that complete the same file at the same moment', async () => {
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

  test(`${ceph.version < 20 ? 'cannot refuse' : 'refuses'} another client that uploads the key during the completion`, async () => {
    const grant = await ceph.createBucketWithRole();
    const owner = ownerOf(grant);
    const proxy = await AnswerProxy.start(ceph.endpoint, async (asked): Promise<Treatment> => {
      if (isCompleted(asked)) {
        await owner.send(new PutObjectCommand({ Bucket: grant.bucket, Key: 'p/big', Body: 'another' }));
      }
      return 'pass';
    });
    onTestFinished(() => proxy.close());
    const { code, stderr } = await uploadOf(6 * MEBI, transferEnvironment(grant, proxy.url));
    const { sizes, unfinished } = await lookAsOwner(ceph.endpoint, grant.bucket, grant);
    // Ceph 16 and 18 ignore If-None-Match when an upload is completed.
    expect(code, stderr).toBe(ceph.version < 20 ? 0 : 5);
    expect(sizes.get('p/big')).toBe(ceph.version < 20 ? 6 * MEBI : 'another'.length);
    expect([...sizes.keys()].filter((key) => key.includes('.otter-claims'))).toEqual([]);
    expect(unfinished).toEqual([]);
  });

  test('succeeds, or finds the key taken, while others put and delete it in a bucket with versioning', async () => {
    const grant = await ceph.createBucketWithRole();
    const Bucket = grant.bucket;
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await ownerOf(grant).send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const { ownerAccessKey: accessKeyId, ownerSecretKey: secretAccessKey, bucket } = grant;
    const { endpoint, region } = ceph;
    const keys = keysOf({ accessKeyId, secretAccessKey });
    const retries: Retry[] = [];
    const onRetry = (retry: Retry) => void retries.push(retry);
    const store = new ObjectStore({ endpoint, region, bucket, keys, concurrency: 4, onRetry });
    onTestFinished(() => store.close());
    // Until the answer that this is about has come.
    const putAndDelete = async () => {
      for (let times = 0; times < 2_000 && retries.length === 0; times += 1) {
        const put = store.putObject('k', bodyOf('x'), { onlyIfAbsent: true });
        const { versionId } = await put.catch((error: StoreFailure) => {
          if (error.kind !== 'exists') throw error;
          return { versionId: undefined };
        });
        if (versionId !== undefined) await store.deleteVersion('k', versionId);
      }
    };
    await Promise.all(Array.from({ length: 4 }, putAndDelete));
    expect(retries[0]?.cause).toMatch(/^404 NoSuchKey/);
    expect(await store.listVersions('k')).toEqual({ objects: [], markers: [] });
  });

  // Ceph 16 and 18 ignore If-None-Match in such a bucket.
  test('is the only one in a bucket with versioning too, and leaves no old versions when it is repeated', async () => {
    const grant = await ceph.createBucketWithRole();
    const Bucket = grant.bucket;
    const owner = ownerOf(grant);
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await owner.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    await owner.send(new PutObjectCommand({ Bucket, Key: 'taken/small', Body: 'another' }));
    const env = transferEnvironment(grant, ceph.endpoint);
    const taken = await upload(folderOf({ small: 10 }), env, '--prefix', 'taken');
    expect(taken.code, taken.stderr).toBe(5);

    const folders = [6, 7, 8].map((mebi) => folderOf({ big: mebi * MEBI }));
    const results = await Promise.all(folders.map((folder) => upload(folder, env)));
    const codes = results.map(({ code }) => code);
    expect(codes.toSorted(), results.map(({ stderr }) => stderr).join('\n')).toEqual([0, 5, 5]);
    const winner = folders[codes.indexOf(0)] ?? '';
    for (const more of [[], ['--overwrite', '--skip-unchanged']]) {
      const { code, stderr } = await upload(winner, env, ...more);
      expect(code, stderr).toBe(0);
    }
    const { Versions = [], DeleteMarkers = [] } = await owner.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions.map(({ Key, Size }) => (Key === 'taken/small' ? Size : Key))).toEqual([
      ...['p/big', 'p/otter-manifest.json', 'another'.length],
    ]);
    expect(DeleteMarkers).toEqual([]);
  });
});

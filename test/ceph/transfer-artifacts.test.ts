import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';
import {
  describeFolder,
  lookAsOwner,
  makeFolder,
  startTransfer,
  transferEnvironment,
  writeFiles,
} from '../support/transfers/command.ts';

const MEBI = 1024 ** 2;

describeWith('ceph', 'artifacts, on a real Ceph RGW', () => {
  let endpoint: string;
  let grant: BucketWithRole;
  let env: Record<string, string>;

  beforeAll(async () => {
    const ceph = sharedCeph();
    endpoint = ceph.endpoint;
    grant = await ceph.createBucketWithRole();
    env = transferEnvironment(grant, endpoint);
  });

  async function otter(...args: string[]) {
    const { code, stdout, stderr } = await startTransfer([...args, '--json', '--quiet'], env).result;
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout);
  }

  test('an archive in parts is one object, and comes back byte for byte', async () => {
    const [source, copy] = [makeFolder(), makeFolder()];
    const small = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`small/${i % 7}/${i}`, 8 * 1024]),
    );
    writeFiles(source, { ...small, 'größe ü': 10, 'big.bin': 12 * MEBI + 1 });
    const place = ['--prefix', 'archived/'];
    const up = ['upload', source, '--archive', '--part-size', '5MiB', '--retention-days', '3', ...place];
    expect(await otter(...up)).toMatchObject({ files: 302, uploaded: 302 });
    expect(await otter(...up)).toMatchObject({ uploaded: 0, skipped: 302 });
    const { sizes, unfinished } = await lookAsOwner(endpoint, grant.bucket, grant);
    expect([...sizes.keys()]).toEqual(['archived/otter-archive.tar.zst', 'archived/otter-manifest.json']);
    expect(unfinished).toEqual([]);
    expect(await otter('download', ...place, '--directory', copy)).toMatchObject({ downloaded: 302 });
    expect(describeFolder(copy)).toEqual(describeFolder(source));
  });

  test('those of a matrix are found by the wildcard, with a session that may read no other prefix', async () => {
    const source = makeFolder();
    const names = ['ab/x', 'a:b', 'ü +%&'];
    for (const [index, name] of names.entries()) {
      writeFileSync(join(source, 'which'), `${index}`);
      await otter('upload', source, '--prefix', `matrix/run 1/${name}/`);
    }
    const copy = makeFolder();
    const found = await otter('download', '--prefix', 'matrix/run 1/*/', '--directory', copy).catch(
      () => undefined,
    );
    // The folder ab/ has no manifest of its own.
    expect(found).toBeUndefined();
    const pattern = [
      '--prefix',
      'matrix/run 1/',
      '--pattern',
      '*',
      '--pattern',
      '*/x',
      '--pattern',
      '!ab',
      '--pattern',
      'ab/x',
    ];
    const { artifacts } = await otter('download', ...pattern, '--directory', copy);
    expect(artifacts.map(({ prefix }: { prefix: string }) => prefix).sort()).toEqual(
      names.map((name) => `matrix/run 1/${name}/`).sort(),
    );
    expect(readdirSync(copy).sort()).toEqual(['a:b', 'ab', 'ü +%&'].sort());
  });

  test('what another tool has uploaded is compared with its ETags', async () => {
    const client = new S3Client({
      endpoint,
      region: 'eu-mad',
      forcePathStyle: true,
      credentials: { accessKeyId: grant.ownerAccessKey, secretAccessKey: grant.ownerSecretKey },
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    const source = makeFolder();
    const files = { 'a &b': randomBytes(1_000), 'd/parts': randomBytes(6 * MEBI) };
    mkdirSync(join(source, 'd'));
    const at = (Key: string) => ({ Bucket: grant.bucket, Key: `foreign/${Key}` });
    await client.send(new PutObjectCommand({ ...at('a &b'), Body: files['a &b'] }));
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at('d/parts')));
    const upload = { ...at('d/parts'), UploadId };
    const pieces = [files['d/parts'].subarray(0, 5 * MEBI), files['d/parts'].subarray(5 * MEBI)];
    const Parts = [];
    for (const [index, Body] of pieces.entries()) {
      const PartNumber = index + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
      Parts.push({ ETag, PartNumber });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    client.destroy();
    const copy = makeFolder();
    const args = ['download', '--prefix', 'foreign/', '--unverified', '--directory', copy];
    const { stderr } = await startTransfer(args, env).result;
    expect(stderr).toContain('They are compared 1 by the MD5 in the listing, and 1 by their size alone.');
    for (const [path, content] of Object.entries(files)) writeFileSync(join(source, path), content);
    expect(describeFolder(copy)).toEqual(describeFolder(source));
  });
});

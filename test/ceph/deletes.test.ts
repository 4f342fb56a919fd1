import { randomUUID } from 'node:crypto';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import { sessionVariables, targetVariables } from '../../src/credentials/environment.ts';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import type { Access } from '../../src/credentials/session-policy.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import { exchange } from '../../src/sts/exchange.ts';
import { AnswerProxy, type Asked } from '../faults/answer-proxy.ts';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import type { SharedCeph } from '../support/ceph.ts';
import { awsCli, python, rclone, s5cmd } from '../support/clients.ts';
import { run } from '../support/command.ts';
import { describeWith } from '../support/describe-with.ts';
import { sharedCeph } from '../support/shared-ceph.ts';

const rcloneRemote = ':s3,provider=Ceph,env_auth=true,no_check_bucket=true:';
const boto3 = (bucket: string, rest: string) => [
  '-c',
  `import boto3; bucket = boto3.resource('s3').Bucket('${bucket}'); ${rest}`,
];

const SINGLY = 'one by one';
const BATCH = 'in batches';

interface Case {
  client: string;
  command(): string;
  /** Deletes everything below the folder, or only `FOLDER/one`. */
  args(bucket: string, folder: string): string[];
  /** How it deletes: with one request for each key, or one for many. */
  how: typeof SINGLY | typeof BATCH;
  /** The exit code if every key of the batch is refused. */
  refused?: number;
}

const cases: readonly Case[] = [
  {
    client: 'aws s3 rm',
    command: awsCli,
    args: (bucket, folder) => ['s3', 'rm', `s3://${bucket}/${folder}one`],
    how: SINGLY,
  },
  {
    client: 'aws s3 rm --recursive',
    command: awsCli,
    args: (bucket, folder) => ['s3', 'rm', '--recursive', `s3://${bucket}/${folder}`],
    how: SINGLY,
  },
  {
    client: 'aws s3api delete-objects',
    command: awsCli,
    args: (bucket, folder) => [
      ...['s3api', 'delete-objects', '--bucket', bucket],
      ...['--delete', `Objects=[{Key=${folder}one}]`],
    ],
    how: BATCH,
    // It also fails on the empty message of the answer.
    refused: 255,
  },
  {
    client: 's5cmd rm of one object',
    command: s5cmd,
    args: (bucket, folder) => ['rm', `s3://${bucket}/${folder}one`],
    how: BATCH,
    refused: 1,
  },
  {
    client: 's5cmd rm of many',
    command: s5cmd,
    args: (bucket, folder) => ['rm', `s3://${bucket}/${folder}*`],
    how: BATCH,
    refused: 1,
  },
  {
    client: 'rclone deletefile',
    command: rclone,
    args: (bucket, folder) => ['deletefile', `${rcloneRemote}${bucket}/${folder}one`],
    how: SINGLY,
  },
  {
    client: 'rclone delete',
    command: rclone,
    args: (bucket, folder) => ['delete', `${rcloneRemote}${bucket}/${folder}`],
    how: SINGLY,
  },
  {
    client: 'boto3, an object',
    command: python,
    args: (bucket, folder) => boto3(bucket, `bucket.Object('${folder}one').delete()`),
    how: SINGLY,
  },
  {
    client: 'boto3, a collection of objects',
    command: python,
    args: (bucket, folder) => boto3(bucket, `bucket.objects.filter(Prefix='${folder}').delete()`),
    how: BATCH,
    refused: 1,
  },
];

describeWith(['ceph', 'clients'], 'clients delete with a session on Ceph RGW 16', () => {
  let ceph: SharedCeph;
  let granted: BucketWithRole;

  beforeAll(async () => {
    ceph = sharedCeph();
    granted = await ceph.createBucketWithRole();
  });

  async function startSession(access: Access, endpoint: string) {
    const place = { endpoint, roleArn: granted.roleArn, bucket: granted.bucket, access };
    const { request } = checkRequest(place, { sessionName: 'deletes-test', renewed: false });
    const credential = new ServiceCredential(granted.serviceAccessKey, granted.serviceSecretKey);
    const { session } = await exchange(credential, request);
    const s3 = new S3Client({ endpoint, region: ceph.region, forcePathStyle: true, credentials: session });
    const env = { ...targetVariables(request), ...sessionVariables(session), S3_ENDPOINT_URL: endpoint };
    return { s3, env };
  }

  /** @returns how the client deleted, its exit, and what is left in its folder */
  async function tryToDelete({ command, args }: Case, access: Access) {
    const folder = `${randomUUID()}/`;
    const { bucket } = granted;
    const asked: Asked[] = [];
    const proxy = await AnswerProxy.start(ceph.endpoint, (one) => {
      asked.push(one);
      return 'pass';
    });
    try {
      const { s3, env } = await startSession(access, proxy.url);
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${folder}one`, Body: 'one' }));
      const { code } = await run(command(), args(bucket, folder), { env });
      const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: folder }));
      const how = asked.some(({ method, query }) => method === 'POST' && query.has('delete'))
        ? BATCH
        : SINGLY;
      return { how, code, left: KeyCount };
    } finally {
      await proxy.close();
    }
  }

  test.each(cases.filter(({ how }) => how === SINGLY))(
    '$client deletes $how, and a session may',
    async (one) => {
      expect(await tryToDelete(one, 'read-write')).toEqual({ how: SINGLY, code: 0, left: 0 });
    },
  );

  test.each(cases.filter(({ how }) => how === BATCH))(
    '$client deletes $how, which only a session of access role may',
    async (one) => {
      expect(await tryToDelete(one, 'read-write')).toEqual({ how: BATCH, code: one.refused, left: 1 });
      expect(await tryToDelete(one, 'role')).toEqual({ how: BATCH, code: 0, left: 0 });
    },
  );
});

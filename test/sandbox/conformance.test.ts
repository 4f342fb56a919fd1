import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, test } from 'vitest';
import { ERROR_STATUS } from '../../sandbox/error.ts';
import { ADMIN_ACTIONS } from '../../sandbox/identity/admin.ts';
import { IAM_ACTIONS } from '../../sandbox/identity/iam.ts';
import { PROVIDER_ACTIONS } from '../../sandbox/identity/provider-calls.ts';
import { ABSENT_OPERATIONS } from '../../sandbox/s3/absent-operations.ts';
import { OPERATIONS } from '../../sandbox/s3/operations.ts';
import { projectFolder } from '../support/command.ts';
import { assumeRole, permanentKeys, s3Client, useSandbox } from './fixture.ts';
import { sendSigned } from './signer.ts';

const fixture = useSandbox({ keyless: 'github:octo/app' });
const readme = await readFile(join(projectFolder, 'sandbox/README.md'), 'utf8');

/** The rows of the first table below a heading, as cells without code marks. */
function tableBelow(heading: string): string[][] {
  const below = readme.slice(readme.indexOf(`\n${heading}\n`) + heading.length + 2);
  const lines = below.slice(below.indexOf('|')).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

const place = { Bucket: 'builds', Key: 'one' };
const tags = { Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } };

async function begin(s3: S3Client): Promise<{ Bucket: string; Key: string; UploadId: string }> {
  const { UploadId = '' } = await s3.send(new CreateMultipartUploadCommand(place));
  return { ...place, UploadId };
}

async function beginWithPart(s3: S3Client) {
  const upload = await begin(s3);
  const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'part' }));
  return { ...upload, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } };
}

/** One valid call of every operation. */
const calls: Record<string, (s3: S3Client) => Promise<unknown>> = {
  AssumeRole: () => assumeRole(fixture),
  AssumeRoleWithWebIdentity: async () => {
    const { roleArn = '', variables = {} } = fixture.sandbox.keyless ?? {};
    const url = `${variables.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=127.0.0.1`;
    const headers = { authorization: `Bearer ${variables.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` };
    const { value } = (await (await fetch(url, { headers })).json()) as { value: string };
    const input = { RoleArn: roleArn, RoleSessionName: 'test', WebIdentityToken: value };
    const { endpoint, region } = fixture.sandbox;
    await new STSClient({ endpoint, region }).send(new AssumeRoleWithWebIdentityCommand(input));
  },
  ListBuckets: (s3) => s3.send(new ListBucketsCommand()),
  ListObjects: (s3) => s3.send(new ListObjectsCommand(place)),
  ListObjectsV2: (s3) => s3.send(new ListObjectsV2Command(place)),
  GetBucketLocation: (s3) => s3.send(new GetBucketLocationCommand(place)),
  GetBucketVersioning: (s3) => s3.send(new GetBucketVersioningCommand(place)),
  GetBucketAcl: (s3) => s3.send(new GetBucketAclCommand(place)),
  PutBucketAcl: (s3) => s3.send(new PutBucketAclCommand({ ...place, ACL: 'private' })),
  GetBucketPolicy: (s3) => s3.send(new GetBucketPolicyCommand(place)),
  PutBucketPolicy: (s3) => s3.send(new PutBucketPolicyCommand({ ...place, Policy: '{}' })),
  DeleteBucketPolicy: (s3) => s3.send(new DeleteBucketPolicyCommand(place)),
  GetBucketPolicyStatus: (s3) => s3.send(new GetBucketPolicyStatusCommand(place)),
  ListMultipartUploads: (s3) => s3.send(new ListMultipartUploadsCommand(place)),
  HeadBucket: (s3) => s3.send(new HeadBucketCommand(place)),
  DeleteBucket: () =>
    s3Client(fixture, permanentKeys(fixture.otherBucket)).send(
      new DeleteBucketCommand({ Bucket: 'backups' }),
    ),
  DeleteObjects: (s3) =>
    s3.send(new DeleteObjectsCommand({ ...place, Delete: { Objects: [{ Key: 'none' }] } })),
  GetObject: (s3) => s3.send(new GetObjectCommand(place)),
  HeadObject: (s3) => s3.send(new HeadObjectCommand(place)),
  PutObject: (s3) => s3.send(new PutObjectCommand({ ...place, Body: 'body' })),
  CopyObject: (s3) => s3.send(new CopyObjectCommand({ ...place, Key: 'copy', CopySource: 'builds/one' })),
  DeleteObject: (s3) => s3.send(new DeleteObjectCommand({ ...place, Key: 'none' })),
  GetObjectAcl: (s3) => s3.send(new GetObjectAclCommand(place)),
  PutObjectAcl: (s3) => s3.send(new PutObjectAclCommand({ ...place, ACL: 'private' })),
  GetObjectTagging: (s3) => s3.send(new GetObjectTaggingCommand(place)),
  PutObjectTagging: (s3) => s3.send(new PutObjectTaggingCommand({ ...place, ...tags })),
  DeleteObjectTagging: (s3) => s3.send(new DeleteObjectTaggingCommand(place)),
  CreateMultipartUpload: begin,
  UploadPart: beginWithPart,
  UploadPartCopy: async (s3) =>
    s3.send(new UploadPartCopyCommand({ ...(await begin(s3)), PartNumber: 1, CopySource: 'builds/one' })),
  ListParts: async (s3) => s3.send(new ListPartsCommand(await begin(s3))),
  CompleteMultipartUpload: async (s3) => s3.send(new CompleteMultipartUploadCommand(await beginWithPart(s3))),
  AbortMultipartUpload: async (s3) => s3.send(new AbortMultipartUploadCommand(await begin(s3))),
};

describe('the list of operations', () => {
  let s3: S3Client;

  beforeAll(async () => {
    s3 = s3Client(fixture, permanentKeys(fixture.bucket));
    await s3.send(new PutObjectCommand({ ...place, Body: 'body' }));
  });

  test('matches the code, and each is called here', () => {
    const coded = Object.entries(OPERATIONS).map(([request, { name }]) => [name, request]);
    const [assume, webIdentity, list, ...documented] = tableBelow('### Operations');
    expect([assume?.[0], webIdentity?.[0], list?.[0]]).toEqual([
      'AssumeRole',
      'AssumeRoleWithWebIdentity',
      'ListBuckets',
    ]);
    expect(documented).toEqual(coded);
    const names = tableBelow('### Operations').map(([name]) => name);
    expect(Object.keys(calls)).toEqual(names);
  });

  test('of the administration matches the code', () => {
    const rows = tableBelow('### Administration');
    expect(rows.map(([call]) => call)).toEqual([...IAM_ACTIONS, ...PROVIDER_ACTIONS, ...ADMIN_ACTIONS]);
  });

  test.each(Object.entries(calls))('%s works', async (_name, call) => {
    await call(s3);
  });
});

describe('the list of errors', () => {
  test('matches the code and its statuses, and names a test for each', async () => {
    const rows = tableBelow('### Errors');
    expect(rows.map(([code, status]) => [code, Number(status)])).toEqual(Object.entries(ERROR_STATUS));
    for (const [code = '', , , link = ''] of rows) {
      const file = /\(\.\.\/(test\/sandbox\/[a-z-]+\.test\.ts)\)/.exec(link)?.[1] ?? '';
      expect(await readFile(join(projectFolder, file), 'utf8'), file).toMatch(new RegExp(`'${code}\\b`));
    }
  });

  test.each([
    ['hello\r\n\r\n', 'BadRequest'],
    [`GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(40_000)}\r\n\r\n`, 'RequestHeaderSectionTooLarge'],
  ])('a request that starts with %j is answered with %s', async (bytes, code) => {
    const { hostname, port } = new URL(fixture.sandbox.endpoint);
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      socket.on('data', (data) => {
        text += data;
      });
      socket.on('error', reject).on('close', () => resolve(text));
    });
    expect(answer).toContain(`<Code>${code}</Code>`);
  });
});

describe('the list of what is not implemented', () => {
  const rows = tableBelow('### Not implemented');

  test('names everything that the sandbox knows but does not implement', async () => {
    const source = await readFile(join(projectFolder, 'sandbox/s3/operations.ts'), 'utf8');
    const known = [...(/SUBRESOURCES = \[(.*?)\]/s.exec(source)?.[1] ?? '').matchAll(/'([\w-]+)'/g)].map(
      ([, name]) => name ?? '',
    );
    const had = [...Object.keys(OPERATIONS), ...Object.keys(ABSENT_OPERATIONS)].flatMap((request) =>
      request.split(' ').slice(2),
    );
    const named = rows.flatMap(([, request = '']) => request.split(' ').slice(1));
    expect(known.length).toBeGreaterThan(25);
    for (const name of known) expect([...had, ...named]).toContain(name);
  });

  /** Valid parameters for a row's request, so that only its absence can be the reason for a refusal. */
  const bodies: Record<string, string> = {
    versioning: '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
    cors: '<CORSConfiguration/>',
    lifecycle: '<LifecycleConfiguration/>',
    notification: '<NotificationConfiguration/>',
    publicAccessBlock: '<PublicAccessBlockConfiguration/>',
    requestPayment: '<RequestPaymentConfiguration/>',
    tagging: '<Tagging/>',
    acl: '<AccessControlPolicy/>',
  };

  test.each(rows)('%s (%s) is answered with %s', async (_what, request = '', answer = '') => {
    const [, methods = '', target = '', subresource = ''] =
      /^([A-Z, ]+) (bucket|object) ?(.*)$/.exec(request) ?? [];
    const session = await assumeRole(fixture, { Policy: JSON.stringify({ Statement: [] }) });
    for (const method of methods.split(', ')) {
      const path = target === 'bucket' ? '/builds' : '/builds/one';
      const query = subresource === '' ? '' : `${subresource}=`;
      const body = method === 'PUT' ? (bodies[subresource] ?? '') : '';
      const raw = { method, path, query, body };
      const asked = await sendSigned(fixture.sandbox.endpoint, raw, permanentKeys(fixture.bucket));
      expect([asked.status, asked.code].filter(Boolean).join(' ')).toBe(answer);
      // Permission comes first, except for what RGW does not have either, which it tells everybody.
      const refused = await sendSigned(fixture.sandbox.endpoint, raw, session);
      expect([403, 405]).toContain(refused.status);
    }
  });
});

import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectAclCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { assumeRole, permanentKeys, refusal, s3Client, useSandbox } from './fixture.ts';
import { encode, type RawRequest, send, sendSigned, signHeader } from './signer.ts';

const fixture = useSandbox();
const Bucket = 'builds';
let client: S3Client;

beforeAll(async () => {
  client = s3Client(fixture, await assumeRole(fixture));
});

const put = (Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const read = async (Key: string) => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};
const raw = (request: RawRequest) =>
  sendSigned(fixture.sandbox.endpoint, request, permanentKeys(fixture.bucket));

describe('keys', () => {
  const keys = [
    '../x',
    '../../../../etc/passwd',
    '..',
    '.',
    '/',
    '//',
    'a',
    'a/',
    'a//b',
    'a/b',
    'A',
    'con',
    ' leading and trailing ',
    'new\nline',
    'tab\t',
    'quote"\'<&>',
    'é (composed)',
    'e\u0301 (decomposed)',
    '😀',
    '\uffee before the surrogates in UTF-16 alone',
    '%2e%2e%2f',
    'x'.repeat(1024),
    '日'.repeat(341),
  ];

  test('of every kind are distinguished and returned exactly', async () => {
    for (const key of keys) await put(key, `content of ${key}`);
    for (const key of keys) expect(await read(key)).toBe(`content of ${key}`);
    const listed = await client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
    const found = listed.Contents?.map(({ Key = '' }) => decodeURIComponent(Key));
    const inOrder = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(found).toEqual(inOrder);
    const Objects = keys.map((Key) => ({ Key }));
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Errors).toBeUndefined();
    expect(Deleted).toHaveLength(keys.length);
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });

  test('of more than 1024 bytes are refused', async () => {
    expect(await refusal(put('x'.repeat(1025), 'x'))).toBe('InvalidObjectName 400');
    expect(await refusal(put('日'.repeat(342), 'x'))).toBe('InvalidObjectName 400');
  });

  test.each([['%ff'], ['%c0%af'], ['%zz'], ['%'], ['%ed%a0%80']])(
    'of bytes that are not UTF-8 (%s) are refused',
    async (key) => {
      const answer = await raw({ method: 'PUT', path: `/builds/${key}`, body: 'x' });
      expect([answer.status, answer.code]).toEqual([400, 'InvalidURI']);
    },
  );
});

describe('what is kept with an object', () => {
  test('is returned as it was uploaded', async () => {
    const expires = new Date('2030-01-01T00:00:00Z');
    await put('kept', 'x', {
      ContentType: 'text/html; charset=utf-8',
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment',
      ContentEncoding: 'gzip',
      ContentLanguage: 'es',
      Expires: expires,
      Metadata: { one: '1', 'two-words': 'a  b' },
      Tagging: 'team=otter&note=a%20b',
    });
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'kept' }));
    expect(head).toMatchObject({
      ContentType: 'text/html; charset=utf-8',
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment',
      ContentEncoding: 'gzip',
      ContentLanguage: 'es',
      ExpiresString: expires.toUTCString(),
      Metadata: { one: '1', 'two-words': 'a  b' },
    });
    const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket, Key: 'kept' }));
    expect(TagSet).toEqual([
      { Key: 'note', Value: 'a b' },
      { Key: 'team', Value: 'otter' },
    ]);
  });

  test('is a binary stream by default', async () => {
    await raw({ method: 'PUT', path: '/builds/plain', body: 'x' });
    const head = await raw({ method: 'HEAD', path: '/builds/plain' });
    expect(head.headers['content-type']).toBe('binary/octet-stream');
    expect(head.headers['content-length']).toBe('1');
  });

  test('has limits', async () => {
    const tags = Array.from({ length: 11 }, (_, index) => `t${index}=1`).join('&');
    expect(await refusal(put('tagged', 'x', { Tagging: tags }))).toBe('InvalidArgument 400');
    const TagSet = [{ Key: '', Value: 'x' }];
    await put('tagged', 'x', { Tagging: 'a=1&a=2' });
    const tag = new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } });
    expect(await refusal(client.send(tag))).toBe('InvalidTag 400');
    expect(await refusal(put('sealed', 'x', { ServerSideEncryption: 'AES256' }))).toBe('NotImplemented 501');
    expect(await refusal(put('cold', 'x', { StorageClass: 'GLACIER' }))).toBe('InvalidArgument 400');
  });

  test('tags change without the content, and an ACL may be set', async () => {
    const { ETag } = await put('labels', 'content', { ACL: 'bucket-owner-full-control' });
    const Tagging = { TagSet: [{ Key: 'a', Value: '<&>' }] };
    await client.send(new PutObjectTaggingCommand({ Bucket, Key: 'labels', Tagging }));
    const read = await client.send(new GetObjectTaggingCommand({ Bucket, Key: 'labels' }));
    expect(read.TagSet).toEqual(Tagging.TagSet);
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'labels' }));
    expect([await got.Body?.transformToString(), got.ETag, got.TagCount]).toEqual(['content', ETag, 1]);
    await client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'labels' }));
    expect((await client.send(new GetObjectTaggingCommand({ Bucket, Key: 'labels' }))).TagSet).toEqual([]);
    const change = new PutObjectAclCommand({ Bucket, Key: 'labels', ACL: 'private' });
    expect(await refusal(client.send(change))).toBe('AccessDenied 403');
    await s3Client(fixture, permanentKeys(fixture.bucket)).send(change);
    const acl = await client.send(new GetObjectAclCommand({ Bucket, Key: 'labels' }));
    expect(acl.Grants?.map(({ Permission }) => Permission)).toEqual(['FULL_CONTROL']);
  });

  test('a checksum is returned if requested, but not with a part of the object', async () => {
    const { ChecksumSHA256 } = await put('summed', 'content', { ChecksumAlgorithm: 'SHA256' });
    expect(ChecksumSHA256).toBe('7XACtDnprIRfIjV9giusFERzD722AW0+yUMil7nsn3M=');
    const get = (more: object) =>
      client.send(new GetObjectCommand({ Bucket, Key: 'summed', ChecksumMode: 'ENABLED', ...more }));
    expect(await get({})).toMatchObject({ ChecksumSHA256, ChecksumType: 'FULL_OBJECT' });
    expect((await get({ Range: 'bytes=1-2' })).ChecksumSHA256).toBeUndefined();
  });
});

describe('ranges', () => {
  test.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=8-', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=0-1,3-4', 206, '01', 'bytes 0-1/10'],
    ['bytes=-0', 206, '0123456789', 'bytes 0-9/10'],
    ['lines=1-2', 200, '0123456789', 'bytes 0-9/10'],
  ])('%s gives %i', async (range, status, body, contentRange) => {
    await raw({ method: 'PUT', path: '/builds/digits', body: '0123456789' });
    const answer = await raw({ method: 'GET', path: '/builds/digits', headers: { range } });
    expect([answer.status, answer.body, answer.headers['content-range']]).toEqual([
      status,
      body,
      contentRange,
    ]);
  });

  test.each([['bytes=10-'], ['bytes=4-2']])('%s starts after the end', async (range) => {
    await raw({ method: 'PUT', path: '/builds/digits', body: '0123456789' });
    const answer = await raw({ method: 'GET', path: '/builds/digits', headers: { range } });
    expect([answer.status, answer.code]).toEqual([416, 'InvalidRange']);
  });

  test('do not exist for an empty object', async () => {
    await raw({ method: 'PUT', path: '/builds/nothing' });
    expect(await read('nothing')).toBe('');
    const answer = await raw({ method: 'GET', path: '/builds/nothing', headers: { range: 'bytes=0-' } });
    expect(answer.code).toBe('InvalidRange');
  });
});

describe('conditions', () => {
  test('of a read are checked', async () => {
    const { ETag = '' } = await put('weighed', 'x');
    const get = async (headers: Record<string, string>) =>
      (await raw({ method: 'GET', path: '/builds/weighed', headers })).status;
    const past = new Date(Date.now() - 3_600_000).toUTCString();
    const future = new Date(Date.now() + 3_600_000).toUTCString();
    expect(await get({ 'if-match': ETag })).toBe(200);
    expect(await get({ 'if-match': ETag.replaceAll('"', '') })).toBe(200);
    expect(await get({ 'if-match': '"other"' })).toBe(412);
    expect(await get({ 'if-match': ETag, 'if-unmodified-since': past })).toBe(200);
    expect(await get({ 'if-none-match': ETag })).toBe(304);
    expect(await get({ 'if-none-match': '*' })).toBe(200);
    expect(await get({ 'if-match': '*' })).toBe(412);
    expect(await get({ 'if-modified-since': 'rubbish' })).toBe(400);
    expect(await get({ 'if-none-match': '"other"', 'if-modified-since': future })).toBe(200);
    expect(await get({ 'if-modified-since': future })).toBe(304);
    expect(await get({ 'if-modified-since': past })).toBe(200);
    expect(await get({ 'if-unmodified-since': past })).toBe(412);
    expect(await get({ range: 'bytes=0-0', 'if-range': ETag })).toBe(206);
    expect(await get({ range: 'bytes=0-0', 'if-range': '"other"' })).toBe(200);
  });

  test('of a write are enforced', async () => {
    const { ETag } = await put('once', 'first', { IfNoneMatch: '*' });
    expect(await refusal(put('once', 'second', { IfNoneMatch: '*' }))).toBe('PreconditionFailed 412');
    expect(await refusal(put('once', 'second', { IfMatch: '"other"' }))).toBe('PreconditionFailed 412');
    expect(await refusal(put('never', 'x', { IfMatch: '"other"' }))).toBe('PreconditionFailed 412');
    expect(await read('once')).toBe('first');
    await put('once', 'first again', { IfNoneMatch: '"other"' });
    const bare = (await client.send(new HeadObjectCommand({ Bucket, Key: 'once' }))).ETag?.replaceAll(
      '"',
      '',
    );
    expect(await refusal(put('once', 'x', { IfNoneMatch: bare }))).toBe('PreconditionFailed 412');
    expect(await refusal(put('once', 'x', { IfMatch: `"${bare}"` }))).toBe('PreconditionFailed 412');
    await put('once', 'second', { IfMatch: bare });
    expect(await read('once')).toBe('second');
    // RGW 16 ignores the condition of a deletion.
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'once', IfMatch: ETag }));
    expect(await refusal(client.send(new HeadObjectCommand({ Bucket, Key: 'once' })))).toBe('NotFound 404');
  });

  test('let exactly one of 20 racing writers win', async () => {
    const writers = Array.from({ length: 20 }, (_, index) =>
      put('race', `writer ${index}`, { IfNoneMatch: '*' }),
    );
    const outcomes = await Promise.allSettled(writers);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect(await read('race')).toBe(`writer ${winner}`);
  });
});

describe('a copy', () => {
  const copy = (source: string, Key: string, more = {}) =>
    client.send(
      new CopyObjectCommand({ Bucket, Key, CopySource: encode(source).replaceAll('%2F', '/'), ...more }),
    );

  test('keeps content, type, metadata and tags', async () => {
    await put('from/ü+ &', 'content', { ContentType: 'text/x', Metadata: { a: '1' }, Tagging: 'k=v' });
    const { CopyObjectResult } = await copy('builds/from/ü+ &', 'to');
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'to' }));
    expect(head).toMatchObject({ ContentType: 'text/x', Metadata: { a: '1' }, ETag: CopyObjectResult?.ETag });
    expect((await client.send(new GetObjectTaggingCommand({ Bucket, Key: 'to' }))).TagSet).toHaveLength(1);
    expect(await read('to')).toBe('content');
  });

  test('may replace them, even on the same object', async () => {
    await put('self', 'content', { Metadata: { a: '1' } });
    expect(await refusal(copy('builds/self', 'self'))).toBe('InvalidRequest 400');
    await copy('builds/self', 'self', {
      MetadataDirective: 'REPLACE',
      Metadata: { b: '2' },
      ContentType: 'text/y',
    });
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'self' }));
    expect(head).toMatchObject({ ContentType: 'text/y', Metadata: { b: '2' }, ContentLength: 7 });
  });

  test('is refused from another bucket and for a missing source, and ignores conditions on its source', async () => {
    await put('source', 'x');
    expect(await refusal(copy('backups/source', 'to'))).toBe('AccessDenied 403');
    expect(await refusal(copy('builds/none', 'to'))).toBe('NoSuchKey 404');
    expect(await refusal(copy('builds', 'to'))).toBe('InvalidArgument 400');
    await copy('builds/source', 'to', { CopySourceIfMatch: '"other"' });
  });
});

describe('deleting', () => {
  test('has the same answer whether or not there was an object', async () => {
    await put('gone', 'x');
    const remove = () => client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    expect((await remove()).$metadata.httpStatusCode).toBe(204);
    expect((await remove()).$metadata.httpStatusCode).toBe(204);
    expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'gone' })))).toBe('NoSuchKey 404');
    expect(await refusal(client.send(new HeadObjectCommand({ Bucket, Key: 'gone' })))).toBe('NotFound 404');
  });

  test('quietly reports only failures', async () => {
    const { Deleted } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: [{ Key: 'a' }] } }),
    );
    expect(Deleted).toBeUndefined();
  });

  test.each([
    ['no XML', '{}'],
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><Delete><Object><Key>&a;</Key></Object></Delete>'],
    ['an unknown reference', '<Delete><Object><Key>&a;</Key></Object></Delete>'],
    ['an open element', '<Delete><Object><Key>a</Key></Object>'],
    ['crossed elements', '<Delete><Object></Delete></Object>'],
    ['another document', '<Tagging/>'],
    ['two keys in one', '<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>'],
    ['deep nesting', '<a>'.repeat(10_000)],
    ['1001 objects', `<Delete>${'<Object><Key>a</Key></Object>'.repeat(1001)}</Delete>`],
  ])('with %s as its document is refused', async (_name, body) => {
    const answer = await raw({ method: 'POST', path: '/builds', query: 'delete=', body });
    expect([answer.status, answer.body]).toEqual([400, '']);
  });

  test('with a document of more than 4 MiB is refused before it is read', async () => {
    const body = Buffer.alloc(4 * 1024 * 1024 + 1);
    const answer = await raw({ method: 'POST', path: '/builds', query: 'delete=', body });
    expect([answer.status, answer.code]).toEqual([400, 'MaxMessageLengthExceeded']);
  });
});

describe('the rest of the API', () => {
  test('reports where the bucket is and that it has no versions', async () => {
    const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe('eu-mad');
    const owner = s3Client(fixture, permanentKeys(fixture.bucket));
    expect((await owner.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  });

  test.each([
    ['GET', '/builds', 'versions='],
    ['DELETE', '/builds', 'encryption='],
    ['POST', '/builds/key', 'restore='],
    ['GET', '/builds/summed', 'attributes='],
  ])('%s %s?%s is named as not implemented', async (method, path, query) => {
    const answer = await raw({ method, path, query });
    expect([answer.status, answer.code]).toEqual([501, 'NotImplemented']);
  });

  test('a bucket in the host name is refused, with the remedy', async () => {
    const { port } = new URL(fixture.sandbox.endpoint);
    const endpoint = `http://builds.localhost:${port}`;
    const { headers } = signHeader(endpoint, { method: 'GET', path: '/key' }, permanentKeys(fixture.bucket));
    const answer = await send(fixture.sandbox.endpoint, 'GET', '/key', headers);
    expect(answer.code).toBe('InvalidRequest');
    expect(answer.body).toContain('path-style');
  });

  test('every answer has a request ID, and an error also in the body', async () => {
    const answer = await raw({ method: 'GET', path: '/builds/none' });
    expect(answer.headers['x-amz-request-id']).toMatch(/^[0-9a-f]{24}$/);
    expect(answer.body).toContain(`<RequestId>${answer.headers['x-amz-request-id']}</RequestId>`);
  });
});

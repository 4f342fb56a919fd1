import { createHash, randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { compositeChecksum, startChecksum } from '../../sandbox/checksum.ts';
import { assumeRole, permanentKeys, refusal, s3Client, useSandbox } from './fixture.ts';
import { sendSigned } from './signer.ts';

const fixture = useSandbox();
const Bucket = 'builds';
const MIB = 1024 * 1024;
const md5 = (data: Buffer) => createHash('md5').update(data).digest();
let client: S3Client;

beforeAll(async () => {
  client = s3Client(fixture, await assumeRole(fixture));
});

async function begin(Key: string, more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  return UploadId ?? '';
}

async function upload(
  Key: string,
  UploadId: string,
  PartNumber: number,
  Body: Buffer,
): Promise<CompletedPart> {
  const { $metadata: _, ...part } = await client.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }),
  );
  return { ...part, PartNumber };
}

const complete = (Key: string, UploadId: string, Parts: CompletedPart[], more = {}) =>
  client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }),
  );

describe('a multipart upload', () => {
  test('combines its parts, whichever arrived first', async () => {
    const Key = 'whole/ü +.bin';
    const parts = [randomBytes(5 * MIB), randomBytes(5 * MIB + 1), randomBytes(3)];
    const id = await begin(Key, { ContentType: 'text/x', Metadata: { a: '1' }, Tagging: 'k=v' });
    const third = await upload(Key, id, 30, parts[2] as Buffer);
    const first = await upload(Key, id, 1, parts[0] as Buffer);
    await upload(Key, id, 2, randomBytes(10));
    const second = await upload(Key, id, 2, parts[1] as Buffer);
    const listed = await client.send(new ListPartsCommand({ Bucket, Key, UploadId: id, MaxParts: 2 }));
    expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 5 * MIB],
      [2, 5 * MIB + 1],
    ]);
    expect([listed.IsTruncated, listed.NextPartNumberMarker]).toEqual([true, '2']);
    const done = await complete(Key, id, [first, second, third]);
    // RGW omits the ETag from the first answer, and sends it if the request is repeated.
    expect(done.ETag).toBe('');
    const bare = `${md5(Buffer.concat(parts.map(md5))).toString('hex')}-3`;
    expect((await complete(Key, id, [first, second, third])).ETag).toBe(bare);

    const { Body, ...object } = await client.send(new GetObjectCommand({ Bucket, Key }));
    const content = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect(content.equals(Buffer.concat(parts))).toBe(true);
    expect(object).toMatchObject({
      ContentType: 'text/x',
      Metadata: { a: '1' },
      ETag: `"${bare}"`,
    });
    // RGW 16 drops the tags of an upload.
    expect(object.TagCount).toBeUndefined();
    const part = await client.send(new HeadObjectCommand({ Bucket, Key, PartNumber: 3 }));
    expect([part.PartsCount, part.ContentLength, part.ContentRange]).toEqual([
      3,
      3,
      `bytes ${10 * MIB + 1}-${10 * MIB + 3}/${10 * MIB + 4}`,
    ]);
    expect(await refusal(client.send(new ListPartsCommand({ Bucket, Key, UploadId: id })))).toBe(
      'NoSuchKey 404',
    );
  });

  test('has a composite checksum by default', async () => {
    const parts = [randomBytes(5 * MIB), Buffer.from('end')];
    const id = await begin('composite', { ChecksumAlgorithm: 'CRC32' });
    const uploaded = [
      await upload('composite', id, 1, parts[0] as Buffer),
      await upload('composite', id, 2, parts[1] as Buffer),
    ];
    const { ChecksumCRC32 } = await complete('composite', id, uploaded);
    const values = uploaded.map((part) => part.ChecksumCRC32 ?? '');
    expect(ChecksumCRC32).toBe(compositeChecksum('crc32', values).value);
  });

  test('has a checksum of the full object if requested', async () => {
    const parts = [randomBytes(5 * MIB), Buffer.from('end')];
    const id = await begin('full', { ChecksumAlgorithm: 'CRC64NVME' });
    const uploaded: CompletedPart[] = [];
    for (const [index, body] of parts.entries()) {
      const raw = {
        method: 'PUT',
        path: '/builds/full',
        query: `partNumber=${index + 1}&uploadId=${id}`,
        body,
      };
      const { headers } = await sendSigned(fixture.sandbox.endpoint, raw, permanentKeys(fixture.bucket));
      uploaded.push({ PartNumber: index + 1, ETag: String(headers.etag) });
    }
    const running = startChecksum('crc64nvme');
    running.update(Buffer.concat(parts));
    const ChecksumCRC64NVME = running.digest().toString('base64');
    const wrong = { ChecksumCRC64NVME: 'AAAAAAAAAAA=' };
    expect(await refusal(complete('full', id, uploaded, wrong))).toBe('BadDigest 400');
    expect(await complete('full', id, uploaded, { ChecksumCRC64NVME })).toMatchObject({
      ChecksumCRC64NVME,
      ChecksumType: 'FULL_OBJECT',
    });
  });

  test('continues with another session than it was started with', async () => {
    const id = await begin('handover');
    const part = await upload('handover', id, 1, Buffer.from('content'));
    const next = s3Client(fixture, await assumeRole(fixture, { RoleSessionName: 'another' }));
    const MultipartUpload = { Parts: [part] };
    await next.send(
      new CompleteMultipartUploadCommand({ Bucket, Key: 'handover', UploadId: id, MultipartUpload }),
    );
    expect((await next.send(new HeadObjectCommand({ Bucket, Key: 'handover' }))).ContentLength).toBe(7);
  });

  test('may copy its parts, or ranges of them, but no session may, as on RGW 16', async () => {
    const owner = s3Client(fixture, permanentKeys(fixture.bucket));
    await owner.send(new PutObjectCommand({ Bucket, Key: 'source', Body: '0123456789' }));
    const id = await begin('pieced');
    const copy = (more = {}, by = owner) =>
      by.send(
        new UploadPartCopyCommand({
          Bucket,
          Key: 'pieced',
          UploadId: id,
          PartNumber: 1,
          CopySource: 'builds/source',
          ...more,
        }),
      );
    expect(await refusal(copy({ CopySourceRange: 'bytes=5-10' }))).toBe('InvalidArgument 400');
    expect(await refusal(copy({ CopySource: 'backups/source' }))).toBe('AccessDenied 403');
    expect(await refusal(copy({}, client))).toBe('AccessDenied 403');
    const { CopyPartResult } = await copy({ CopySourceRange: 'bytes=2-5' });
    await complete('pieced', id, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'pieced' }));
    expect(await Body?.transformToString()).toBe('2345');
  });

  test('is refused with unknown, altered or too small parts, and can still be completed', async () => {
    const id = await begin('strict');
    const small = await upload('strict', id, 1, Buffer.from('small'));
    const last = await upload('strict', id, 2, Buffer.from('last'));
    expect(await refusal(complete('strict', id, [last, small]))).toBe('EntityTooSmall 400');
    expect(await refusal(complete('strict', id, [small, last]))).toBe('EntityTooSmall 400');
    expect(await refusal(complete('strict', id, [{ ...small, PartNumber: 3 }]))).toBe('InvalidPart 400');
    expect(await refusal(complete('strict', id, [{ ...small, ETag: '"other"' }]))).toBe('InvalidPart 400');
    expect(await refusal(complete('strict', id, [{ ...small, ChecksumCRC32: 'AAAAAA==' }]))).toBe(
      'InvalidPart 400',
    );
    expect(await refusal(complete('strict', id, []))).toBe('MalformedXML 400');
    expect(await refusal(complete('strict', id, [last], { MpuObjectSize: 5 }))).toBe('InvalidRequest 400');
    await complete('strict', id, [last]);
  });

  test('accepts its parts in any order', async () => {
    const id = await begin('ordered');
    const first = await upload('ordered', id, 1, Buffer.alloc(5 * MIB, 'a'));
    const second = await upload('ordered', id, 2, Buffer.from('b'));
    await complete('ordered', id, [second, first]);
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'ordered', Range: 'bytes=-2' }));
    expect(await Body?.transformToString()).toBe('ab');
  });

  test('ignores If-None-Match, as RGW does before 20.2.1', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'taken', Body: 'first' }));
    const id = await begin('taken');
    const part = await upload('taken', id, 1, Buffer.from('second'));
    await complete('taken', id, [part], { IfNoneMatch: '*' });
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'taken' }))).ContentLength).toBe(6);
  });

  test('is completed once by any number of simultaneous requests', async () => {
    const id = await begin('contended');
    const part = await upload('contended', id, 1, Buffer.from('content'));
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        complete('contended', id, [part]).then(
          () => 'done',
          (error) => error.name,
        ),
      ),
    );
    expect(outcomes).toEqual(Array(8).fill('done'));
  });

  test('is gone once it is aborted', async () => {
    const id = await begin('aborted');
    const part = await upload('aborted', id, 1, Buffer.from('x'));
    const abort = () =>
      client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'aborted', UploadId: id }));
    await abort();
    expect(await refusal(abort())).toBe('NoSuchUpload 404');
    expect(await refusal(upload('aborted', id, 2, Buffer.from('x')))).toBe('NoSuchUpload 404');
    expect(await refusal(complete('aborted', id, [part]))).toBe('InternalError 500');
  });

  test.each([['0'], ['10001'], ['x'], ['1.5']])('has no part %s', async (number) => {
    const id = await begin('numbered');
    const raw = {
      method: 'PUT',
      path: '/builds/numbered',
      query: `partNumber=${number}&uploadId=${id}`,
      body: 'x',
    };
    const { code } = await sendSigned(fixture.sandbox.endpoint, raw, permanentKeys(fixture.bucket));
    expect(code).toBe('InvalidArgument');
  });

  test.each([['..'], ['../../objects'], ['%00'], ['0'.repeat(32)], ['']])('has no id %s', async (id) => {
    const raw = {
      method: 'GET',
      path: '/builds/x',
      query: `uploadId=${encodeURIComponent(decodeURIComponent(id))}`,
    };
    const { code } = await sendSigned(fixture.sandbox.endpoint, raw, permanentKeys(fixture.bucket));
    expect(code).toBe('NoSuchKey');
  });

  test('belongs to its key', async () => {
    const id = await begin('mine');
    expect(await refusal(upload('yours', id, 1, Buffer.from('x')))).toBe('NoSuchUpload 404');
  });
});

test('uploads in progress are listed by key, in pages', async () => {
  const other = s3Client(fixture, permanentKeys(fixture.otherBucket));
  for (const Key of ['b', 'a/2', 'a/1']) {
    await other.send(new CreateMultipartUploadCommand({ Bucket: 'backups', Key }));
  }
  const list = (more = {}) => other.send(new ListMultipartUploadsCommand({ Bucket: 'backups', ...more }));
  expect((await list({ Prefix: 'a/' })).Uploads?.map(({ Key }) => Key)).toEqual(['a/1', 'a/2']);
  const first = await list({ MaxUploads: 2 });
  expect([first.IsTruncated, first.NextKeyMarker]).toEqual([true, 'a/2']);
  const next = await list({ KeyMarker: first.NextKeyMarker, UploadIdMarker: first.NextUploadIdMarker });
  expect(next.Uploads?.map(({ Key }) => Key)).toEqual(['b']);
});

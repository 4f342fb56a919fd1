import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { etagOfParts, hasContent } from '../../../src/transfer/upload/etag.ts';
import type { SourceFile } from '../../../src/transfer/upload/file-selection.ts';

const MIB = 1024 ** 2;
const folder = mkdtempSync(join(tmpdir(), 'otter-etag-'));
afterAll(() => rmSync(folder, { recursive: true }));

const content = randomBytes(21 * MIB + 5);
const file = source('file', content);
const { signal } = new AbortController();

function source(name: string, bytes: Buffer): SourceFile {
  const absolute = join(folder, name);
  writeFileSync(absolute, bytes);
  const { size, mode, mtimeMs } = statSync(absolute);
  return { absolute, path: name, size, mode, mtimeMs };
}

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();

function partsEtag(bytes: Buffer, partSize: number): string {
  const count = Math.ceil(bytes.length / partSize);
  const digests = Array.from({ length: count }, (_, index) =>
    md5(bytes.subarray(index * partSize, (index + 1) * partSize)),
  );
  return etagOfParts(digests);
}

describe('an object has the content of a file if its ETag is', () => {
  test.each([
    { name: 'the MD5 of the whole file', etag: md5(content).toString('hex') },
    { name: 'that of parts of the current size', etag: partsEtag(content, 6 * MIB + 1) },
    { name: 'that of the AWS CLI’s 8 MiB', etag: partsEtag(content, 8 * MIB) },
    { name: 'that of 5 MiB', etag: partsEtag(content, 5 * MIB) },
    { name: 'that of 16 MiB', etag: partsEtag(content, 16 * MIB) },
    { name: 'that of one part', etag: partsEtag(content, 64 * MIB) },
    { name: 'in upper case', etag: md5(content).toString('hex').toUpperCase() },
  ])('$name', async ({ etag }) => {
    expect(await hasContent(etag, file, 6 * MIB + 1, signal)).toBe(true);
  });
});

describe('an object has other or unknown content if its ETag is', () => {
  const other = Buffer.from(content);
  other[content.length - 1] = (other.at(-1) ?? 0) ^ 1;
  test.each([
    { name: 'the MD5 of a file with one different bit', etag: md5(other).toString('hex') },
    { name: 'that of such a file’s parts', etag: partsEtag(other, 5 * MIB) },
    { name: 'that of more parts than bytes', etag: `${'0'.repeat(32)}-99999` },
    { name: 'not an MD5, as for an encrypted object', etag: 'abc' },
    { name: 'empty', etag: '' },
  ])('$name', async ({ etag }) => {
    expect(await hasContent(etag, file, 16 * MIB, signal)).toBe(false);
  });
});

test('an empty file has the MD5 of empty content', async () => {
  const empty = source('empty', Buffer.alloc(0));
  expect(await hasContent('d41d8cd98f00b204e9800998ecf8427e', empty, 16 * MIB, signal)).toBe(true);
});

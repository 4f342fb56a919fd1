import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/failure.ts';
import { checkUploadInputs, type UploadInputs } from '../../../src/transfer/upload/upload-inputs.ts';

const MIB = 1024 ** 2;

describe('missing inputs', () => {
  test.each([
    { name: 'missing', inputs: {} },
    { name: 'empty', inputs: { acl: '', partSize: ' ', metadata: '\n' } },
  ])('$name, have useful defaults', ({ inputs }) => {
    expect(checkUploadInputs(inputs)).toMatchObject({
      ifNoFilesFound: 'warn',
      includeHiddenFiles: false,
      followSymlinks: false,
      overwrite: false,
      skipUnchanged: false,
      delete: false,
      dryRun: false,
      metadata: {},
      headers: [],
      acl: 'bucket-owner-full-control',
      concurrency: 64,
      partSize: 16 * MIB,
    });
  });
});

describe('a part size', () => {
  test.each([
    ['16MiB', 16 * MIB],
    ['16 mib', 16 * MIB],
    ['16MB', 16_000_000],
    ['5GiB', 5 * 1024 * MIB],
    ['5242880', 5 * MIB],
    ['5242880B', 5 * MIB],
  ])('of %s is %d bytes', (partSize, bytes) => {
    expect(checkUploadInputs({ partSize }).partSize).toBe(bytes);
  });
});

describe('metadata', () => {
  test('has one name=value per line, with names in lower case, and equals signs in values', () => {
    const metadata = 'Commit=abc\n  build-url = https://ci/?a=b=c \n\nempty-lines=are fine\r\n';
    expect(checkUploadInputs({ metadata }).metadata).toEqual({
      commit: 'abc',
      'build-url': 'https://ci/?a=b=c',
      'empty-lines': 'are fine',
    });
  });

  test('may have 2,048 bytes in total', () => {
    expect(checkUploadInputs({ metadata: `k=${'v'.repeat(2_047)}` }).metadata.k).toHaveLength(2_047);
  });
});

describe('other inputs', () => {
  test.each<{ name: string; inputs: UploadInputs; expected: object }>([
    { name: 'acl none sends none', inputs: { acl: 'none' }, expected: { acl: undefined } },
    { name: 'a retention in days', inputs: { retentionDays: '30' }, expected: { retentionDays: 30 } },
    { name: 'links of two hours', inputs: { presign: '2h' }, expected: { presignSeconds: 7_200 } },
    { name: 'TRUE, as some runners write it', inputs: { overwrite: 'TRUE' }, expected: { overwrite: true } },
    {
      name: 'a media type with a parameter',
      inputs: { contentType: 'text/html; charset=utf-8' },
      expected: { contentType: 'text/html; charset=utf-8' },
    },
    {
      name: 'the most requests at the same time',
      inputs: { concurrency: '256' },
      expected: { concurrency: 256 },
    },
  ])('$name', ({ inputs, expected }) => {
    expect(checkUploadInputs(inputs)).toMatchObject(expected);
  });
});

describe('is refused before anything is sent, by the name that users type:', () => {
  test.each<[string, UploadInputs, string]>([
    ['a part below 5 MiB', { partSize: '5242879' }, 'part-size'],
    ['a part over 5 GiB', { partSize: '5121MiB' }, 'part-size'],
    ['an invalid part size', { partSize: 'big' }, 'part-size'],
    ['no requests at the same time', { concurrency: '0' }, 'concurrency'],
    ['too many requests at the same time', { concurrency: '257' }, 'concurrency'],
    ['half a request', { concurrency: '1.5' }, 'concurrency'],
    ['a retention of zero days', { retentionDays: '0' }, 'retention-days'],
    ['a negative retention', { retentionDays: '-1' }, 'retention-days'],
    ['an ACL that S3 does not know', { acl: 'everybody' }, 'acl'],
    ['an unknown choice for if-no-files-found', { ifNoFilesFound: 'fail' }, 'if-no-files-found'],
    ['an invalid switch', { delete: 'yes' }, 'delete'],
    ['metadata without a value', { metadata: 'name' }, 'metadata'],
    ['metadata without a name', { metadata: '=value' }, 'metadata'],
    ['metadata whose name has a space', { metadata: 'a b=c' }, 'metadata'],
    ['metadata that is not ASCII', { metadata: 'name=ü' }, 'metadata'],
    ['metadata with a carriage return inside', { metadata: 'a=b\rx-amz-acl: public-read' }, 'metadata'],
    ['metadata names that differ only in case', { metadata: 'a=1\nA=2' }, 'metadata'],
    ['metadata of more than 2,048 bytes', { metadata: `k=${'v'.repeat(2_048)}` }, 'metadata'],
    ['a header with a line break', { cacheControl: 'no-cache\nx: y' }, 'cache-control'],
    ['a header that is not ASCII', { cacheControl: 'größe' }, 'cache-control'],
    ['half of a media type', { contentType: 'html' }, 'content-type'],
    ['links for longer than a session lasts', { presign: '13h' }, 'presign'],
    ['links for an invalid time', { presign: 'soon' }, 'presign'],
  ])('%s', (_name, inputs, input) => {
    const check = () => checkUploadInputs(inputs);
    expect(check).toThrow(InputError);
    expect(check).toThrow(new RegExp(`^${input} `));
  });
});

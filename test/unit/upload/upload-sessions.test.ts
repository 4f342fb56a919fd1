import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LARGEST_POLICY_BYTES, SessionPolicy } from '../../../src/credentials/session-policy.ts';
import { InputError } from '../../../src/failure.ts';

const scope = { bucket: 'my-bucket', prefix: 'builds/1/' };
const statements = (policy: SessionPolicy) => JSON.parse(policy.json).Statement;

describe('among an upload’s sessions', () => {
  test('the one that writes can neither read, list nor delete', () => {
    expect(statements(SessionPolicy.forUpload(scope, 'write', ['latest.json']))).toEqual([
      {
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:PutObjectTagging'],
        Resource: ['arn:aws:s3:::my-bucket/builds/1/*', 'arn:aws:s3:::my-bucket/latest.json'],
      },
    ]);
  });

  test('the one that lists sees names and sizes, and no content', () => {
    expect(statements(SessionPolicy.forUpload(scope, 'look', []))).toEqual([
      {
        Effect: 'Allow',
        Action: ['s3:ListBucket', 's3:ListBucketVersions'],
        Resource: 'arn:aws:s3:::my-bucket',
        Condition: { StringLike: { 's3:prefix': 'builds/1/*' } },
      },
      // With the condition, an RGW would always refuse it (measured).
      { Effect: 'Allow', Action: ['s3:ListBucketMultipartUploads'], Resource: 'arn:aws:s3:::my-bucket' },
      {
        Effect: 'Allow',
        Action: ['s3:ListMultipartUploadParts'],
        Resource: 'arn:aws:s3:::my-bucket/builds/1/*',
      },
    ]);
  });

  test('the one that deletes can do nothing else', () => {
    expect(statements(SessionPolicy.forUpload(scope, 'remove', []))).toEqual([
      { Effect: 'Allow', Action: ['s3:DeleteObject'], Resource: 'arn:aws:s3:::my-bucket/builds/1/*' },
    ]);
  });

  test('another one also deletes versions', () => {
    const Action = ['s3:DeleteObject', 's3:DeleteObjectVersion'];
    expect(statements(SessionPolicy.forUpload(scope, 'remove-versions', []))).toEqual([
      { Effect: 'Allow', Action, Resource: 'arn:aws:s3:::my-bucket/builds/1/*' },
    ]);
  });

  test('the one that changes headers may read, which an RGW requires for a copy, and neither list nor delete', () => {
    const Action = ['s3:GetObject', 's3:GetObjectTagging', 's3:PutObject', 's3:PutObjectTagging'];
    expect(statements(SessionPolicy.forUpload(scope, 'headers', []))).toEqual([
      { Effect: 'Allow', Action, Resource: 'arn:aws:s3:::my-bucket/builds/1/*' },
    ]);
  });

  test('a colon in the prefix or the key of latest is written as an RGW accepts it', () => {
    const { json } = SessionPolicy.forUpload({ bucket: 'my-bucket', prefix: 'a:b/' }, 'write', ['l:l.json']);
    expect(JSON.parse(json).Statement[0].Resource).toEqual([
      'arn:aws:s3:::my-bucket/a?b/*',
      'arn:aws:s3:::my-bucket/l?l.json',
    ]);
  });

  test('none has a policy that would crash an RGW, whatever the prefix and the key of latest', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 1_024 });
    const power = fc.constantFrom('write' as const, 'look' as const, 'remove' as const);
    fc.assert(
      fc.property(power, text, text, (of, prefix, latest) => {
        const make = () => SessionPolicy.forUpload({ bucket: 'my-bucket', prefix }, of, [latest]).json;
        expect(Buffer.byteLength(orInputError(make) ?? '')).toBeLessThanOrEqual(LARGEST_POLICY_BYTES);
      }),
    );
  });

  test('the longest prefix and a long key of latest fit into one policy', () => {
    const longest = { bucket: 'b'.repeat(63), prefix: `${'p'.repeat(899)}/` };
    expect(() => SessionPolicy.forUpload(longest, 'write', ['l'.repeat(780)])).not.toThrow();
  });
});

function orInputError<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

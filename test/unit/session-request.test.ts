import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../src/credentials/duration.ts';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { LARGEST_POLICY_BYTES, SessionPolicy } from '../../src/credentials/session-policy.ts';
import { checkRequest, type RequestInputs } from '../../src/credentials/session-request.ts';

const ROLE = 'arn:aws:iam::RGW00000000000000001:role/bkr-123';

function check(inputs: RequestInputs, sessionName = 'job', renewed = false) {
  return checkRequest({ roleArn: ROLE, bucket: 'my-bucket', ...inputs }, { sessionName, renewed });
}

test('empty inputs mean OtterStorage, an hour, and all objects of the bucket', () => {
  expect(check({ endpoint: '', region: ' ', duration: '', access: '', prefix: '' })).toEqual({
    request: {
      roleArn: ROLE,
      bucket: 'my-bucket',
      endpoint: 'https://es-mad-1.s3.otterstorage.io',
      region: 'eu-mad',
      durationSeconds: 3600,
      access: 'read-write',
      prefix: '',
      sessionName: 'job',
      policy: SessionPolicy.forScope('my-bucket', 'read-write', ''),
    },
    warnings: [],
  });
});

test.each([
  ['90s', 90],
  ['30m', 1800],
  ['1h', 3600],
  ['12h', 43200],
  ['1h30m', 5400],
  ['PT1H', 3600],
  ['PT15M30S', 930],
  ['3600', 3600],
  ['1H', 3600],
])('the duration %s is %i seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  [7200, 7200],
  [0, 900],
  [100_000, 43_200],
])('the duration job with %i s left is %i seconds', (left, seconds) => {
  expect(parseDuration('job', left)).toBe(seconds);
});

test.each([
  [
    'a duration that most servers refuse',
    { duration: '60s' },
    false,
    'servers usually refuse less than 15 min',
  ],
  [
    'a refreshed session under 30 min',
    { duration: '20m' },
    true,
    'refreshed sessions should last 30 min or more',
  ],
  ['plain http to another machine', { endpoint: 'http://s3.example.org' }, false, 'travel unencrypted'],
  [
    'an endpoint with the bucket in its name',
    { endpoint: 'https://my-bucket.s3.example.org' },
    false,
    'remove it, because the server takes it in the path: https://s3.example.org.',
  ],
  [
    'a prefix that covers its neighbors',
    { prefix: 'team-a' },
    false,
    "also covers keys such as 'team-a-other/x'",
  ],
  [
    'a prefix with a colon',
    { prefix: 'team:a/' },
    false,
    "can also use objects with another character there, such as 'team-a/x'",
  ],
  [
    'the whole role',
    { access: 'role' },
    false,
    "can do all that the role allows, which may include the bucket's configuration",
  ],
])('warns of %s', (_name, inputs, renewed, says) => {
  expect(check(inputs, 'job', renewed).warnings).toEqual([expect.stringContaining(says)]);
});

test.each([['http://127.0.0.1:9000'], ['http://localhost:9000'], ['http://[::1]:9000']])(
  'does not warn of http to %s',
  (endpoint) => {
    expect(check({ endpoint }).warnings).toEqual([]);
  },
);

test('a slash at the end of the endpoint is dropped', () => {
  expect(check({ endpoint: 'https://s3.example.org/' }).request.endpoint).toBe('https://s3.example.org');
});

test('any derived session name is one that an RGW accepts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      expect(check({}, name).request.sessionName).toMatch(/^[A-Za-z0-9_=,.@-]{2,64}$/);
    }),
  );
});

describe('the session policy', () => {
  test('is sent for each access except role', () => {
    expect(check({ access: 'role' }).request).not.toHaveProperty('policy');
    for (const access of ['read-write', 'read', 'write']) {
      expect(check({ access }).request.policy?.json).toContain('"arn:aws:s3:::my-bucket/*"');
    }
  });

  test.each(['read-write', 'read', 'write'] as const)(
    '%s access has no action on the bucket except to list it and to find its region',
    (access) => {
      const { Statement } = JSON.parse(SessionPolicy.forScope('my-bucket', access, '')?.json ?? '');
      const actions: string[] = Statement.flatMap(({ Action }: { Action: string[] }) => Action);
      const ofBucket = actions.filter((action) => /Bucket|Lifecycle|\*/.test(action));
      const listing = ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'];
      expect(ofBucket).toEqual(access === 'write' ? [] : [...listing, 's3:GetBucketLocation']);
      expect(actions).not.toContain('s3:PutObjectAcl');
    },
  );

  test('has ? for a colon in a resource, because RGW accepts none, and lists by the exact prefix', () => {
    const { Statement } = JSON.parse(SessionPolicy.forScope('my-bucket', 'read', 'a:b:/')?.json ?? '');
    expect(Statement).toEqual([
      expect.objectContaining({ Resource: 'arn:aws:s3:::my-bucket/a?b?/*' }),
      expect.objectContaining({ Condition: { StringLike: { 's3:prefix': 'a:b:/*' } } }),
      expect.objectContaining({ Action: ['s3:GetBucketLocation'] }),
    ]);
  });

  test('is compact JSON', () => {
    expect(SessionPolicy.forScope('my-bucket', 'write', 'builds/')?.json).toMatchInlineSnapshot(
      `"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:PutObject","s3:AbortMultipartUpload","s3:PutObjectTagging"],"Resource":"arn:aws:s3:::my-bucket/builds/*"}]}"`,
    );
  });

  test('of a prefix allows listing only below it', () => {
    const { Statement } = JSON.parse(SessionPolicy.forScope('my-bucket', 'read', 'builds/')?.json ?? '');
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Action: expect.arrayContaining(['s3:ListBucket']),
        Resource: 'arn:aws:s3:::my-bucket',
        Condition: { StringLike: { 's3:prefix': 'builds/*' } },
      }),
    );
  });

  test('cannot be one that would crash an RGW, whatever the prefix', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('read', 'write', 'read-write'),
        fc.string({ unit: 'grapheme', maxLength: 1100 }),
        (access, prefix) => {
          const made = attempt(() => SessionPolicy.forScope('my-bucket', access as 'read', prefix));
          expect(Buffer.byteLength(made?.json ?? '')).toBeLessThanOrEqual(LARGEST_POLICY_BYTES);
        },
      ),
    );
  });
});

test('a service credential does not reveal its secret when it is printed', () => {
  const credential = new ServiceCredential('AKEY', 'the-secret');
  const shown = [
    `${credential}`,
    JSON.stringify({ credential }),
    inspect({ credential }, { depth: 5, showHidden: true }),
  ];
  expect(shown.join('\n')).not.toContain('the-secret');
  expect(credential.signingKey().secretAccessKey).toBe('the-secret');
});

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

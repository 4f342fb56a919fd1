import { ListObjectsCommand, ListObjectsV2Command, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { KeyIndex } from '../../sandbox/key-index.ts';
import { type ListingRequest, listKeys } from '../../sandbox/listing.ts';
import { permanentKeys, s3Client, useSandbox } from './fixture.ts';
import { sendSigned } from './signer.ts';

const compareBytes = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right));

/** All entries of a listing, computed in the simplest way. */
function listSimply(keys: readonly string[], { prefix, delimiter, after }: ListingRequest): string[] {
  const entries = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return end < 0 ? key : key.slice(0, end + delimiter.length);
    });
  return [...new Set(entries)].filter((entry) => compareBytes(entry, after) > 0).sort(compareBytes);
}

function listInPages(index: KeyIndex<true>, request: ListingRequest): string[] {
  const entries: string[] = [];
  for (let after: string | undefined = request.after; after !== undefined; ) {
    const page = listKeys(index, { ...request, after });
    const found = [...page.keys, ...page.commonPrefixes];
    expect(found.length).toBeLessThanOrEqual(request.maximum);
    entries.push(...found.sort(compareBytes));
    after = page.next;
  }
  return entries;
}

describe('a listing', () => {
  // Few letters make many common prefixes. The last two sort differently in UTF-16 and UTF-8.
  const letter = fc.constantFrom('a', 'b', '/', '\uffee', '😀');
  const key = fc.string({ unit: letter, minLength: 1, maxLength: 6 });
  const short = fc.string({ unit: letter, maxLength: 3 });

  test('in pages of any size has each entry once, in order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { maxLength: 40 }),
        short,
        fc.constantFrom('', '/', 'b', '//'),
        short,
        fc.integer({ min: 1, max: 7 }),
        (keys, prefix, delimiter, after, maximum) => {
          const index = new KeyIndex(keys.map((one) => [one, true] as const));
          const request = { prefix, delimiter, after, maximum };
          expect(listInPages(index, request)).toEqual(listSimply(keys, request));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('stays in order while keys come and go', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 60 }), (changes) => {
        const index = new KeyIndex<true>();
        const model = new Set<string>();
        for (const [changed, added] of changes) {
          if (added) index.set(changed, true);
          else index.delete(changed);
          if (added) model.add(changed);
          else model.delete(changed);
        }
        expect(index.keys).toEqual([...model].sort(compareBytes));
      }),
    );
  });
});

describe('over the wire', () => {
  const fixture = useSandbox();
  const Bucket = 'builds';
  const keys = [
    ...Array.from({ length: 25 }, (_, index) => `dir/${String(index).padStart(2, '0')}`),
    'dir2/x',
    'z & <z>',
  ];
  const client = () => s3Client(fixture, permanentKeys(fixture.bucket));

  beforeAll(async () => {
    for (const key of keys) {
      const path = `/builds/${encodeURI(key).replace('&', '%26')}`;
      const { status } = await sendSigned(
        fixture.sandbox.endpoint,
        { method: 'PUT', path, body: key },
        permanentKeys(fixture.bucket),
      );
      expect(status).toBe(200);
    }
  });

  test('version 2 pages through everything', async () => {
    const found: string[] = [];
    for await (const page of paginateListObjectsV2({ client: client(), pageSize: 4 }, { Bucket })) {
      expect(page.KeyCount).toBeLessThanOrEqual(4);
      found.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    }
    expect(found).toEqual(keys);
  });

  test('version 2 rolls up, starts after, and describes each object', async () => {
    const rolled = await client().send(
      new ListObjectsV2Command({ Bucket, Delimiter: '/', FetchOwner: true }),
    );
    expect(rolled.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['dir/', 'dir2/']);
    expect(rolled.Contents).toMatchObject([
      { Key: 'z & <z>', Size: 7, StorageClass: 'STANDARD', Owner: { ID: 'builds-owner' } },
    ]);
    const after = await client().send(
      new ListObjectsV2Command({ Bucket, StartAfter: 'dir/23', Prefix: 'dir/' }),
    );
    expect(after.Contents?.map(({ Key }) => Key)).toEqual(['dir/24']);
    expect(after.IsTruncated).toBe(false);
  });

  test('version 1 returns a marker to continue from if it rolls up', async () => {
    const first = await client().send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 1 }));
    expect([first.CommonPrefixes?.[0]?.Prefix, first.IsTruncated, first.NextMarker]).toEqual([
      'dir/',
      true,
      'dir/',
    ]);
    const next = await client().send(
      new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 1, Marker: first.NextMarker }),
    );
    expect(next.CommonPrefixes?.[0]?.Prefix).toBe('dir2/');
  });

  test('an empty page is not truncated', async () => {
    const page = await client().send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
    expect([page.KeyCount, page.IsTruncated]).toEqual([0, false]);
  });

  test('a page has at most 1000 entries, and an invalid size is refused', async () => {
    const page = await client().send(new ListObjectsV2Command({ Bucket, MaxKeys: 5000 }));
    expect(page.MaxKeys).toBe(1000);
    const none = await client().send(new ListObjectsV2Command({ Bucket, MaxKeys: -1 }));
    expect(none.KeyCount).toBe(0);
    const raw = { method: 'GET', path: '/builds', query: 'max-keys=x' };
    const { code } = await sendSigned(fixture.sandbox.endpoint, raw, permanentKeys(fixture.bucket));
    expect(code).toBe('InvalidArgument');
  });

  test('a continuation token is a key, and any key works as one', async () => {
    const first = await client().send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }));
    expect(first.NextContinuationToken).toBe(first.Contents?.[0]?.Key);
    const page = await client().send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'dir2/' }));
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(['dir2/x', 'z & <z>']);
  });
});

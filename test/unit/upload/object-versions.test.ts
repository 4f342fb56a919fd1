import { expect, test } from 'vitest';
import type { ObjectStore } from '../../../src/s3/object-store.ts';
import type { StoredVersion } from '../../../src/s3/store-types.ts';
import { removeVersions, replacedBy } from '../../../src/transfer/upload/object-versions.ts';

/** Versions such as `b2@5`, with ID and time. The letter is the ETag. */
const versions = (text: string): StoredVersion[] =>
  Array.from(text.matchAll(/((\w)\w*)@(\d+)/g), ([, versionId = '', etag = '', time]) => ({
    ...{ versionId, etag, lastModified: Number(time) },
  }));

const storeOf = (objects: string, markers = '', deleted: string[] = []) =>
  ({
    listVersions: async () => ({ objects: versions(objects), markers: versions(markers) }),
    deleteVersion: async (_key: string, versionId: string) => void deleted.push(versionId),
  }) as unknown as ObjectStore;

test.each([
  { name: 'no earlier version', objects: 'own@5', markers: '', replaced: undefined },
  { name: 'an earlier version', objects: 'own@5 b@3', markers: '', replaced: 'b' },
  { name: 'an earlier version, and newer ones', objects: 'd@7 own@5 b@3', markers: 'm@8', replaced: 'b' },
  { name: 'a deleted earlier version', objects: 'own@5 b@3', markers: 'm@4', replaced: undefined },
  { name: 'an earlier version that follows a deletion', objects: 'own@5 b@3', markers: 'm@2', replaced: 'b' },
  {
    name: 'an earlier version that was deleted in the same second',
    objects: 'own@5 b@5',
    markers: 'm@5',
    replaced: undefined,
  },
  { name: 'a version that is gone itself', objects: 'b@3', markers: '', replaced: undefined },
])('$name: replaced $replaced', async ({ objects, markers, replaced }) => {
  const found = await replacedBy(storeOf(objects, markers), 'key', 'own', undefined);
  expect(found?.versionId).toBe(replaced);
});

test('the newest version with the ETag and everything older are removed, the newest last', async () => {
  const deleted: string[] = [];
  const store = storeOf('x@9 a3@7 b2@6 a1@2', 'm@8 n@4', deleted);
  expect(await removeVersions({ look: store, remove: store }, 'key', 'a', new AbortController().signal)).toBe(
    true,
  );
  expect(deleted).toEqual(['n', 'a1', 'b2', 'a3']);
  const none = storeOf('x@9', 'm@8', deleted);
  await removeVersions({ look: none, remove: none }, 'key', 'a', new AbortController().signal);
  expect(deleted).toHaveLength(4);
});

import { expect, test } from 'vitest';
import { StoreFailure } from '../../../src/s3/failure.ts';
import type { ObjectStore } from '../../../src/s3/object-store.ts';
import { bodyOf } from '../../../src/s3/request.ts';
import { putIfAbsent } from '../../../src/transfer/upload/put-if-absent.ts';

/** What Ceph RGW 20.2.2 answered to a conditional put in a bucket with versioning, while another run deleted the object. */
const deleted = new StoreFailure({
  kind: 'not-found',
  code: 'NoSuchKey',
  httpStatus: 404,
  tried: 'PUT',
  cameBack: '404 NoSuchKey',
  remedy: 'Check the key.',
});

function putAfter(failures: number) {
  let puts = 0;
  const putObject = async () => {
    puts += 1;
    if (puts <= failures) throw deleted;
    return { versionId: undefined };
  };
  const store = { putObject } as unknown as ObjectStore;
  const stores = { look: async () => undefined, removeVersions: async () => undefined };
  const putting = putIfAbsent(
    { store, stores, key: 'key' },
    bodyOf(Buffer.from('text')),
    {},
    async () => false,
  );
  return { putting, puts: () => puts };
}

test('a put is repeated if its key was deleted in the same moment', async () => {
  const { putting, puts } = putAfter(2);
  expect(await putting).toBe(false);
  expect(puts()).toBe(3);
});

test('a put that is always answered so fails', async () => {
  const { putting, puts } = putAfter(Number.POSITIVE_INFINITY);
  await expect(putting).rejects.toBe(deleted);
  expect(puts()).toBe(5);
});

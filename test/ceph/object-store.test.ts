import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import { obtainer } from '../../src/refresh/fresh-credentials.ts';
import { Renewal } from '../../src/refresh/renewal.ts';
import { ObjectStore } from '../../src/s3/object-store.ts';
import type { ObjectStoreOptions } from '../../src/s3/store-types.ts';
import { keysOfRenewal } from '../../src/transfer/renewed-keys.ts';
import type { BucketWithRole } from '../support/ceph/accounts.ts';
import { type SharedCeph, startCeph } from '../support/ceph.ts';
import { describeWith } from '../support/describe-with.ts';
import { describeObjectStore } from '../support/object-store/cases.ts';
import { bytesBody, collect, failureOf } from '../support/object-store/fixture.ts';
import { sharedCeph } from '../support/shared-ceph.ts';

describeWith('ceph', 'an object store on a real Ceph RGW', () => {
  let ceph: SharedCeph;
  let granted: BucketWithRole;
  let store: ObjectStore;

  async function open(
    inputs: { duration?: string; access?: string; prefix?: string },
    endpoint: string,
    of = granted,
    options: Partial<ObjectStoreOptions> = {},
  ) {
    const place = { endpoint, roleArn: of.roleArn, bucket: of.bucket };
    const { request } = checkRequest({ ...place, ...inputs }, { sessionName: 'store', renewed: true });
    const credential = new ServiceCredential(of.serviceAccessKey, of.serviceSecretKey);
    const context = { caBundle: readFileSync(ceph.caBundle, 'utf8') };
    const renewal = new Renewal({ obtain: obtainer(credential, request, context) });
    await renewal.start();
    const { region, bucket } = request;
    const keys = keysOfRenewal(renewal);
    return new ObjectStore({ endpoint, region, bucket, keys, concurrency: 8, context, ...options });
  }

  beforeAll(async () => {
    ceph = sharedCeph();
    granted = await ceph.createBucketWithRole();
    // The cases delete in batches, which Ceph 16 refuses under a session policy.
    store = await open({ duration: '1h', access: 'role' }, ceph.endpoint);
  });
  afterAll(() => store.close());

  describeObjectStore(() => store);

  test('works over https with a private authority', async () => {
    const secure = await open({}, ceph.httpsEndpoint);
    await secure.putObject('secure', bytesBody(Buffer.from('x')));
    expect(await collect(secure.listObjects('secure'))).toHaveLength(1);
    await secure.close();
  });

  test('reads the usual authorities once for all connections, and not for each', async () => {
    const secure = await open({}, ceph.httpsEndpoint);
    const made = vi.spyOn(tls, 'createSecureContext');
    onTestFinished(() => made.mockRestore());
    const keys = Array.from({ length: 8 }, (_, n) => `secure/${n}`);
    await Promise.all(keys.map((key) => secure.putObject(key, bytesBody(Buffer.from('x')))));
    expect(made).not.toHaveBeenCalled();
    await secure.close();
  });

  test('a session for writing below a prefix can write there, and is refused elsewhere', async () => {
    const writing = await open({ access: 'write', prefix: 'mine/' }, ceph.endpoint);
    await writing.putObject('mine/a', bytesBody(Buffer.from('x')), { onlyIfAbsent: true });
    const id = await writing.createUpload('mine/b', {});
    const part = await writing.uploadPart('mine/b', id, 1, bytesBody(Buffer.from('xyz')));
    await writing.completeUpload('mine/b', id, [{ number: 1, ...part }]);
    const outside = await failureOf(writing.putObject('other/a', bytesBody(Buffer.from('x'))));
    expect(outside).toMatchObject({ kind: 'refused', httpStatus: 403 });
    expect(await failureOf(writing.headObject('mine/a'))).toMatchObject({ kind: 'refused' });
    await writing.close();
  });

  test('sends fewer requests at the same time while the RGW is overloaded, and all of them succeed', async () => {
    const busy = await startCeph({ gateway: { rgw_max_concurrent_requests: '8' } });
    onTestFinished(busy.close);
    const refusals: string[] = [];
    const eager = await open({}, busy.endpoint, await busy.createBucketWithRole(), {
      concurrency: 64,
      onRetry: ({ cause }) => refusals.push(cause),
    });
    onTestFinished(() => eager.close());
    const keys = Array.from({ length: 400 }, (_, n) => `many/${n}`);
    await Promise.all(keys.map((key) => eager.putObject(key, bytesBody(Buffer.from(key)))));
    expect(new Set(refusals)).toEqual(new Set(['503 SlowDown']));
    // About 115. With always 64 at the same time, it would be about 390.
    expect(refusals.length).toBeLessThan(250);
    expect(await collect(eager.listObjects('many/'))).toHaveLength(keys.length);
  });
});

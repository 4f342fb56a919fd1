import { afterAll, beforeAll, expect, test } from 'vitest';
import { ServiceCredential } from '../../src/credentials/service-credential.ts';
import { checkRequest } from '../../src/credentials/session-request.ts';
import type { TransferEvent } from '../../src/transfer/artifact/event.ts';
import { readLatest } from '../../src/transfer/download/small-object.ts';
import { updateLatest } from '../../src/transfer/upload/latest-update.ts';
import { checkUploadInputs } from '../../src/transfer/upload/upload-inputs.ts';
import type { UploadOptions } from '../../src/transfer/upload/upload-options.ts';
import { storesOfCredential } from '../../src/transfer/upload/upload-stores.ts';
import { describeVersions } from '../support/describe-versions.ts';
import { bytesBody, failureOf } from '../support/object-store/fixture.ts';

const PREFIX = 'builds/';
const BEGUN_AT = '2026-01-31T12:00:00.000Z';
const { signal } = new AbortController();

describeVersions('the pointer to the latest upload', (ceph) => {
  const events: TransferEvent[] = [];
  let options: UploadOptions;

  beforeAll(async () => {
    const { bucket, roleArn, serviceAccessKey, serviceSecretKey } = await ceph.createBucketWithRole();
    const place = { endpoint: ceph.endpoint, roleArn, bucket, access: 'write', prefix: PREFIX };
    const { request } = checkRequest(place, { sessionName: 'latest-test', renewed: true });
    const choices = checkUploadInputs({});
    const stores = storesOfCredential({
      credential: new ServiceCredential(serviceAccessKey, serviceSecretKey),
      request,
      context: {},
      concurrency: 16,
      // The sessions may write and read this key, and also keys that begin like it.
      latest: `${PREFIX}latest.json`,
      signal,
    });
    options = {
      ...choices,
      ...{ stores, target: request, prefix: PREFIX, now: Date.now, signal },
      selection: {
        ...{ root: '', files: [], links: [], bytes: 0, hidden: 0, unmatched: [], misread: [] },
        leavesOut: () => false,
      },
      onEvent: (event) => void events.push(event),
    };
  });
  afterAll(() => options.stores.close());

  const move = (key: string, run: number) =>
    updateLatest(options, key, {
      ...{ version: 1, prefix: `${PREFIX}${run}/`, manifestKey: `${PREFIX}${run}/otter-manifest.json` },
      ...{ manifestSha256: 'ab'.repeat(32), createdAt: BEGUN_AT },
      order: { number: { counter: 'ci', run: String(run), attempt: '1' }, begunAt: BEGUN_AT },
    });

  async function pointed(key: string): Promise<string | undefined> {
    const store = await options.stores.readManifest();
    return store && (await readLatest(store, key, signal)).prefix;
  }

  test('is replaced only if it is still the object that was read', async () => {
    const store = await options.stores.write();
    const key = `${PREFIX}conditional`;
    const body = (text: string) => bytesBody(Buffer.from(text));
    const { etag } = await store.putObject(key, body('first'));
    await store.putObject(key, body('second'), { onlyIfMatch: etag });
    const failure = await failureOf(store.putObject(key, body('third'), { onlyIfMatch: etag }));
    expect(failure.httpStatus).toBe(412);
  });

  test('names the newest of many simultaneous uploads, round after round', async () => {
    const key = `${PREFIX}latest.json`;
    const runs = Array.from({ length: 8 }, (_, index) => index + 1);
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(runs.map((run) => move(key, round * 8 + ((run * 5) % 8) + 1)));
      expect(await pointed(key)).toBe(`${PREFIX}${(round + 1) * 8}/`);
    }
    await move(key, 3);
    expect(await pointed(key)).toBe(`${PREFIX}40/`);
    expect(events.at(-1)).toMatchObject({ text: expect.stringContaining('still names a newer upload') });
  });
});
